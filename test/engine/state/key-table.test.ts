import fc from 'fast-check';
import { deepEqual, ok } from 'node:assert/strict';
import { test } from 'vitest';
import type { Batch } from '../../../engine/data/batch.ts';
import type { Column } from '../../../engine/data/column.ts';
import { Dictionary } from '../../../engine/data/dictionary.ts';
import type { Row } from '../../../engine/data/rows.ts';
import { fromRows, valueAt } from '../../../engine/data/rows.ts';
import type { Schema, Value } from '../../../engine/data/types.ts';
import { now } from '../../../engine/state/snapshot.ts';
import type { SavedKeys } from '../../../engine/state/key-table.ts';
import { KeyTable } from '../../../engine/state/key-table.ts';
import { written } from '../../support/moved.ts';

const SCHEMA: Schema = [
  { name: 'text', type: 'string' },
  { name: 'number', type: 'double' },
  { name: 'isTrue', type: 'boolean' },
  { name: 'other', type: 'string' },
];

function tableOf(...names: readonly string[]): KeyTable {
  const places = names.map((name) => SCHEMA.findIndex((field) => field.name === name));
  return new KeyTable(
    places,
    places.map((place) => SCHEMA[place]!.type),
  );
}

function keysOf(table: KeyTable, batch: Batch): number[] {
  const keys = new Int32Array(batch.length);
  table.resolve(batch, keys);
  return [...keys];
}

function valuesOf(table: KeyTable, keys: readonly number[]): Value[][] {
  const columns = table.read(Int32Array.from(keys), keys.length);
  return keys.map((_, i) => columns.map((column) => valueAt(column, i)));
}

const rows = fc.array(
  fc.record({
    text: fc.option(fc.constantFrom('', 'a', 'b', '\u{1F600}')),
    number: fc.option(fc.constantFrom(0, -0, 1, -1, 0.1, 2 ** 53 - 1, 5e-324, -1.7e308)),
    isTrue: fc.option(fc.boolean()),
    other: fc.option(fc.constantFrom('a', 'b')),
  }),
  { maxLength: 40 },
);
const columns = fc.subarray(SCHEMA.map(({ name }) => name));

test('rows have the same key exactly when all their key columns are the same, whatever batch they come in', () => {
  fc.assert(
    fc.property(fc.array(rows, { maxLength: 4 }), columns, (batches, names) => {
      const table = tableOf(...names);
      const keys = batches.flatMap((each) => keysOf(table, fromRows(SCHEMA, each)));
      // JSON writes −0 as 0, which are one key.
      const texts = batches.flat().map((each) => JSON.stringify(names.map((name) => (each as Row)[name])));
      deepEqual(
        keys.map((key) => keys.indexOf(key)),
        texts.map((text) => texts.indexOf(text)),
      );
    }),
  );
});

test('a key gives back its values', () => {
  fc.assert(
    fc.property(rows, columns, (each, names) => {
      const table = tableOf(...names);
      const keys = keysOf(table, fromRows(SCHEMA, each));
      deepEqual(
        valuesOf(table, keys),
        each.map((values) => names.map((name) => ((values as Row)[name] === 0 ? 0 : (values as Row)[name]))),
      );
    }),
  );
});

function textRows(from: number, to: number): Batch {
  return fromRows(
    SCHEMA,
    Array.from({ length: to - from }, (_, i) => ({
      text: `key ${from + i}`,
      other: `o${(from + i) % 3}`,
      number: from + i,
    })),
  );
}

test.each([[['text']], [['number']], [['text', 'other', 'number']]])(
  'a stream of ever new keys of %j does not fill the memory, and keys that are retained stay what they are',
  (names) => {
    const table = tableOf(...names);
    const retained = keysOf(table, textRows(0, 500)).slice(490);
    for (const key of retained) table.retain(key);
    const before = valuesOf(table, retained);
    let largest = 0;
    for (let from = 500; from < 100_000; from += 1000) {
      keysOf(table, textRows(from, from + 1000));
      table.sweep();
      largest = Math.max(largest, table.bound);
    }
    ok(largest < 4000, `${largest} keys were kept of 10 that are retained`);
    deepEqual(valuesOf(table, retained), before);
    deepEqual(keysOf(table, textRows(490, 500)), retained);
  },
);

test('keys that come back in each window are not forgotten between two windows', () => {
  const table = tableOf('text');
  const first = keysOf(table, textRows(0, 5000));
  for (let round = 0; round < 5; round++) {
    for (const key of first) table.retain(key);
    for (const key of first) table.release(key);
    table.sweep();
    deepEqual(table.size, 5000);
    deepEqual(keysOf(table, textRows(0, 5000)), first);
  }
});

test('columns that were given before a sweep keep their values', () => {
  const table = tableOf('text');
  const keys = keysOf(table, textRows(0, 3));
  const [column] = table.read(Int32Array.from(keys), 3);
  keysOf(table, textRows(3, 5000));
  table.sweep();
  deepEqual(table.size, 0);
  keysOf(table, textRows(100, 200));
  deepEqual(
    [0, 1, 2].map((i) => valueAt(column!, i)),
    ['key 0', 'key 1', 'key 2'],
  );
});

test.each([[['text']], [['text', 'other']]])(
  'keys of %j that were forgotten are new keys, also from a dictionary that was seen before',
  (names) => {
    const table = tableOf(...names);
    const again = textRows(0, 5000);
    keysOf(table, again);
    table.sweep();
    deepEqual(table.size, 0);
    // Others take the numbers that were given back.
    keysOf(table, textRows(7000, 7100));
    const keys = keysOf(table, again);
    deepEqual(table.size, 5100);
    deepEqual(
      valuesOf(table, keys).map(([text]) => text),
      Array.from({ length: 5000 }, (_, i) => `key ${i}`),
    );
  },
);

test('a dictionary may grow between two batches', () => {
  const table = tableOf('text');
  const small = fromRows(SCHEMA, [{ text: 'a' }]);
  const dictionary = new Dictionary();
  dictionary.intern('a');
  const column: Column = { type: 'string', values: Int32Array.of(0), nulls: null, dictionary };
  const [first] = keysOf(table, { ...small, columns: [column] });
  const number = dictionary.intern('b');
  const grown = { ...small, length: 2, columns: [{ ...column, values: Int32Array.of(number, 0) }] };
  const keys = keysOf(table, grown);
  deepEqual([keys[1], valuesOf(table, keys)], [first, [['b'], ['a']]]);
});

test.each([[['text']], [['number']], [['text', 'other', 'number']]])(
  'keys of %j that were saved are written as they were, though the table has forgotten them since and learnt others',
  (names) => {
    const table = tableOf(...names);
    const keys = keysOf(table, textRows(0, 5000));
    for (const key of keys) table.retain(key);
    const before = valuesOf(table, keys);
    const { saved, kept } = table.save();
    for (const key of keys) table.release(key);
    for (let from = 5000; from < 30_000; from += 1000) {
      keysOf(table, textRows(from, from + 1000));
      table.sweep();
    }
    const { count, columns } = written(saved) as unknown as SavedKeys;
    deepEqual([...count], [5000]);
    deepEqual(
      [...now(kept)].map((_, i) => names.map((_name, c) => valueAt(columns[String(c)]!, i))),
      before,
    );
  },
);
