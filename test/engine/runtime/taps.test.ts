import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { watermarkOnly } from '../../../engine/data/batch.ts';
import { fromRows } from '../../../engine/data/rows.ts';
import { readDocument } from '../../../engine/document/index.ts';
import { Output } from '../../../engine/runtime/edges.ts';
import { NodeCounters } from '../../../engine/runtime/node-counters.ts';
import { Taps } from '../../../engine/runtime/taps.ts';

beforeEach(() => void vi.useFakeTimers({ now: 0 }));
afterEach(() => void vi.useRealTimers());

const SCHEMA = [{ name: 'n', type: 'bigint' }] as const;
const TEXT = `version: 1
name: t
sources: { in: { type: generator, rows: 1, columns: { n: { sequence: {} } } } }
sinks: { out: { type: discard, inputs: [in] } }
`;

function tapped(): { output: Output; taps: Taps } {
  const read = readDocument(TEXT, { file: 't', baseFolder: '/', environment: {} });
  if (!('plan' in read)) throw new Error('the document is wrong');
  const output = new Output();
  const nothing = { queued: () => 0, stateSize: () => null };
  const openWindows = () => [{ start: 0, end: 1000, keys: 3 }];
  const entry = { counters: new NodeCounters('in', 'source'), outputs: { main: output }, openWindows, ...nothing };
  const clock = { now: () => Date.now(), monotonic: () => Date.now() };
  return { output, taps: new Taps([entry], read.plan, clock) };
}

const give = (output: Output, from: number, to: number): void =>
  output.receive(
    fromRows(
      SCHEMA,
      Array.from({ length: to - from }, (_, i) => ({ n: from + i })),
    ),
  );

test('nobody reads along until somebody asks, and not for long after they ask no more', async () => {
  const { output, taps } = tapped();
  const before = output.isRead;
  const first = taps.rows({ node: 'in', output: 'main' });
  const during = output.isRead;
  give(output, 0, 1);
  await first;
  vi.advanceTimersByTime(5000);
  expect([before, during, output.isRead]).toEqual([false, true, false]);
});

test('the last twenty rows are given, whatever the batches were, and at most four times a second anew', async () => {
  const { output, taps } = tapped();
  const rows = async (): Promise<unknown[]> =>
    (await taps.rows({ node: 'out', output: 'main' })).rows.map(({ n }) => n);
  const first = rows();
  for (let n = 0; n < 30; n++) give(output, n, n + 1);
  const small = await first;
  give(output, 100, 1100);
  const tooSoon = await rows();
  vi.advanceTimersByTime(250);
  const large = await rows();
  const twenty = (from: number): number[] => Array.from({ length: 20 }, (_, i) => from + i);
  expect([small, tooSoon, large]).toEqual([twenty(10), twenty(10), twenty(1080)]);
});

test('where no row comes, the answer is empty after a second', async () => {
  const { taps } = tapped();
  const first = taps.rows({ node: 'in', output: 'main' });
  vi.advanceTimersByTime(1000);
  await expect(first).resolves.toEqual({ columns: [], rows: [] });
});

test('the first answer waits for a row, not for news of the watermark alone', async () => {
  const { output, taps } = tapped();
  const first = taps.rows({ node: 'in', output: 'main' });
  output.receive(watermarkOnly(SCHEMA, 5));
  await vi.advanceTimersByTimeAsync(10);
  give(output, 7, 8);
  await expect(first).resolves.toMatchObject({ rows: [{ n: 7 }] });
});

test('of a node its open windows are told; what is not there is refused by name', async () => {
  const { taps } = tapped();
  const tap = (node: string, output: 'main' | 'late' | 'windows') => taps.rows({ node, output });
  await expect(tap('in', 'windows')).resolves.toMatchObject({ rows: [{ start: 0, end: 1000, keys: 3 }] });
  await expect(tap('out', 'windows')).rejects.toThrow('node "out" has no windows in this pipeline');
  await expect(tap('gone', 'main')).rejects.toThrow('there is no node "gone" in this pipeline');
  await expect(tap('in', 'late')).rejects.toThrow('source "in" has no output "late"; its rows are "main"');
});
