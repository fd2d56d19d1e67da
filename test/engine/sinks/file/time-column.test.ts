import { expect, test } from 'vitest';
import { fromRows } from '../../../../engine/data/rows.ts';
import type { Schema } from '../../../../engine/data/types.ts';
import { TimeColumn } from '../../../../engine/sinks/file/time-column.ts';

const SCHEMA: Schema = [
  { name: 'seen', type: 'timestamp' },
  { name: 'at', type: 'timestamp' },
];

/** What is found in rows that happened at `times`, a list for each batch. */
function found(...batches: readonly (readonly { seen: number | null; at: number; time: number }[])[]): unknown {
  const column = new TimeColumn(SCHEMA, null);
  for (const rows of batches)
    column.take(
      fromRows(SCHEMA, rows),
      Float64Array.from(rows, ({ time }) => time),
    );
  return column.known && { column: column.known.column, offsetMs: column.known.offsetMs };
}

test('the column of the event times is the one that misses them by the same in every row, however near another comes in some', () => {
  const first = { seen: 100, at: 95, time: 100 };
  expect(found([first])).toEqual({ column: 'seen', offsetMs: 0 });
  expect(found([first, { seen: 110, at: 106, time: 111 }])).toEqual({ column: 'at', offsetMs: 5 });
  expect(found([first], [{ seen: 110, at: 106, time: 111 }])).toEqual({ column: 'at', offsetMs: 5 });
  expect(found([first, { seen: null, at: 106, time: 111 }])).toEqual({ column: 'at', offsetMs: 5 });
});

test('where every column misses them differently there is none', () => {
  expect(
    found([
      { seen: 100, at: 95, time: 100 },
      { seen: 110, at: 107, time: 111 },
    ]),
  ).toEqual({ column: null, offsetMs: 0 });
});

test('of no rows nothing is known', () => {
  expect(found()).toBe(null);
});
