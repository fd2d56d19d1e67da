import { expect, test } from 'vitest';
import { fromRows } from '../../../engine/data/rows.ts';
import type { Schema } from '../../../engine/data/types.ts';
import { RecordedWatermarks } from '../../../engine/time/recorded-watermarks.ts';
import { areMoves, MoveReader, MoveWriter } from '../../../engine/time/watermark-moves.ts';

const SCHEMA: Schema = [{ name: 'n', type: 'bigint' }];

const MOVES: readonly (readonly [row: number, watermark: number])[] = [
  [3, 1000],
  [5, 2000],
  [7, 3000],
  [7, 3500],
  [9, Number.MAX_VALUE],
];

function written(from: number, moves: typeof MOVES): string {
  const writer = new MoveWriter(from);
  for (const [row, watermark] of moves) writer.add(row, watermark);
  return writer.text;
}

function read(from: number, text: string): (readonly [number, number])[] {
  const reader = new MoveReader({ from, until: null, moves: text });
  const moves: (readonly [number, number])[] = [];
  while (reader.row < Infinity) moves.push([reader.row, reader.take()]);
  return moves;
}

test('moves are read as they were written, and those that come again and again are one word', () => {
  const text = written(2, MOVES);
  const beat = written(
    1,
    Array.from({ length: 3600 }, (_, i) => [41 + 40 * i, 5000 + 1000 * i]),
  );
  expect([text, read(2, text), beat, read(1, beat).at(-1)]).toEqual([
    '1+1000 2+1000*2 0+500 2=1.7976931348623157e+308',
    MOVES,
    '40+5000 40+1000*3599',
    [41 + 40 * 3599, 5000 + 1000 * 3599],
  ]);
  expect(['', text, '1+', '1+2 ', 'x', '1+2*'].map(areMoves)).toEqual([true, true, false, false, false, false]);
});

const TIMES = [0, 5, 3, 9, 12, 20, 21, 30, 31, 32];

/** The watermark before each row and the one at the end, with so many rows at a time, saved and restored in between. */
function stamped(size: number, moves: { from: number; until: number | null; moves: string }): number[] {
  const create = (): RecordedWatermarks => new RecordedWatermarks({ outOfOrdernessMs: 4, watermark: -7 }, moves);
  let watermarks = create();
  const before: number[] = [];
  let last = 0;
  for (let from = 0; from < TIMES.length; from += size) {
    const times = Float64Array.from(TIMES.slice(from, from + size));
    const rows = Array.from(times, () => ({ n: 0 }));
    const batch = watermarks.stamp(fromRows(SCHEMA, rows), times);
    before.push(...(batch.watermarksBefore as Float64Array));
    last = batch.watermark;
    const saved = watermarks.snapshot();
    watermarks = create();
    watermarks.restore([saved]);
  }
  return [...before, last];
}

test('rows come under the watermarks that their times give, but where the recording tells others', () => {
  const moves = {
    from: 3,
    until: 8,
    moves: written(3, [
      [4, 1],
      [6, 2],
      [6, 3],
      [7, 25],
    ]),
  };
  // From row 3 on what is told; from row 8 on the times again.
  const wanted = [-7, -5, 0, 0, 1, 1, 3, 25, 25, 26, 27];
  for (const size of [1, 2, 3, 10]) expect([size, stamped(size, moves)]).toEqual([size, wanted]);
});
