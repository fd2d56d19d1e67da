import fc from 'fast-check';
import { deepEqual, ok } from 'node:assert/strict';
import { test } from 'vitest';
import { newArrays } from '../../../engine/data/batch-arrays.ts';
import type { StringColumn } from '../../../engine/data/column.ts';
import { Dictionary, DICTIONARY_LIMIT } from '../../../engine/data/dictionary.ts';
import type { Snapshot } from '../../../engine/state/snapshot.ts';
import { StoredTexts } from '../../../engine/state/stored-texts.ts';
import { TextTable } from '../../../engine/state/text-table.ts';
import { written } from '../../support/moved.ts';

const SLOTS = 40;

/** What is done with a column of `SLOTS` slots, one after the other. */
const step = fc.oneof(
  fc.record({
    kind: fc.constant('write' as const),
    slots: fc.uniqueArray(fc.nat(SLOTS - 1), { minLength: 1, maxLength: SLOTS }),
    // Of four texts many rows have the same one, of a million each has one of its own.
    texts: fc.constantFrom(3, 1_000_000).chain((max) =>
      fc.array(
        fc.nat(max).map((n) => `text ${n}`),
        { minLength: SLOTS, maxLength: SLOTS },
      ),
    ),
    isNewDictionary: fc.boolean(),
    unused: fc.constantFrom(0, 0, 1, 200),
    nulls: fc.option(fc.uniqueArray(fc.nat(SLOTS - 1)), { freq: 1 }),
  }),
  fc.record({ kind: fc.constantFrom('remove' as const, 'read' as const), slots: fc.uniqueArray(fc.nat(SLOTS - 1)) }),
  fc.record({ kind: fc.constant('save' as const) }),
);

test('a slot has the text that was written to it, wherever that is kept, and a snapshot those of its moment', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
      const stored = new StoredTexts();
      stored.grow(SLOTS);
      const expected = new Map<number, string | null>();
      const saved: { readonly snapshot: Snapshot; readonly texts: readonly (string | null)[] }[] = [];
      let dictionary = new Dictionary();
      for (const each of steps) {
        if (each.kind === 'write') {
          if (each.isNewDictionary) dictionary = new Dictionary();
          for (let i = 0; i < each.unused; i++) dictionary.intern(`unused ${i}`);
          const texts = each.texts
            .slice(0, each.slots.length)
            .map((text, row) => (each.nulls?.includes(row) ? null : text));
          const slots = each.slots.filter((slot) => !expected.has(slot));
          const rows = Int32Array.from(slots.keys());
          if (0 < slots.length) stored.write(columnOf(texts, dictionary), rows, Int32Array.from(slots));
          slots.forEach((slot, row) => expected.set(slot, texts[row]!));
        } else if (each.kind === 'save') {
          const slots = Int32Array.from(expected.keys());
          saved.push({ snapshot: { texts: stored.readLater(slots) }, texts: [...expected.values()] });
        } else {
          const slots = Int32Array.from(each.slots.filter((slot) => expected.has(slot)));
          deepEqual(
            textsOf(stored.read(slots, slots.length) as StringColumn),
            [...slots].map((slot) => expected.get(slot)),
          );
          if (each.kind === 'read') continue;
          stored.release(slots, slots.length);
          for (const slot of slots) expected.delete(slot);
        }
      }
      for (const { snapshot, texts } of saved) deepEqual(textsOf(written(snapshot)['texts'] as StringColumn), texts);
    }),
  );
});

test('a few rows of each of many dictionaries do not hold all of their texts', () => {
  const [size, dictionaries] = [1000, 100];
  const stored = new StoredTexts();
  stored.grow(size * dictionaries);
  const isUsed = new Uint8Array(size * dictionaries);
  const kept = Int32Array.from({ length: dictionaries }, (_, d) => d * size);
  const rows = Int32Array.from({ length: size }, (_, row) => row);
  for (let d = 0; d < dictionaries; d++) {
    const slots = rows.map((row) => d * size + row);
    stored.write(
      columnOf(
        Array.from(slots, (slot) => `text ${slot}`),
        new Dictionary(),
      ),
      rows,
      slots,
    );
    isUsed[kept[d]!] = 1;
    stored.release(slots.subarray(1), size - 1);
    stored.sweep(isUsed, d + 1);
  }
  const { dictionary } = stored.readLater(kept).piece(0, 0, newArrays) as StringColumn;
  ok(dictionary.size < DICTIONARY_LIMIT, `${dictionary.size} texts for ${dictionaries} rows`);
  deepEqual(
    textsOf(stored.read(kept, dictionaries) as StringColumn),
    Array.from(kept, (slot) => `text ${slot}`),
  );
});

test('a dictionary is given up with the last row that has a text of it', () => {
  const stored = new StoredTexts();
  stored.grow(200);
  const rows = Int32Array.from({ length: 100 }, (_, row) => row);
  const held = () => (stored.readLater(new Int32Array(0)).piece(0, 0, newArrays) as StringColumn).dictionary.size;
  const sizes: number[] = [];
  for (let d = 0; d < 4; d++) {
    const slots = rows.map((row) => (d % 2) * 100 + row);
    const texts = Array.from(rows, (row) => `${d} ${row}`);
    stored.write(columnOf(texts, new Dictionary()), rows, slots);
    sizes.push(held());
    if (d === 1) stored.read(slots, slots.length);
    stored.release(slots, slots.length);
  }
  // The one that came last may get more rows; what was read has been learnt.
  deepEqual(sizes, [100, 100, 200, 200]);
});

test('where very many rows are kept, their texts are learnt and no dictionary is held', () => {
  const stored = new StoredTexts();
  stored.grow(20);
  const rows = Int32Array.from({ length: 10 }, (_, row) => row);
  const texts = Array.from({ length: 20 }, (_, slot) => `text ${slot}`);
  stored.write(columnOf(texts.slice(0, 10), new Dictionary()), rows, rows);
  stored.sweep(new Uint8Array(20).fill(1, 0, 10), 1_000_000);
  const others = rows.map((row) => row + 10);
  stored.write(columnOf(texts.slice(10), new Dictionary()), rows, others);
  const all = Int32Array.from([...rows, ...others]);
  const column = stored.readLater(all).piece(0, all.length, newArrays) as StringColumn;
  deepEqual([column.dictionary instanceof TextTable, textsOf(column)], [true, texts]);
});

test('a dictionary that no row refers to any more can get more texts and rows', () => {
  const stored = new StoredTexts();
  stored.grow(10);
  const dictionary = new Dictionary();
  const slots = Int32Array.from({ length: 10 }, (_, slot) => slot);
  for (const name of ['first', 'second']) {
    const texts = Array.from(slots, (slot) => `${name} ${slot}`);
    stored.write(columnOf(texts, dictionary), slots, slots);
    if (name === 'second') deepEqual(textsOf(stored.read(slots, slots.length) as StringColumn), texts);
    else stored.release(slots, slots.length);
  }
});

function columnOf(texts: readonly (string | null)[], dictionary: Dictionary): StringColumn {
  // What stands behind a null is the number of no string.
  const values = Int32Array.from(texts, (text) => (text === null ? 0x7fffffff : dictionary.intern(text)));
  const nulls = texts.includes(null) ? Uint8Array.from(texts, (text) => (text === null ? 1 : 0)) : null;
  return { type: 'string', values, nulls, dictionary };
}

function textsOf({ values, nulls, dictionary }: StringColumn): (string | null)[] {
  return Array.from(values, (id, i) => (nulls?.[i] === 1 ? null : dictionary.text(id)));
}
