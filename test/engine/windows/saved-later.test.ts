import fc from 'fast-check';
import { deepEqual } from 'node:assert/strict';
import { describe, test } from 'vitest';
import { decodeSnapshot } from '../../../engine/checkpoints/decode.ts';
import { encodeSnapshot } from '../../../engine/checkpoints/encode.ts';
import { ColumnBuilder } from '../../../engine/data/batch-builder.ts';
import type { Row } from '../../../engine/data/rows.ts';
import { fromRows } from '../../../engine/data/rows.ts';
import type { Schema } from '../../../engine/data/types.ts';
import { RowFailures } from '../../../engine/expression/index.ts';
import type { Snapshot } from '../../../engine/state/snapshot.ts';
import { SnapshotMemory } from '../../../engine/state/snapshot-memory.ts';
import type { SavedAggregation } from '../../../engine/windows/aggregation.ts';
import { Aggregation } from '../../../engine/windows/aggregation.ts';
import { aggregateCall } from '../../support/operator-nodes.ts';

const SCHEMA: Schema = [
  { name: 'number', type: 'double' },
  { name: 'text', type: 'string' },
];
const CALLS = [
  aggregateCall(SCHEMA, 'count_distinct', 'number'),
  aggregateCall(SCHEMA, 'count_distinct', 'text'),
  aggregateCall(SCHEMA, 'percentile', 'number', 0.9),
  aggregateCall(SCHEMA, 'rate', 'number'),
];

/** What may happen to slots between two pieces of what is saved. */
type Change = (aggregation: Aggregation) => void;

function aggregationOf(slots: number): Aggregation {
  const aggregation = new Aggregation(CALLS);
  aggregation.grow(slots);
  return aggregation;
}

/** Rows of which each goes into a slot, all at times that go backwards: `rate` sorts them when it is asked. */
function rows(given: readonly (Row & { readonly slot: number })[]): Change {
  return (aggregation) => {
    const batch = {
      ...fromRows(SCHEMA, given),
      eventTimes: Float64Array.from(given, (_, i) => -i),
    };
    aggregation.evaluate(batch, new RowFailures());
    aggregation.update(
      Int32Array.from(given, ({ slot }) => slot),
      0,
      given.length,
    );
  };
}

const clear =
  (slot: number): Change =>
  (aggregation) =>
    aggregation.clear(Int32Array.of(slot), 1);
const merge =
  (into: number, from: number): Change =>
  (aggregation) =>
    aggregation.merge(Int32Array.of(into), Int32Array.of(from), 1);
const read =
  (slot: number): Change =>
  (aggregation) =>
    aggregation.write(
      Int32Array.of(slot),
      1,
      CALLS.map(({ type }) => new ColumnBuilder(type, 1)),
      new RowFailures(),
    );

/** The bytes of `snapshot`, `between` being called before each piece is made. */
function bytesOf(snapshot: Snapshot, between: (piece: number) => void = () => undefined): Buffer {
  const pieces: Buffer[] = [];
  for (const piece of encodeSnapshot(snapshot)) {
    pieces.push(Buffer.from(piece));
    between(pieces.length);
  }
  return Buffer.concat(pieces);
}

/** What an aggregation has, and gives, that `bytes` were restored to: readings may stand in another order in them, which tells nothing. */
function restored(bytes: Buffer, count: number): Buffer {
  const aggregation = aggregationOf(count);
  const slots = Int32Array.from({ length: count }, (_, i) => i);
  aggregation.load(decodeSnapshot(bytes) as unknown as SavedAggregation, slots);
  for (const slot of slots) read(slot)(aggregation);
  return bytesOf(aggregation.save(slots, count));
}

describe('what keeps more than a few numbers is saved as it was at the cut', () => {
  const SLOTS = 5;
  const slot = fc.nat({ max: SLOTS - 1 });
  const row = fc.record({
    slot,
    number: fc.option(fc.integer({ min: -50, max: 50 })),
    text: fc.option(fc.string({ maxLength: 3 })),
  });
  const change: fc.Arbitrary<Change> = fc.oneof(
    { weight: 4, arbitrary: fc.array(row, { minLength: 1, maxLength: 120, size: 'max' }).map(rows) },
    { weight: 1, arbitrary: slot.map(clear) },
    { weight: 1, arbitrary: slot.map(read) },
    {
      weight: 1,
      arbitrary: fc.tuple(slot, slot).map(([into, from]) => merge(into, into === from ? (into + 1) % SLOTS : from)),
    },
  );
  const changes = fc.array(change, { maxLength: 12 });

  test(
    'whatever rows do between its pieces, and though the snapshot before was never written',
    { timeout: 60_000 },
    () => {
      fc.assert(
        fc.property(changes, changes, changes, fc.uniqueArray(slot), (before, meanwhile, later, saved) => {
          const slots = Int32Array.from(saved);
          const [still, changing] = [aggregationOf(SLOTS), aggregationOf(SLOTS)];
          const memory = new SnapshotMemory();
          const save = () => changing.save(slots, slots.length);
          for (const each of [...before, ...meanwhile]) each(still);
          for (const each of before) each(changing);
          memory.take(save);
          for (const each of meanwhile) each(changing);
          const snapshot = memory.take(save);
          const bytes = bytesOf(snapshot, (piece) => {
            // The next checkpoint is made ready meanwhile: that must not take another cut.
            for (const _ of memory.makeReady(save)) continue;
            later[piece % Math.max(1, later.length)]?.(changing);
          });
          const expected = bytesOf(still.save(slots, slots.length));
          deepEqual(restored(bytes, slots.length).equals(restored(expected, slots.length)), true);
        }),
        { numRuns: 200 },
      );
    },
  );

  test('also where it takes many pieces: of many slots, and of one that holds a lot', { timeout: 60_000 }, () => {
    const many = 20_000;
    const first = rows(
      Array.from({ length: 3 * many }, (_, i) => ({
        slot: i % 3 === 0 ? 7 : (i * 7919) % many,
        number: i / 4,
        text: `text ${i}`,
      })),
    );
    const slots = Int32Array.from({ length: many }, (_, i) => many - 1 - i);
    const [still, changing] = [aggregationOf(many), aggregationOf(many)];
    first(still);
    first(changing);
    let pieces = 0;
    const bytes = bytesOf(changing.save(slots, many), (piece) => {
      pieces = piece;
      const all = Array.from({ length: 500 }, (_, i) => ({
        slot: i % 2 === 0 ? 7 : (piece * 500 + i) % many,
        number: -piece - i / 1000,
        text: `later ${piece} ${i}`,
      }));
      rows(all)(changing);
      clear((piece * 11) % many)(changing);
    });
    deepEqual([bytes.equals(bytesOf(still.save(slots, many))), 20 < pieces], [true, true]);
  });
});
