import type { AbsentMetric, Reading } from '../sensors/sensor.ts';
import { displayWidth } from './display-width.ts';
import { humanQuantity } from './sensor-units.ts';

const HEADING = ['METRIC', 'ENTITY', 'VALUE', 'UNIT'];
const VALUE = 2;

/** The readings as an aligned table, one line each, with a heading. */
export function sensorTable(readings: readonly Reading[]): string {
  const rows = readings.map(({ metric, entity, value, unit }) => {
    const quantity = humanQuantity(value, unit);
    return [metric, entity, quantity.text, quantity.unit];
  });
  return align([HEADING, ...rows], VALUE);
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

function align(rows: readonly (readonly string[])[], right: number): string {
  const widths = HEADING.map((_, column) => Math.max(...rows.map((row) => displayWidth(row[column]!))));
  const lines = rows.map((row) =>
    row
      .map((cell, column) => {
        const blanks = ' '.repeat(widths[column]! - displayWidth(cell));
        return column === right ? blanks + cell : cell + blanks;
      })
      .join('  ')
      .trimEnd(),
  );
  return `${lines.join('\n')}\n`;
}
