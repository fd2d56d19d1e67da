import { evaluate } from '../sql/evaluate.ts';
import { parse } from '../sql/parse.ts';
import { compare, keyText } from '../value.ts';
import type { Row, Type, Value } from '../value.ts';
import type { Operator, Surroundings } from './operator.ts';

interface Group {
  readonly name: string;
  readonly end: number;
  readonly entries: Entry[];
}

interface Entry {
  readonly row: Row;
  readonly order: readonly Value[];
}

/** Of each window and key the first rows by `order_by`; all are kept, and sorted when the window is over. */
export function topN({ text, inputs, give, giveLate }: Surroundings): Operator {
  const columns = inputs[0]!;
  const order = [text.order_by].flat().map(readOrder);
  // In the order of their first rows.
  let groups: Group[] = [];
  return {
    columns: new Map<string, Type>([...columns, ['rank', 'bigint']]),
    take(row, watermark) {
      const end = (row.values.get('window_end') as Date).getTime();
      if (end - 1 <= watermark) {
        giveLate(row, 0);
        return;
      }
      const entry = { row, order: order.map(({ by }) => evaluate(by, { columns, values: row.values })) };
      const name = keyText(row, ['window_start', 'window_end', ...(text.key ?? [])]);
      const group = groups.find((each) => each.name === name);
      if (group) group.entries.push(entry);
      else groups.push({ name, end, entries: [entry] });
    },
    advance(watermark) {
      const due = groups.filter(({ end }) => end - 1 <= watermark).sort((a, b) => a.end - b.end);
      groups = groups.filter((each) => !due.includes(each));
      for (const { end, entries } of due) {
        const sorted = [...entries].sort((a, b) => ordered(a, b, order));
        sorted.slice(0, text.n).forEach(({ row }, i) => {
          give({ values: new Map([...row.values, ['rank', BigInt(i + 1)]]), time: end - 1 });
        });
      }
    },
  };
}

function readOrder(text: string) {
  const [, by, direction] = /^(.*?)(?:\s+(asc|desc))?$/is.exec(text.trim())!;
  return { by: parse(by!), isDescending: direction?.toLowerCase() === 'desc' };
}

/** Nulls come last in either direction. */
function ordered(a: Entry, b: Entry, order: readonly { readonly isDescending: boolean }[]): number {
  for (const [i, { isDescending }] of order.entries()) {
    const [left, right] = [a.order[i]!, b.order[i]!];
    if (left === null && right === null) continue;
    if (left === null || right === null) return left === null ? 1 : -1;
    const difference = compare(left, right);
    if (difference !== 0) return isDescending ? -difference : difference;
  }
  return 0;
}
