import { afterEach, expect, test } from 'vitest';
import { runCommand, temporaryFolder } from '../support/command.ts';

let remove: (() => void) | null = null;
afterEach(() => remove?.());

const START = Date.parse('2026-01-01T00:00:00Z');

/**
 * Two sources that both begin at `START`: `quick` gives 200 rows a second, 10 ms of event time apart; `slow` gives its first row at once and
 * then `rate` rows a second, 10 ms apart too. The run is stopped, so nothing but watermarks fires a window.
 */
async function run(slow: { rate: number; idle: string }, operators: string) {
  const columns = `columns: { at: { time: { start: '2026-01-01T00:00:00Z', step: 10ms } }, k: { choice: [a] } }`;
  const text = `version: 1
name: idle
sources:
  quick: { type: generator, rate: 200, seed: 1, ${columns}, event_time: { column: at } }
  slow: { type: generator, rate: ${slow.rate}, seed: 1, ${columns}, event_time: { column: at${slow.idle} } }
operators:
${operators}
sinks: { out: { type: console, inputs: [counts] } }
`;
  const folder = temporaryFolder({ 'p.yaml': text });
  remove = folder.remove;
  const { code, stdout, stderr } = await runCommand(['run', 'p.yaml', '--for', '3s'], folder.path);
  const rows = stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as { n: number; window_start: string });
  return { code, stderr, windows: rows.map(({ n, window_start }) => [Date.parse(window_start) - START, n]) };
}

const UNION = `  both: { type: union, inputs: [quick, slow] }
  counts: { type: window, inputs: [both], key: [], window: { type: tumbling, size: 1s }, aggregate: { n: count(*) } }`;
const JOIN = `  pairs: { type: interval_join, inputs: [quick, slow], on: [[k, k]], between: [-1s, 1s] }
  counts: { type: window, inputs: [pairs], key: [], window: { type: tumbling, size: 500ms }, aggregate: { n: count(*) } }`;

test('windows over a union fire while one of its sources is idle, with the rows that it gave', async () => {
  const { code, windows } = await run({ rate: 0.01, idle: ', idle_timeout: 200ms' }, UNION);
  expect(code).toBe(0);
  expect(windows.length).toBeGreaterThan(1);
  expect(windows).toEqual(windows.map((_, i) => [i * 1000, i === 0 ? 101 : 100]));
}, 30_000);

test('what is downstream of a join goes on while one of its sources is idle', async () => {
  const { code, windows } = await run({ rate: 0.01, idle: ', idle_timeout: 200ms' }, JOIN);
  expect(code).toBe(0);
  // The one slow row meets those of the second that follows it, the last of which is a second later.
  expect(windows).toEqual([
    [0, 50],
    [500, 50],
    [1000, 1],
  ]);
}, 30_000);

test.each([
  ['a union', UNION],
  ['a join', JOIN],
])(
  'without an idle timeout %s waits for its silent source',
  async (_, operators) => {
    const { code, windows, stderr } = await run({ rate: 0.01, idle: '' }, operators);
    expect([code, windows]).toEqual([0, []]);
    expect(stderr).toMatch(/operator window · in [1-9]/);
  },
  30_000,
);

test('rows of a source that comes back behind the others are late, and hold nobody back', async () => {
  const { code, windows, stderr } = await run({ rate: 0.7, idle: ', idle_timeout: 200ms' }, UNION);
  expect(code).toBe(0);
  expect(windows.slice(0, 2)).toEqual([
    [0, 101],
    [1000, 100],
  ]);
  const slowRows = Number(/slow +source generator · out (\d)/.exec(stderr)?.[1]);
  expect(slowRows).toBeGreaterThan(1);
  expect(stderr).toMatch(new RegExp(`operator window .* · late ${slowRows - 1}\n`));
}, 30_000);
