import fc from 'fast-check';
import { deepEqual } from 'node:assert/strict';
import { describe, test } from 'vitest';
import { ColumnBuilder } from '../../../engine/data/batch-builder.ts';
import { fromRows, valueAt } from '../../../engine/data/rows.ts';
import type { Schema, Value } from '../../../engine/data/types.ts';
import { RowFailures } from '../../../engine/expression/index.ts';
import type { SavedAggregation } from '../../../engine/windows/aggregation.ts';
import { Aggregation } from '../../../engine/windows/aggregation.ts';
import { written } from '../../support/moved.ts';
import { aggregateCall } from '../../support/operator-nodes.ts';

const SCHEMA: Schema = [{ name: 'counter', type: 'bigint' }];
const SLOTS = 4;

/** When it was read, and what it showed. */
type Reading = readonly [time: number, value: number | null];

/** How the readings get into slot 0: into which slot each goes first, after how many all is saved and loaded. */
interface Ways {
  readonly slots?: readonly number[];
  readonly savedAfter?: number;
}

/** The rate of `readings`, which come in this order. */
function rate(readings: readonly Reading[], { slots = [], savedAfter = -1 }: Ways = {}): Value {
  const calls = [aggregateCall(SCHEMA, 'rate', 'counter')];
  let aggregation = new Aggregation(calls);
  aggregation.grow(SLOTS);
  const all = Int32Array.from({ length: SLOTS }, (_, i) => i);
  for (const [i, [time, counter]] of readings.entries()) {
    const batch = { ...fromRows(SCHEMA, [{ counter }]), eventTimes: Float64Array.of(time) };
    aggregation.evaluate(batch, new RowFailures());
    aggregation.update(Int32Array.of(slots[i] ?? 0), 0, 1);
    if (i !== savedAfter) continue;
    const saved = written(aggregation.save(all, SLOTS)) as unknown as SavedAggregation;
    aggregation = new Aggregation(calls);
    aggregation.grow(SLOTS);
    aggregation.load(saved, all);
  }
  aggregation.merge(Int32Array.of(0, 0, 0), Int32Array.of(3, 1, 2), 3);
  const results = new ColumnBuilder('double', 1);
  aggregation.write(Int32Array.of(0), 1, [results], new RowFailures());
  return valueAt(results.take(), 0);
}

describe('the rate of a counter', () => {
  test('is what it has counted a second, from its first to its last reading', () => {
    deepEqual(
      rate([
        [1000, 10],
        [2000, null],
        [3000, 16],
        [6000, 30],
      ]),
      4,
    );
  });

  test('takes a drop as a reset: the counter began anew from 0', () => {
    deepEqual(
      rate([
        [0, 10],
        [1000, 4],
        [2000, 9],
        [5000, 2],
        [10_000, 2],
      ]),
      (4 + 5 + 2) / 10,
    );
  });

  test('sees the drop that only a late reading shows', () => {
    deepEqual(
      rate([
        [0, 10],
        [2000, 20],
        [1000, 5],
      ]),
      (5 + 15) / 2,
    );
    deepEqual(
      rate([
        [0, 10],
        [2000, 20],
        [1000, 30],
      ]),
      (20 + 20) / 2,
    );
  });

  test('is null for no reading and for one, and where no time lies between the first and the last', () => {
    const few: readonly (readonly Reading[])[] = [
      [],
      [[0, null]],
      [[0, 7]],
      [
        [5, 7],
        [5, 9],
      ],
    ];
    deepEqual(
      few.map((each) => rate(each)),
      [null, null, null, null],
    );
  });

  test('takes readings of one time in the order in which they came', () => {
    deepEqual(
      rate([
        [0, 1],
        [1000, 5],
        [1000, 3],
      ]),
      4 + 3,
    );
    deepEqual(
      rate([
        [0, 1],
        [1000, 3],
        [1000, 5],
      ]),
      4,
    );
    deepEqual(
      rate([
        [1000, 5],
        [1000, 3],
        [0, 1],
      ]),
      4 + 3,
    );
  });

  test('depends neither on the order of arrival, nor on slices and merges, nor on a restart', () => {
    const readings = fc.array(fc.tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: 0, max: 20 })));
    const slots = fc.array(fc.integer({ min: 0, max: SLOTS - 1 }));
    fc.assert(
      fc.property(readings, slots, fc.integer({ min: -1, max: 9 }), (given, into, savedAfter) => {
        const ordered = [...given].sort(([a], [b]) => a - b);
        const expected = model(ordered);
        deepEqual([rate(ordered), rate(given, { slots: into, savedAfter })], [expected, expected]);
      }),
    );
  });
});

/** The rule as it is said, over readings in order. */
function model(readings: readonly Reading[]): number | null {
  const [first, last] = [readings[0], readings.at(-1)];
  if (!first || !last || first[0] === last[0]) return null;
  let counted = 0;
  for (const [i, [, value]] of readings.entries()) {
    const before = readings[i - 1]?.[1] ?? value!;
    counted += value! < before ? value! : value! - before;
  }
  return counted / ((last[0] - first[0]) / 1000);
}
