import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { decompressLz4 } from '../../../../engine/kafka/compression/lz4.ts';
import { decompressSnappy } from '../../../../engine/kafka/compression/snappy.ts';
import { decompressZstd, decompressZstdAnywhere } from '../../../../engine/kafka/compression/zstd.ts';

// Written by the programs lz4 and zstd, and by Java's snappy.
const file = (name: string): Buffer => readFileSync(path.join(import.meta.dirname, 'files', name));

/** What all of them have: the numbers up to 299 again and again, as JSON, cut off after 100,000 bytes. */
const ROWS = Array.from({ length: 12_000 }, (_, i) => `{"n":${i % 300}}\n`)
  .join('')
  .slice(0, 100_000);
const PLENTY = 1_000_000;

const FILES = [
  ['blocks of lz4 that repeat what others have, with checksums', 'linked.lz4', decompressLz4],
  ['blocks of lz4 that stand for themselves', 'apart.lz4', decompressLz4],
  ['one block of snappy', 'block.snappy', decompressSnappy],
  ['the stream of blocks of snappy that Java writes', 'stream.snappy', decompressSnappy],
  ['zstd', 'rows.zst', decompressZstd],
  ['zstd where Node has none of its own', 'rows.zst', decompressZstdAnywhere],
] as const;

test.each(FILES)('%s are read', (_, name, decompress) => {
  expect(decompress(file(name), PLENTY).toString()).toBe(ROWS);
});

test.each(FILES)('%s are not read beyond a limit', (_, name, decompress) => {
  expect(() => decompress(file(name), 99_999)).toThrow();
});

test.each(FILES)('%s are never read as something else where they end too early', (_, name, decompress) => {
  const whole = file(name);
  for (let length = 1; length < whole.length - 8; length += 97) {
    const read = attempt(() => decompress(whole.subarray(0, length), PLENTY).toString());
    expect(ROWS.startsWith(read)).toBe(true);
  }
});

/** Nothing, where it is refused. */
function attempt(read: () => string): string {
  try {
    return read();
  } catch {
    return '';
  }
}

test('frames of lz4 one after the other are read, also where a block is not compressed', () => {
  const plain = Buffer.from('04224d1860400005000080', 'hex');
  const frame = Buffer.concat([plain, Buffer.from('hello'), Buffer.alloc(4)]);
  expect(decompressLz4(Buffer.concat([frame, frame]), PLENTY).toString()).toBe('hellohello');
});

test.each([
  ['is none', '04224d19604000', 'it does not begin like a frame'],
  ['has blocks of no size', '04224d18601000', 'its blocks have no size'],
  ['needs a dictionary', '04224d1861400000000000', 'it needs a dictionary'],
  // Four bytes as they stand, and then five from nine bytes before.
  ['repeats what is not there', '04224d18604000070000004061626364090000', 'a block repeats what is not there'],
  ['takes more than it has', '04224d18604000020000007061', 'a block ends too early'],
  ['ends within a length', '04224d1860400001000000f0', 'a block ends too early'],
])('a frame of lz4 that %s is refused by name', (_, hex, reason) => {
  expect(() => decompressLz4(Buffer.from(hex, 'hex'), PLENTY)).toThrow(reason);
});

test('a block of lz4 that grows beyond what its frame says is refused', () => {
  const run = Buffer.concat([Buffer.from('1f610100', 'hex'), Buffer.alloc(300, 255), Buffer.from([0])]);
  const head = Buffer.from('04224d18604000', 'hex');
  const length = Buffer.alloc(4);
  length.writeUInt32LE(run.length);
  expect(() => decompressLz4(Buffer.concat([head, length, run]), PLENTY)).toThrow('a block is longer than it may be');
});
