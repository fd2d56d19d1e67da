import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { Random } from '../contract/random/random.ts';
import { compare } from './on-flink.ts';

const SEEDS = (process.env['SEEDS'] ?? '1,2,3').split(',').map(Number);
const START = Date.parse('2026-01-01T00:00:00Z');

// Rows that come too late for some of their windows among them: both engines have to leave out the same ones.
test.each(SEEDS)('a random portable document gives the same rows on both: seed %i', async (seed) => {
  const random = new Random(seed);
  const folder = mkdtempSync(path.join(tmpdir(), 'millrace-random-'));
  try {
    writeFileSync(path.join(folder, 'in.ndjson'), randomRows(random));
    const result = await compare(randomDocument(random), folder, '');
    if ('refusals' in result) throw new Error(result.refusals.map(({ message }) => message).join('\n'));
    expect(result.there).toEqual(result.here);
    console.log(
      `seed ${seed}: ${JSON.stringify(Object.entries(result.here).map(([id, rows]) => `${id} ${rows.length}`))}`,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

function randomRows(random: Random): string {
  let time = START;
  const rows = Array.from({ length: 400 }, () => {
    time += random.integer(0, 1500);
    const ts = new Date(time - random.integer(0, random.chance(0.1) ? 12_000 : 2500)).toISOString();
    const k = random.chance(0.05) ? null : random.pick(['a', 'b', 'c']);
    const v = random.chance(0.1) ? null : random.integer(-400, 400) / 4;
    return JSON.stringify({ ts, k, v, n: random.integer(-50, 50) });
  });
  return `${rows.join('\n')}\n`;
}

const AGGREGATES = ['count(*)', 'count(v)', 'sum(v)', 'sum(n)', 'avg(v)', 'avg(n)', 'min(v)', 'max(n)', 'max(k)'];
const MORE = [
  'stddev_pop(v)',
  'count(distinct n)',
  'sum(v) / count(*)',
  'max(ts)',
  'sum(CASE WHEN v > 0 THEN 1 ELSE 0 END)',
];
const CONDITIONS = [
  'v > 0',
  'n % 3 <> 0',
  "k = 'a' OR v IS NULL",
  'n BETWEEN -20 AND 20',
  "k IN ('b', 'c') AND NOT (v < -50)",
];

/** Some filters and columns, and on each of them windows of every kind, and what comes behind them. */
function randomDocument(random: Random): string {
  const operators: string[] = [];
  const sinks: string[] = [];
  const show = (id: string): void => void sinks.push(`  out-${id}: { type: console, inputs: [${id}] }`);
  operators.push(`  kept: { type: filter, inputs: [in], where: "${random.pick(CONDITIONS)}" }`);
  operators.push(
    `  more: { type: extend, inputs: [in], columns: { w: "COALESCE(v, 0) * ${random.integer(2, 5)} + n" } }`,
  );
  const shapes = [
    `type: tumbling, size: ${random.integer(1, 12)}s`,
    `type: sliding, slide: ${random.pick([1, 2, 3])}s, size: 6s`,
    `type: cumulate, step: ${random.pick([1, 2, 3])}s, size: 12s`,
    `type: session, gap: ${random.integer(500, 4000)}ms`,
  ];
  for (const [i, shape] of shapes.entries()) {
    const key = random.chance(0.7) ? 'key: [k], ' : '';
    const aggregates = [random.pick(AGGREGATES), random.pick(MORE), random.pick(AGGREGATES)];
    const named = aggregates.map((each, a) => `a${a}: "${each}"`).join(', ');
    const input = random.pick(['in', 'kept', 'more']);
    operators.push(
      `  w${i}: { type: window, inputs: [${input}], ${key}window: { ${shape} }, aggregate: { ${named} } }`,
    );
    show(`w${i}`);
  }
  const again = random.pick(['w0', 'w2']);
  operators.push(
    `  again: { type: window, inputs: [${again}], window: { type: tumbling, size: 24s }, aggregate: { n: count(*), e: max(window_end) } }`,
  );
  operators.push(
    `  steps: { type: lag, inputs: [more], key: [k], columns: { d: delta(w), r: rate(n), p: "lag(v, ${random.integer(1, 3)})" } }`,
  );
  operators.push(
    `  changed: { type: deduplicate, inputs: [more], key: [k], keep: changed, on: [${random.pick(['n', 'v'])}] }`,
  );
  operators.push(
    `  turns: { type: pattern, inputs: [kept], key: [k], sequence: [{ name: up, where: v > 20, times: ${random.integer(1, 2)} }, { name: down, where: v < -20${random.chance(0.5) ? ', next: true' : ''} }], within: ${random.integer(5, 30)}s, columns: { from: first(up.ts), to: down.ts, top: max(up.v) } }`,
  );
  for (const id of ['again', 'steps', 'changed', 'turns']) show(id);
  return [
    'version: 1',
    'name: random',
    'sources:',
    '  in: { type: file, path: in.ndjson, format: ndjson, schema: { ts: timestamp, k: string, v: double, n: bigint }, event_time: { column: ts, out_of_orderness: 2s } }',
    'operators:',
    ...operators,
    'sinks:',
    ...sinks,
    '',
  ].join('\n');
}
