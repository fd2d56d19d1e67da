import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Engine, readDocument, systemClock } from '../../engine/index.ts';

const WORKER = path.resolve(import.meta.dirname, '../../out/cli/worker.cjs');

const TEXT = `version: 1
name: Ticks
sources:
  in: { type: generator, rate: 500, seed: 1, columns: { at: { time: { start: 0, step: 10ms, disorder: 3s } }, n: { sequence: { start: 1, step: 1 } } }, event_time: { column: at } }
operators:
  even: { type: filter, inputs: [in], where: n % 2 = 0 }
  sums: { type: window, inputs: [in], key: [], window: { type: tumbling, size: 1s }, aggregate: { c: count(*) } }
sinks: { out: { type: discard, inputs: [even] }, out2: { type: discard, inputs: [sums] } }
`;

let engine: Engine;

beforeEach(() => {
  engine = new Engine({ clock: systemClock, workerFile: WORKER, onWarning: () => undefined });
  const read = readDocument(TEXT, { file: 't', baseFolder: '/', environment: {} });
  if (!('plan' in read)) throw new Error(JSON.stringify(read.problems));
  engine.add('t', { plan: read.plan, text: TEXT });
});

afterEach(() => engine.close());

const numbers = (rows: readonly Readonly<Record<string, unknown>>[]): number[] => rows.map(({ n }) => Number(n));

test('the last rows of a source, an operator, a sink and of late rows that nothing reads', async () => {
  await engine.start('t');
  // A tap begins when it is first asked for; a moment later it holds as many rows as it gives.
  const nodes = [['in'], ['even'], ['out'], ['sums', 'late']] as const;
  const first = await Promise.all(nodes.map(([node, output]) => engine.tap('t', node, output)));
  expect(first.every(({ rows }) => 0 < rows.length)).toBe(true);
  await new Promise((resolve) => setTimeout(resolve, 600));
  const [source, even, sink, late] = await Promise.all(nodes.map(([node, output]) => engine.tap('t', node, output)));
  expect([source, even, sink, late].map((each) => each!.rows.length)).toEqual([20, 20, 20, 20]);
  const last = numbers(source!.rows);
  expect(last).toEqual(last.map((_, i) => last[0]! + i));
  expect(numbers(even!.rows).every((n) => n % 2 === 0)).toBe(true);
  expect(sink!.columns).toEqual(source!.columns);
  expect(late!.columns.map(({ name }) => name)).toEqual(['at', 'n']);
});

test('what cannot be seen is told: no such node, no such output, a pipeline that does not run', async () => {
  await expect(engine.tap('t', 'in')).rejects.toThrow('does not run');
  await engine.start('t');
  await expect(engine.tap('t', 'inn')).rejects.toThrow('there is no node "inn"');
  await expect(engine.tap('t', 'in', 'late')).rejects.toThrow('source "in" has no output "late"');
  await expect(engine.tap('x', 'in')).rejects.toThrow('there is no pipeline "x"');
});

test('a pipeline that ends answers whoever waits for a row', async () => {
  await engine.start('t');
  const [tapped] = await Promise.all([engine.tap('t', 'sums', 'late-right'), engine.stop('t')]);
  expect(tapped.rows).toEqual([]);
});

test('the open windows of a node are told with their bounds and keys, also by several subtasks, and of no other node', async () => {
  const text = TEXT.replace('key: []', 'key: [k]')
    .replace(
      'n: { sequence: { start: 1, step: 1 } }',
      'n: { sequence: { start: 1, step: 1 } }, k: { choice: [a, b, c] }',
    )
    .replace('column: at }', 'column: at, out_of_orderness: 5s }');
  for (const parallelism of [1, 2]) {
    const id = `t${parallelism}`;
    const read = readDocument(`${text}settings: { parallelism: ${parallelism} }\n`, {
      file: 't',
      baseFolder: '/',
      environment: {},
    });
    if (!('plan' in read)) throw new Error(JSON.stringify(read.problems));
    engine.add(id, { plan: read.plan, text });
    await engine.start(id);
    // The very first windows get only what was moved back to them, maybe one row.
    await expect
      .poll(async () => (await engine.tap(id, 'sums', 'windows')).rows.filter(({ keys }) => keys === 3).length)
      .toBeGreaterThan(2);
    const { columns, rows } = await engine.tap(id, 'sums', 'windows');
    expect(columns.map(({ name }) => name)).toEqual(['start', 'end', 'keys']);
    const windows = rows as unknown as readonly { start: number; end: number; keys: number }[];
    // None twice, in order, each a second long.
    expect(windows.map(({ end }) => end)).toEqual([...new Set(windows.map(({ end }) => end))].sort((a, b) => a - b));
    expect(windows.every(({ start, end, keys }) => end - start === 1000 && 1 <= keys && keys <= 3)).toBe(true);
    await expect(engine.tap(id, 'even', 'windows')).rejects.toThrow('node "even" has no windows');
  }
});
