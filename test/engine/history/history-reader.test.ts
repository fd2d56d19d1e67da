import { appendFileSync, writeFileSync } from 'node:fs';
import { deepEqual, equal } from 'node:assert/strict';
import fc from 'fast-check';
import { test } from 'vitest';
import type { LinePoints } from '../../../engine/data/thinning.ts';
import { Thinning } from '../../../engine/data/thinning.ts';
import { encodeBlock } from '../../../engine/history/history-block.ts';
import { HistoryReader, PIECE_MS } from '../../../engine/history/history-reader.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const START = 1_764_000_000_000;

function points(series: string, readings: readonly (readonly [seconds: number, value: number])[]): LinePoints {
  return {
    chart: 'p/c',
    series,
    unit: '1',
    times: Float64Array.from(readings, ([seconds]) => START + seconds * 1000),
    values: Float64Array.from(readings, ([, value]) => value),
  };
}

/** Buckets of so many pieces, or of another length, from `START` on. */
const buckets = (count: number, bucketMs: number) => ({ from: START, to: START + count * bucketMs, count });

function readingsOf(all: readonly LinePoints[]): unknown {
  return all.map(({ series, times, values }) => [series, ...times, ...values]);
}

test('what is held of a file says of long buckets what the file says, whatever the order of its points', async () => {
  const reading = fc.tuple(fc.integer({ min: 0, max: 200 }), fc.integer({ min: -3, max: 3 }));
  const block = fc.array(reading, { minLength: 1, maxLength: 20 });
  const blocks = fc.array(block, { minLength: 1, maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(blocks, fc.integer({ min: 1, max: 4 }), async (written, pieces) => {
      const file = `${temporaryFolder()}/1.history`;
      const thinning = new Thinning(buckets(8, pieces * PIECE_MS));
      writeFileSync(file, Buffer.concat(written.map((each, i) => encodeBlock([points(`s${i % 2}`, each)]))));
      written.forEach((each, i) => thinning.take(points(`s${i % 2}`, each)));
      const read = await new HistoryReader().read([file], [], buckets(8, pieces * PIECE_MS));
      deepEqual(extremesOf(read, pieces * PIECE_MS), extremesOf(thinning.points(), pieces * PIECE_MS));
    }),
    { numRuns: 60 },
  );
});

/** The lowest and highest value of each bucket; of two points with the same value either may be kept. */
function extremesOf(all: readonly LinePoints[], bucketMs: number): unknown {
  const found: Record<string, readonly [number, number]> = {};
  for (const { series, times, values } of all)
    times.forEach((time, i) => {
      const key = `${series} ${Math.floor((time - START) / bucketMs)}`;
      const [low, high] = found[key] ?? [Infinity, -Infinity];
      found[key] = [Math.min(low, values[i]!), Math.max(high, values[i]!)];
    });
  return found;
}

test('a file that has grown is read again, and one that has gone is nothing', async () => {
  const file = `${temporaryFolder()}/1.history`;
  const reader = new HistoryReader();
  const span = buckets(10, PIECE_MS);
  writeFileSync(file, encodeBlock([points('a', [[1, 5]])]));
  const first = await reader.read([file, `${file}.gone`], [], span);
  appendFileSync(file, encodeBlock([points('a', [[12, 7]])]));
  const second = await reader.read([file], [], span);
  deepEqual(
    [first, second].map((each) => [...each[0]!.values]),
    [[5], [5, 7]],
  );
});

test('points that are not written yet are among the others', async () => {
  const file = `${temporaryFolder()}/1.history`;
  writeFileSync(file, encodeBlock([points('a', [[1, 5]])]));
  const read = await new HistoryReader().read(
    [file],
    [points('a', [[12, 7]]), points('b', [[13, 8]])],
    buckets(10, PIECE_MS),
  );
  deepEqual(readingsOf(read), [
    ['a', START + 1000, START + 12_000, 5, 7],
    ['b', START + 13_000, 8],
  ]);
});

test('short buckets come from the file itself, reading by reading', async () => {
  const file = `${temporaryFolder()}/1.history`;
  const readings = Array.from({ length: 60 }, (_one, i) => [i, i % 7] as const);
  writeFileSync(file, encodeBlock([points('a', readings)]));
  const [line] = await new HistoryReader().read([file], [], buckets(60, 1000));
  equal(line!.times.length, 60);
});
