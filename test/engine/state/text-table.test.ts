import fc from 'fast-check';
import { deepEqual, equal, ok } from 'node:assert/strict';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { test } from 'vitest';
import { Dictionary } from '../../../engine/data/dictionary.ts';
import { hashOfText } from '../../../engine/state/text-hash.ts';
import { TextTable } from '../../../engine/state/text-table.ts';

// Half a surrogate pair is no character, but it is a string; two texts of one hash have to be told apart.
const text = fc.oneof(
  fc.constantFrom('', 'a', '\u00ff', '\u0100', '\u{1F600}', '\ud83d', 'Aa', 'BB', '\0', 'x'.repeat(5000)),
  fc.string({ maxLength: 3 }),
  fc.string({ maxLength: 3, unit: 'binary' }),
);
const texts = fc.array(text, { maxLength: 60 });

test('a text has the number that a dictionary gives it, whether it comes as a string or from another table', () => {
  fc.assert(
    fc.property(texts, texts, (first, second) => {
      const table = new TextTable();
      const dictionary = new Dictionary();
      const other = new TextTable();
      const numbers = [
        ...first.map((each) => table.intern(each)),
        ...second.map((each) => table.internFrom(other, other.intern(each))),
      ];
      deepEqual(
        numbers,
        [...first, ...second].map((each) => dictionary.intern(each)),
      );
      deepEqual(
        numbers.map((number) => table.text(number)),
        [...first, ...second],
      );
      deepEqual([table.size, table.find('not there: it is too long')], [dictionary.size, -1]);
    }),
  );
});

test('texts that are written in a block and read back are the same, are found, and have their hashes', () => {
  fc.assert(
    fc.property(texts, texts, fc.boolean(), (some, more, isIndexed) => {
      const table = new TextTable();
      for (const each of some) table.intern(each);
      const ids = Int32Array.from({ length: table.size }, (_, id) => table.size - 1 - id);
      const read = new TextTable();
      read.addBlock(table.block(ids));
      if (isIndexed) read.indexAll();
      const written = [...ids].map((id) => table.text(id));
      const numbers = written.map((_, number) => number);
      deepEqual(
        numbers.map((number) => read.hashOf(number)),
        written.map(hashOfText),
      );
      deepEqual(
        written.map((each) => read.find(each)),
        numbers,
      );
      deepEqual(
        numbers.map((number) => read.text(number)),
        written,
      );
      const all = [...new Set([...written, ...more])];
      deepEqual(
        more.map((each) => read.intern(each)),
        more.map((each) => all.indexOf(each)),
      );
    }),
  );
});

test('a text of millions of characters is kept', () => {
  const table = new TextTable();
  const long = '\u00e9'.repeat(3_000_000);
  const read = new TextTable();
  read.addBlock(table.block(Int32Array.of(table.intern(long))));
  equal(read.text(0), long);
});

test(
  'many texts are found and given back, and hold no string each, whoever has had them in hand',
  { timeout: 60_000 },
  () => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const many = 200_000;
    const nameOf = (i: number): string => `device ${i} \u00e9${i % 2 === 0 ? '\u{1F600}' : ''}`;
    collect();
    const before = process.memoryUsage().heapUsed;
    const table = new TextTable();
    let isSame = true;
    for (let i = 0; i < many; i++) isSame &&= table.intern(nameOf(i)) === i;
    for (let i = 0; i < many; i++) isSame &&= table.text(i) === nameOf(i) && table.intern(nameOf(i)) === i;
    collect();
    const held = process.memoryUsage().heapUsed - before;
    deepEqual([isSame, table.size], [true, many]);
    ok(held / many < 30, `${held} bytes of objects for ${many} texts`);
  },
);
