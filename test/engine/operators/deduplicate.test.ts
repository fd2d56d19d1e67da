import { deepEqual, equal, ok } from 'node:assert/strict';
import { describe, test } from 'vitest';
import type { Batch } from '../../../engine/data/batch.ts';
import type { Value, Schema } from '../../../engine/data/types.ts';
import { columnIndex } from '../../../engine/data/types.ts';
import { createDeduplicate, Deduplicate } from '../../../engine/operators/deduplicate.ts';
import { collector } from '../../support/batches.ts';
import type { RowSignal, Signal } from '../../support/collect.ts';
import { collect, END, row, rowsOf, toBatches, watermark } from '../../support/collect.ts';
import { operatorNode } from '../../support/operator-nodes.ts';

const SCHEMA: Schema = [
  { name: 'key', type: 'string' },
  { name: 'x', type: 'double' },
  { name: 'isOn', type: 'boolean' },
];

interface Options {
  readonly key?: readonly string[];
  readonly on?: readonly string[];
  readonly ttlMs?: number;
}

function nodeOf({ key = ['key'], on, ttlMs }: Options) {
  const places = (names: readonly string[]) => names.map((name) => columnIndex(SCHEMA, name));
  const options = { key: places(key), on: on ? places(on) : null, ttlMs: ttlMs ?? null };
  return operatorNode({ type: 'deduplicate', ...options } as const, SCHEMA);
}

/** The event times of the rows that pass. */
function passed(options: Options, input: readonly Signal[], sizes?: readonly number[]): number[] {
  const batches = toBatches(SCHEMA, input, sizes);
  const emitted = collect((context) => createDeduplicate(nodeOf(options), SCHEMA, context), batches);
  return rowsOf(emitted).map(({ time }) => time);
}

const of = (time: number, key: Value, x: Value = null, isOn: Value = null): RowSignal => row(time, { key, x, isOn });

describe('keep first', () => {
  test('the first row of each key passes, by arrival and not by time; a null is a key', () => {
    deepEqual(passed({}, [of(5, 'a'), of(3, 'a'), of(4, null), of(6, 'b'), of(7, null), of(8, 'a')]), [5, 4, 6]);
  });

  test('without key columns only the first row of all passes', () => {
    deepEqual(passed({ key: [] }, [of(5, 'a'), of(6, 'b'), of(7, null)]), [5]);
  });

  test('without a ttl a key is remembered for good', () => {
    deepEqual(passed({}, [of(0, 'a'), watermark(1e12), of(1e13, 'a')]), [0]);
  });

  test('rows pass with their times, under the watermarks that they came with', () => {
    const input = [of(0, 'a'), watermark(5), of(7, 'a'), watermark(8), of(9, 'b'), END];
    const emitted = collect((context) => createDeduplicate(nodeOf({}), SCHEMA, context), toBatches(SCHEMA, input, [9]));
    deepEqual(emitted, [of(0, 'a'), watermark(5), watermark(8), of(9, 'b'), END]);
  });

  test('a batch of which every row passes goes on as it is', () => {
    const [batch] = toBatches(SCHEMA, [of(0, 'a'), of(1, 'b')], [2]) as [Batch];
    const output = collector();
    const context = { output, late: null, counters: { late: 0 }, reject: () => undefined };
    createDeduplicate(nodeOf({}), SCHEMA, context).receive(batch);
    equal(output.batches[0], batch);
  });
});

describe('a ttl', () => {
  test('a key without a row for just the ttl begins anew, and a millisecond sooner it does not', () => {
    deepEqual(passed({ ttlMs: 10 }, [of(0, 'a'), of(10, 'a'), of(19, 'a'), of(29, 'a')]), [0, 10, 29]);
  });

  test('every row keeps its key alive, whether it passes or not', () => {
    deepEqual(passed({ ttlMs: 10 }, [of(0, 'a'), of(9, 'a'), of(18, 'a'), of(27, 'a'), of(37, 'a')]), [0, 37]);
  });

  test('rows of other keys keep no key alive', () => {
    deepEqual(passed({ ttlMs: 10 }, [of(0, 'a'), of(9, 'b'), of(10, 'a'), of(18, 'b')]), [0, 9, 10]);
  });

  test('a row that comes out of order repeats, and does not move its key back', () => {
    deepEqual(passed({ ttlMs: 10 }, [of(20, 'a'), of(5, 'a'), of(29, 'a'), of(39, 'a')]), [20, 39]);
  });

  test('a row up to a ttl behind the watermark is still known to repeat; then its key is forgotten', () => {
    const input = [of(0, 'a'), of(0, 'b'), watermark(19), of(5, 'a'), watermark(20), of(5, 'b')];
    deepEqual(passed({ ttlMs: 10 }, input), [0, 0, 5]);
    deepEqual(passed({ ttlMs: 10 }, input, [6]), [0, 0, 5]);
  });

  test('rows that all come long after the watermark repeat each other all the same', () => {
    deepEqual(passed({ ttlMs: 10 }, [watermark(1000), of(5, 'a'), of(5, 'a'), watermark(1019), of(6, 'a')]), [5]);
  });

  test('keys that the watermark has left behind take no memory', () => {
    const output = collector();
    const context = { output, late: null, counters: { late: 0 }, reject: () => undefined };
    const operator = new Deduplicate(nodeOf({ ttlMs: 10, on: ['x'] }), SCHEMA, context);
    const many = Array.from({ length: 5000 }, (_, i) => of(i, `key ${i}`, i));
    for (const batch of toBatches(SCHEMA, many, [100])) operator.receive(batch);
    equal(operator.remembered.keys, 5000);
    for (const batch of toBatches(SCHEMA, [watermark(4990)])) operator.receive(batch);
    equal(operator.remembered.keys, 29);
    for (const batch of toBatches(SCHEMA, [END])) operator.receive(batch);
    equal(operator.remembered.keys, 0);
  });
});

describe('keep changed', () => {
  test('a row passes whose columns differ from the row of its key before, not from the last that passed', () => {
    const input = [of(0, 'a', 1), of(1, 'a', 1), of(2, 'b', 1), of(3, 'a', 2), of(4, 'a', 1), of(5, 'b', 1)];
    deepEqual(passed({ on: ['x'] }, input), [0, 2, 3, 4]);
  });

  test('a null differs from every value, and not from a null; the zeros do not differ', () => {
    const values = [null, null, 0, -0, null, 0];
    deepEqual(
      passed(
        { on: ['x'] },
        values.map((x, i) => of(i, 'a', x)),
      ),
      [0, 2, 4, 5],
    );
  });

  test('one of several columns is enough', () => {
    const input = [of(0, 'a', 1, true), of(1, 'a', 1, false), of(2, 'a', 1, false), of(3, 'a', 2, false)];
    deepEqual(passed({ on: ['x', 'isOn'] }, input), [0, 1, 3]);
  });

  test('without key columns each row is compared with the row before', () => {
    deepEqual(passed({ key: [], on: ['key'] }, [of(0, 'a'), of(1, 'b'), of(2, 'b'), of(3, 'a')]), [0, 1, 3]);
  });

  test('after the ttl a row passes though nothing has changed', () => {
    deepEqual(passed({ on: ['x'], ttlMs: 10 }, [of(0, 'a', 1), of(9, 'a', 1), of(19, 'a', 1)]), [0, 19]);
  });

  test('ever new strings take no memory but that of the last of each key', { timeout: 30_000 }, () => {
    const output = { receive: () => undefined };
    const context = { output, late: null, counters: { late: 0 }, reject: () => undefined };
    const operator = new Deduplicate(nodeOf({ key: ['isOn'], on: ['key'] }), SCHEMA, context);
    for (let n = 0; n < 30; n++) {
      const input = Array.from({ length: 5000 }, (_, i) => of(i, `text ${n * 5000 + i}`, null, i % 3 === 0));
      for (const batch of toBatches(SCHEMA, input, [5000])) operator.receive(batch);
    }
    ok(operator.remembered.texts < 80_000, `${operator.remembered.texts} strings`);
  });
});
