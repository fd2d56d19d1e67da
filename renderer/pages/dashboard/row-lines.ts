import { language } from '../../messages/messages.ts';
import { millisecondText } from '../../shared/dates.ts';
import type { TappedRows } from '../../state/contract-types.ts';

/** The rows of an edge as a list of what happened, the newest first: the time of each, and its other columns in words. */
export function rowLines({ columns, rows }: TappedRows): readonly { readonly at: string; readonly text: string }[] {
  const time = columns.find(({ type }) => type === 'timestamp')?.name;
  const others = columns.filter(({ name }) => name !== time);
  return [...rows].reverse().map((row) => {
    const at = time === undefined ? null : row[time];
    const words = others.flatMap(({ name, type }) => {
      const value = row[name] ?? null;
      if (value === null) return [];
      return [type === 'string' && others.length < 3 ? String(value) : `${name} ${String(value)}`];
    });
    return { at: typeof at === 'number' ? millisecondText(at, language()) : '', text: words.join(', ') };
  });
}
