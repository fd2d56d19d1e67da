import type { AbsentMetric, Reading } from '../sensors/sensor.ts';
import { displayWidth, fitWidth } from './display-width.ts';
import { humanQuantity } from './sensor-units.ts';

const HEADING = ['METRIC', 'ENTITY', 'VALUE', 'UNIT', 'NOTE'];
const [METRIC, ENTITY, VALUE] = [0, 1, 2] as const;
/** Names are cut down to this, and not further: what is left says nothing. */
const LEAST_WIDTH = 10;

/** A reading, and what there is to say of it: that it stands still, that it jumped. */
export interface NotedReading extends Reading {
  readonly note: string | null;
}

/**
 * The readings as an aligned table, one line each, with a heading; no wider than `columns` where names can be cut for it.
 *
 * Of a metric the end is kept, and of an entity the beginning: those tell them apart. Values are never cut.
 */
export function sensorTable(readings: readonly NotedReading[], columns = Infinity): string {
  const rows = readings.map(({ metric, entity, value, unit, note }) => {
    const quantity = humanQuantity(value, unit);
    return [metric, entity, quantity.text, quantity.unit, note ?? ''];
  });
  const hasNotes = readings.some(({ note }) => note !== null);
  const all = [HEADING, ...rows].map((row) => (hasNotes ? row : row.slice(0, -1)));
  return align(fit(all, columns));
}

/** Why the absent metrics are absent, those of one reason together; empty where none is. */
export function absentTable(absent: readonly AbsentMetric[]): string {
  if (absent.length === 0) return '';
  const byReason = new Map<string, AbsentMetric[]>();
  for (const each of absent) byReason.set(each.reason, [...(byReason.get(each.reason) ?? []), each]);
  const groups = [...byReason.values()].map((group) => {
    const { reason, remedy } = group[0]!;
    const names = group.map(({ metric }) => metric).join(', ');
    return `  ${names}\n    ${reason}\n${remedy === null ? '' : `    to get it: ${remedy}\n`}`;
  });
  return `\nNot on this machine:\n${groups.join('')}`;
}

function fit(rows: readonly string[][], columns: number): string[][] {
  const widths = widthsOf(rows);
  let excess = widths.reduce((sum, each) => sum + each + 2, -2) - columns;
  if (!(0 < excess)) return [...rows];
  // The wider one gives way first, so that both keep about as much.
  while (0 < excess && LEAST_WIDTH < Math.max(widths[METRIC]!, widths[ENTITY]!)) {
    widths[widths[METRIC]! < widths[ENTITY]! ? ENTITY : METRIC]!--;
    excess--;
  }
  return rows.map(([metric, entity, ...rest]) => [
    fitEnd(metric!, widths[METRIC]!),
    fitWidth(entity!, widths[ENTITY]!),
    ...rest,
  ]);
}

function fitEnd(text: string, most: number): string {
  if (displayWidth(text) <= most) return text;
  const characters = [...text];
  while (most - 1 < displayWidth(characters.join(''))) characters.shift();
  return `…${characters.join('')}`;
}

function align(rows: readonly (readonly string[])[]): string {
  const widths = widthsOf(rows);
  const lines = rows.map((row) =>
    row
      .map((cell, column) => {
        const blanks = ' '.repeat(widths[column]! - displayWidth(cell));
        return column === VALUE ? blanks + cell : cell + blanks;
      })
      .join('  ')
      .trimEnd(),
  );
  return `${lines.join('\n')}\n`;
}

function widthsOf(rows: readonly (readonly string[])[]): number[] {
  return rows[0]!.map((_, column) => Math.max(...rows.map((row) => displayWidth(row[column]!))));
}
