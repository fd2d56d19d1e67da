import { deepEqual } from 'node:assert/strict';
import { test } from 'vitest';
import type { Batch } from '../../../engine/data/batch.ts';
import { columnIndex } from '../../../engine/data/types.ts';
import { RowByRow } from '../../../engine/runtime/row-by-row.ts';
import { timedBatch } from '../../support/batches.ts';

const SCHEMA = [{ name: 'v', type: 'bigint' }] as const;
const rows = (...values: number[]): { v: number }[] => values.map((v) => ({ v }));

/** What comes out for `batches`: the value of each row, and `W 5` for each watermark. */
function cut(...batches: readonly (Batch | 'idle')[]): (number | string)[] {
  const told: (number | string)[] = [];
  const rowByRow = new RowByRow(({ length, columns, watermark, watermarksBefore }) => {
    if (length === 0) return told.push(`W ${watermark}`);
    deepEqual([length, watermark], [1, watermarksBefore]);
    return told.push(columns[columnIndex(SCHEMA, 'v')]!.values[0]!);
  });
  for (const batch of batches) {
    if (batch === 'idle') rowByRow.idle();
    else rowByRow.receive(batch);
  }
  return told;
}

test('each row goes on alone, under the watermark before it, and then the watermark behind it', () => {
  deepEqual(cut(timedBatch(SCHEMA, rows(1, 2, 3), { before: [-Infinity, 4, 4], after: 6 })), [1, 'W 4', 2, 3, 'W 6']);
});

test('a watermark that was given is not given again, nor one that lies behind', () => {
  const first = timedBatch(SCHEMA, rows(1), { before: -Infinity, after: 4 });
  const second = timedBatch(SCHEMA, rows(2), { before: 4, after: 4 });
  deepEqual(cut(first, { ...second, watermarksPassed: Float64Array.of(2, 4) }), [1, 'W 4', 2]);
});

test('watermarks of rows that were taken out go on one by one, before the rows behind them', () => {
  const batch = timedBatch(SCHEMA, rows(1, 2), { before: [3, 8], after: 12 });
  deepEqual(cut({ ...batch, watermarksPassed: Float64Array.of(3, 5, 8, 9, 14) }), [
    'W 3',
    1,
    'W 5',
    'W 8',
    2,
    'W 9',
    'W 12',
  ]);
});

test('a batch of nothing new still goes on, for it says that its input is not idle', () => {
  const nothing = timedBatch(SCHEMA, [], { before: 4, after: 4 });
  deepEqual(cut(nothing, nothing), ['W 4', 'W 4']);
});

test('after idleness all are told that it is over before they are told a watermark', () => {
  const first = timedBatch(SCHEMA, rows(1), { before: -Infinity, after: 4 });
  const end = timedBatch(SCHEMA, [], { before: 4, after: Infinity });
  deepEqual(cut(first, 'idle', end), [1, 'W 4', 'W 4', 'W Infinity']);
});
