import { expect, test } from 'vitest';
import { runDocument } from '../support/run-document.ts';

const IN = 'type: generator, seed: 1, columns: { n: { sequence: { start: 1, step: 1 } } }';

test('windows of the clock fire while it goes on, also without rows, and the last ones at the end', async () => {
  const text = `version: 1
name: t
sources:
  in: { ${IN}, rows: 60, rate: 100 }
operators:
  sums: { type: window, inputs: [in], time: processing, key: [], window: { type: tumbling, size: 100ms }, aggregate: { c: count(*), last: last(n) } }
sinks: { out: { type: console, inputs: [sums] } }
`;
  const { printed, fault } = await runDocument(text, '/');
  const rows = printed
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { c: number; last: number; window_end: string });
  const ends = rows.map(({ window_end }) => Date.parse(window_end));
  expect(fault).toBe(null);
  expect([rows.reduce((sum, { c }) => sum + c, 0), rows.at(-1)!.last]).toEqual([60, 60]);
  expect(rows.length).toBeGreaterThan(4);
  expect(ends).toEqual([...new Set(ends)].sort((a, b) => a - b));
});

test('a window of the clock fires although no row comes any more', async () => {
  const text = `version: 1
name: t
sources:
  in: { ${IN}, rows: 2, rate: 1 }
operators:
  sums: { type: window, inputs: [in], time: processing, key: [], window: { type: tumbling, size: 50ms }, aggregate: { n: first(n) } }
  seen: { type: extend, inputs: [sums], columns: { at: n } }
sinks: { out: { type: console, inputs: [seen] } }
`;
  const printedAt: number[] = [];
  const { printed } = await runDocument(text, '/', { onPrint: () => printedAt.push(Date.now()) });
  const ends = printed
    .trim()
    .split('\n')
    .map((line) => Date.parse((JSON.parse(line) as { window_end: string }).window_end));
  expect([ends.length, printedAt.length]).toEqual([2, 2]);
  // The second row comes a second after the first: without a timer the first window would wait for it.
  expect(printedAt[0]! - ends[0]!).toBeLessThan(500);
});
