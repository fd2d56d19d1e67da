import { deepEqual, equal, ok } from 'node:assert/strict';
import { test } from 'vitest';
import { GrowingPlaces } from '../../../engine/state/growing-places.ts';
import { FIRST_ROOM } from '../../../engine/state/arrays.ts';
import { TextTable } from '../../../engine/state/text-table.ts';
import { WordTable } from '../../../engine/state/word-table.ts';

test('however many there are, of the entries before a table that grows only a few move with each that is added', () => {
  const hashes = Int32Array.from({ length: 5000 }, (_, i) => i * 31);
  const places = new GrowingPlaces();
  places.clear(8192);
  for (let entry = 0; entry < 4096; entry++) places.add(entry, hashes);
  places.grow(16_384, hashes);
  const counts = [entriesIn(places.table)];
  places.add(4096, hashes);
  counts.push(entriesIn(places.table));
  for (let entry = 4097; places.former !== null; entry++) places.add(entry, hashes);
  // Of 16 places at most at a time, so it takes 512 that are added until all have moved.
  ok(counts[1]! <= 17, String(counts[1]));
  deepEqual([counts[0], entriesIn(places.table)], [0, 4096 + 512]);
});

test('a table that grows again before all entries have moved loses none', () => {
  const hashes = Int32Array.from({ length: 100 }, (_, i) => i);
  const places = new GrowingPlaces();
  for (let entry = 0; entry < 16; entry++) places.add(entry, hashes);
  places.grow(64, hashes);
  places.grow(128, hashes);
  places.grow(256, hashes);
  for (let entry = 16; places.former !== null; entry++) places.add(entry, hashes);
  ok(Array.from({ length: 16 }, (_, entry) => places.table.includes(entry)).every(Boolean));
});

test('while a table grows, all texts have the numbers that they had, and new ones get the next', () => {
  const table = new TextTable();
  const others = new TextTable();
  for (let i = 0; i < 3000; i++) {
    equal(i % 2 === 0 ? table.intern(`text ${i}`) : table.internFrom(others, others.intern(`text ${i}`)), i);
    for (const before of [0, i >> 1, i - 1, i]) equal(table.find(`text ${Math.max(0, before)}`), Math.max(0, before));
    const known = i >> 2;
    equal(table.internFrom(others, others.intern(`text ${known}`)), known);
  }
  deepEqual([table.size, table.find('text 3000')], [3000, -1]);
});

test.each([1, 2, 3])('while a table grows, all runs of %i words are the entries that they were', (width) => {
  const table = new WordTable(width);
  const run = (i: number) => Int32Array.from({ length: width }, (_, k) => (k === 0 ? i : 7 * k));
  const entries = new Int32Array(4);
  for (let i = 0; i < 3000; i++) {
    equal(table.entryOf(run(i), 0), i);
    const before = [0, i >> 1, i >> 2, i];
    table.entriesOf(Int32Array.from(before.flatMap((each) => [...run(each)])), 4, entries);
    deepEqual([...entries, table.entryOf(run(i >> 3), 0)], [...before, i >> 3]);
  }
  equal(table.size, 3000);
});

test('arrays that grow with the same keys never double at the same one', () => {
  const rooms = Object.values(FIRST_ROOM).map((room) => room / 2 ** Math.floor(Math.log2(room)));
  deepEqual([new Set(rooms).size, rooms.includes(1)], [rooms.length, false]);
});

function entriesIn(table: Int32Array): number {
  return table.reduce((count, entry) => count + Number(0 <= entry), 0);
}
