import { language } from '../../messages/messages.ts';
import type { ComparedFigures } from '../../recordings/alignment.ts';
import { differenceText, percentText } from '../../shared/difference.ts';
import { quantityText } from '../../shared/units.ts';

export const FIGURES = ['mean', 'p95', 'max'] as const;

/** Mean, 95 % and highest of a series: of A, of B, by how much B is larger, and by how many percent. */
export function compareCells({ of: [first, second], unit }: ComparedFigures): readonly string[] {
  return FIGURES.flatMap((figure) => {
    const [a, b] = [first?.[figure] ?? NaN, second?.[figure] ?? NaN];
    const text = (value: number): string => quantityText(value, unit, language());
    return [text(a), text(b), differenceText(a, b, unit), percentText(a, b, unit)];
  });
}
