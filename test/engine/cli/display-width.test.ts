import fc from 'fast-check';
import { expect, test } from 'vitest';
import { displayWidth, fitWidth } from '../../../engine/cli/display-width.ts';

test.each([
  ['', 0],
  ['rows/s · 12', 11],
  ['以太网', 6],
  ['ネットワーク', 12],
  ['네트워크', 8],
  ['ｱｲｳ', 3],
  ['ＡＢ、。', 8],
  ['e\u0301', 1],
  ['a\u200bb', 2],
  ['\u001b\u0007', 0],
  ['😀', 2],
  ['👩‍👩‍👧', 2],
  ['❤️', 2],
  ['Ünïcödé', 7],
])('%j takes %d columns', (text, width) => expect(displayWidth(text)).toBe(width));

test('a text that fits stays as it is; else its beginning, which a wide character never splits, ends with an ellipsis', () => {
  expect([5, 4, 3, 2, 1, 0].map((columns) => fitWidth('以太a', columns))).toEqual([
    '以太a',
    '以…',
    '以…',
    '…',
    '…',
    '',
  ]);
});

test('whatever the text, it takes no more columns than there are', () => {
  const text = fc.string({ unit: 'grapheme' });
  fc.assert(
    fc.property(text, fc.integer({ min: 0, max: 20 }), (line, columns) => {
      const fitted = fitWidth(line, columns);
      expect(displayWidth(fitted)).toBeLessThanOrEqual(columns);
      if (displayWidth(line) <= columns) expect(fitted).toBe(line);
    }),
  );
});
