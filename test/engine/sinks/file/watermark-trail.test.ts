import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Batch } from '../../../../engine/data/batch.ts';
import { watermarkOnly } from '../../../../engine/data/batch.ts';
import { WatermarkTrail } from '../../../../engine/sinks/file/watermark-trail.ts';
import type { WatermarkMoves } from '../../../../engine/time/watermark-moves.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { fileSink, manifestOf, numbered, SCHEMA } from '../file-sink-parts.ts';

const ONE = numbered(0, 1);

/** One row of time `time` under watermark `before`. */
function row(time: number, before: number): Batch {
  return { ...ONE, eventTimes: Float64Array.of(time), watermarksBefore: before, watermark: before };
}

const at = (watermark: number): Batch => watermarkOnly(SCHEMA, watermark);

function trailOf(batches: readonly Batch[], outOfOrdernessMs = 0): WatermarkMoves | null {
  const trail = new WatermarkTrail(outOfOrdernessMs);
  for (const batch of batches) trail.take(batch);
  return trail.told;
}

test('nothing is written down of watermarks that the times of the rows give', () => {
  expect(trailOf([at(3), row(10, 3), at(9), row(5, 9), row(20, 9), at(19), at(Infinity)])).toBeNull();
});

test('from the first row on before which it is another one, every move is written down', () => {
  const held = [row(10, -Infinity), row(20, -Infinity), at(4), at(6), row(30, 6), row(31, 8)];
  expect(trailOf(held)).toEqual({ from: 1, until: null, moves: '1+4 0+2 1+2' });
  expect(trailOf([row(10, -Infinity), at(9), at(15), row(20, 15)])).toEqual({ from: 1, until: null, moves: '0+9 0+6' });
  expect(trailOf([row(10, -Infinity), { ...row(30, 20), watermarksPassed: Float64Array.of(12, 20) }])).toEqual({
    from: 1,
    until: null,
    moves: '0+12 0+8',
  });
});

test('a manifest does not grow without end: then the times of the rows have to do', () => {
  const trail = new WatermarkTrail(0);
  let watermark = 0;
  for (let n = 0; n < 150_000; n++) {
    watermark += 1 + (n % 7) * 1000;
    trail.take(row(watermark + 1000, watermark));
  }
  const { until, moves } = trail.told!;
  expect([until === null, moves.length < 600_000]).toEqual([false, true]);
});

const MIXED = { eventTime: { outOfOrdernessMs: 0, idleTimeoutMs: null } };

test('a recording that is gone on with from a checkpoint keeps the moves of the rows that it keeps', async () => {
  const folder = join(temporaryFolder(), 'r');
  const sink = fileSink(folder, MIXED);
  await sink.open();
  for (const batch of [row(1, -Infinity), row(2, -5), row(3, -4)]) sink.receive(batch);
  const state = await sink.prepareCommit(1);
  await sink.commit(1);
  for (const batch of [row(4, -3), row(5, -2)]) sink.receive(batch);
  await sink.prepareCommit(2);
  await sink.commit(2);
  await sink.release();
  expect(manifestOf(folder).eventTime?.moves).toEqual({ from: 1, until: null, moves: '0+-5 1+1*3' });
  const after = fileSink(folder, MIXED);
  await after.open([state!]);
  for (const batch of [at(-4), row(4, -1), row(5, 0)]) after.receive(batch);
  await after.finish();
  expect([manifestOf(folder).rows, manifestOf(folder).eventTime?.moves]).toEqual([
    5,
    { from: 1, until: null, moves: '0+-5 1+1 1+3 1+1' },
  ]);
});

test('of moves that begin behind the rows that are kept, nothing is left', () => {
  const trail = new WatermarkTrail(0);
  const moves = { from: 3, until: null, moves: '0+-5' };
  trail.startWith({ rows: 2, moves, watermark: 19, goesOn: true });
  for (const batch of [at(19), row(30, 19), at(29)]) trail.take(batch);
  expect(trail.told).toBeNull();
});

test('rows that begin anew after others leave the watermark where those have brought it', async () => {
  const folder = join(temporaryFolder(), 'r');
  for (const first of [10, 5, 30]) {
    const sink = fileSink(folder, MIXED);
    await sink.open();
    for (const batch of [row(first, -Infinity), at(first - 1), row(first + 1, first - 1), at(first)])
      sink.receive(batch);
    await sink.finish();
  }
  expect([manifestOf(folder).rows, manifestOf(folder).eventTime?.moves]).toEqual([6, undefined]);
});
