import { deepEqual } from 'node:assert/strict';
import { test } from 'vitest';
import { crc32 } from '../../../engine/files/crc32.ts';
import { encodeHead, findBlocks, HEAD_BYTES } from '../../../engine/files/spool-blocks.ts';

/** A block of `text`; `more` changes what its head says of it. */
function block(number: number, text: string, more: { length?: number; sum?: number } = {}): Buffer {
  const bytes = Buffer.from(text);
  return Buffer.concat([encodeHead({ number, rows: 1, length: bytes.length, sum: crc32(bytes), ...more }), bytes]);
}

/** The numbers of the whole blocks, and what is between and behind them. */
function found(...parts: Buffer[]): unknown {
  const { blocks, flaws } = findBlocks(Buffer.concat(parts));
  return [blocks.map(({ number }) => number), flaws.map(({ from, to, isHalf }) => [from, to, isHalf])];
}

const WHOLE = HEAD_BYTES + 3;

test('a head that another version of the format wrote is none, though its checksum fits', () => {
  const other = block(1, 'abc');
  other.writeUInt8(0x31, 3);
  other.writeUInt32BE(crc32(other.subarray(0, HEAD_BYTES - 4)), HEAD_BYTES - 4);
  deepEqual(found(other), [[], [[0, WHOLE, false]]]);
});

test('a block that ends before its length is not whole, even where the checksum is that of what is there', () => {
  deepEqual(found(block(1, 'abc', { length: 10 })), [[], [[0, WHOLE, true]]]);
});

test('damage to blocks one behind the other is one place', () => {
  const [first, second] = [block(1, 'abc', { sum: 1 }), block(2, 'abc', { sum: 2 })];
  deepEqual(found(first, second, block(3, 'abc')), [[3], [[0, 2 * WHOLE, false]]]);
});

test('half a block is only what ends with the file: one with whole blocks behind it is damage', () => {
  const half = block(1, 'abc', { length: 1000 });
  deepEqual(
    [found(half), found(half, block(2, 'abc'))],
    [
      [[], [[0, WHOLE, true]]],
      [[2], [[0, WHOLE, false]]],
    ],
  );
});

test('a few bytes at the end are the beginning of a block only where they begin as one does', () => {
  const whole = block(1, 'abc');
  deepEqual(
    [found(whole, whole.subarray(0, 2)), found(whole, whole.subarray(0, 9)), found(whole, Buffer.from('xyz'))],
    [
      [[1], [[WHOLE, WHOLE + 2, true]]],
      [[1], [[WHOLE, WHOLE + 9, true]]],
      [[1], [[WHOLE, WHOLE + 3, false]]],
    ],
  );
});
