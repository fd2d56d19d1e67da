import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatSize, likelySize, parseSize } from '../../../engine/document/size.ts';

test('a size is a number and a unit, in bytes', () => {
  const sizes = ['5B', '500kB', '2MB', '1GB', '64KiB', '10MiB', '1GiB', '1.5KiB', '0.1KiB'];
  const bytes = [5, 500_000, 2_000_000, 1_000_000_000, 65_536, 10_485_760, 1_073_741_824, 1536, 102];
  expect(sizes.map((text) => parseSize(text))).toEqual(bytes);
});

test('a size that is too large to be counted exactly is one all the same, larger than any bound', () => {
  expect(parseSize('9999999999999GiB')).toBe(Infinity);
});

test('nothing else is a size', () => {
  const others = ['', '10', '10 MiB', '10mb', '10K', '-1B', '1e3B', 'MiB', '1MiB\n'];
  expect(others.filter((text) => parseSize(text) !== null)).toEqual([]);
});

test('what people write for a size is understood well enough to say what they mean', () => {
  expect(['10 mib', '10mb', '64K', '1 g', '3kb', '5 apples', '7'].map((text) => likelySize(text))).toEqual([
    '10MiB',
    '10MB',
    '64KiB',
    '1GiB',
    '3kB',
    null,
    null,
  ]);
});

test('a size that is written out is read as itself', () => {
  fc.assert(
    fc.property(fc.maxSafeNat(), (bytes) => {
      expect(parseSize(formatSize(bytes))).toBe(bytes);
    }),
  );
});
