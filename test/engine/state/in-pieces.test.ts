import { deepEqual, equal } from 'node:assert/strict';
import { expect, test } from 'vitest';
import { BatchArrays } from '../../../engine/data/batch-arrays.ts';
import { valueAt } from '../../../engine/data/rows.ts';
import type { Column } from '../../../engine/data/column.ts';
import { Dictionary } from '../../../engine/data/dictionary.ts';
import { encodeSnapshot } from '../../../engine/checkpoints/encode.ts';
import { gatherLater, takeColumnLater } from '../../../engine/state/gather.ts';
import type { InPieces } from '../../../engine/state/in-pieces.ts';
import { stepsOf } from '../../../engine/state/in-pieces.ts';
import { written } from '../../support/moved.ts';

/** More than is made at a time. */
const MANY = 100_000;
/** Nobody is to wait for more bytes than this at once. */
const TURN_BYTES = 512 * 1024;

const backwards = Int32Array.from({ length: MANY }, (_, i) => MANY - 1 - i);

test('a column of any width is made in pieces, which together are all of it', () => {
  for (const width of [1, 2, 3, 6]) {
    const steps = [...stepsOf(MANY, width)];
    deepEqual(
      [steps[0]![0], steps.at(-1)![1], steps.length],
      [0, MANY, Math.ceil((MANY * width) / 32_768)],
      String(width),
    );
    steps.slice(1).forEach(([from], i) => equal(from, steps[i]![1]));
    const values = Float64Array.from({ length: MANY * width }, (_, i) => i);
    const gathered = gatherLater(values, backwards, MANY, width) as InPieces<Float64Array>;
    const read = written({ gathered })['gathered'] as Float64Array;
    deepEqual([read.length, read[0], read.at(-1)], [MANY * width, (MANY - 1) * width, width - 1]);
  }
});

test('pieces are made in the same memory, one after the other', () => {
  const gathered = gatherLater(new Float64Array(MANY), backwards, MANY) as InPieces<Float64Array>;
  const buffers = Array.from(gathered.pieces(new BatchArrays()), ({ buffer }) => buffer);
  deepEqual([buffers.length, new Set(buffers).size], [4, 1]);
});

test.each(['string', 'double', 'boolean'] as const)(
  'nulls of a column of %s are where they were, in whichever piece',
  (type) => {
    for (const nullAt of [[], [0], [MANY - 1], [1, 40_000, 70_000]]) {
      const column = columnOf(type, nullAt);
      const later = takeColumnLater(column, backwards);
      const read = written({ whole: column, later }) as { whole: Column; later: Column };
      for (const at of [...nullAt, 0, 2, 39_999, MANY - 1]) {
        deepEqual(
          [valueAt(read.whole, at), valueAt(read.later, MANY - 1 - at)],
          [valueAt(column, at), valueAt(column, at)],
        );
      }
      deepEqual([nullsOf(read.whole), nullsOf(read.later)], [nullAt.length, nullAt.length]);
    }
  },
);

test('however much state there is, nobody waits for more than a small piece of it', () => {
  const texts = Array.from({ length: MANY }, (_, i) => `device ${i}`);
  const column = columnOf('string', [5]);
  const later = gatherLater(new Float64Array(6 * MANY), backwards, MANY, 6) as InPieces<Float64Array>;
  for (const piece of encodeSnapshot({ numbers: new Float64Array(MANY), texts, column, later })) {
    expect(piece.length).toBeLessThanOrEqual(TURN_BYTES);
  }
});

function columnOf(type: 'string' | 'double' | 'boolean', nullAt: readonly number[]): Column {
  const nulls = nullAt.length === 0 ? null : new Uint8Array(MANY);
  for (const at of nullAt) nulls![at] = 1;
  if (type === 'boolean') return { type, values: Uint8Array.from({ length: MANY }, (_, i) => i % 2), nulls };
  if (type === 'double') return { type, values: Float64Array.from({ length: MANY }, (_, i) => i / 2), nulls };
  const dictionary = new Dictionary();
  return {
    type,
    values: Int32Array.from({ length: MANY }, (_, i) => dictionary.intern(`device ${i % 50_000}`)),
    nulls,
    dictionary,
  };
}

function nullsOf({ nulls }: Column): number {
  return nulls === null ? 0 : nulls.reduce((sum, each) => sum + each, 0);
}
