import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CATALOGUE } from '../../engine/sensors/catalogue/all.ts';
import type { MetricDescription } from '../../engine/sensors/sensor.ts';

const HEADING = ['Metric', 'Unit', 'Range', 'Meaning', 'Read on Linux from', 'Method'];

const INTRODUCTION = `# Sensors

What a \`system\` source and \`millrace sensors\` can tell of a machine. The names follow OpenTelemetry's semantic conventions for
systems, processes and hardware; what OpenTelemetry tells apart by an attribute (direction, state, kind) is the last part of the name here.
Units are UCUM codes. Increases are per the time that has passed on the monotonic clock since the reading before: the first reading gives none of
them, and neither does one whose counter went back. What is out of its range has no row.

On Linux all of it is read from the files below. On macOS and Windows, Node and \`systeminformation\` tell what they can;
\`millrace sensors\` says of each metric that is missing why, and what would allow it.
`;

test('docs/sensors.md tells of every metric what the table of the readers says (to write it anew: vitest -u)', async () => {
  const sections = Object.entries(CATALOGUE).map(([title, metrics]) => `## ${title}\n\n${table(metrics)}`);
  const page = `${[INTRODUCTION, ...sections].join('\n')}`;
  await expect(page).toMatchFileSnapshot(join(import.meta.dirname, '../../docs/sensors.md'));
});

function table(metrics: readonly MetricDescription[]): string {
  const rows = metrics.map(({ metric, unit, range, meaning, source, method }) => [
    `\`${metric}\``,
    `\`${unit}\``,
    rangeText(range),
    meaning,
    `\`${source}\``,
    `\`${method}\``,
  ]);
  const widths = HEADING.map((heading, i) => Math.max(...[heading, ...rows.map((row) => row[i]!)].map(width)));
  const line = (cells: readonly string[], fill = ' '): string =>
    `| ${cells.map((cell, i) => cell + fill.repeat(widths[i]! - width(cell))).join(' | ')} |\n`;
  const rule = line(
    HEADING.map(() => ''),
    '-',
  );
  return line(HEADING) + rule + rows.map((row) => line(row)).join('');
}

function rangeText([least, most]: MetricDescription['range']): string {
  const text = (bound: number): string => bound.toLocaleString('en', { maximumFractionDigits: 1 });
  if (most === Infinity) return `${text(least)} and more`;
  return `${text(least)} to ${text(most)}`;
}

function width(text: string): number {
  return [...text].length;
}
