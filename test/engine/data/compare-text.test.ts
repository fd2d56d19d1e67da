import fc from 'fast-check';
import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'vitest';
import { compareText } from '../../../engine/data/compare-text.ts';

test('strings are in the order of their code points', () => {
  const letter = fc.constantFrom('a', 'b', '\u{ffff}', '\u{e000}', '\u{1f600}', '\u{10ffff}', 'é');
  const text = fc.array(letter, { maxLength: 6 }).map((letters) => letters.join(''));
  fc.assert(
    fc.property(text, text, (left, right) => {
      equal(Math.sign(compareText(left, right)), comparePoints(left, right));
    }),
  );
});

test('what is beyond U+FFFF comes after what is below', () => {
  deepEqual(['\u{1f600}', '\u{ffff}', 'z', ''].sort(compareText), ['', 'z', '\u{ffff}', '\u{1f600}']);
});

function comparePoints(left: string, right: string): number {
  const a = Array.from(left, (each) => each.codePointAt(0)!);
  const b = Array.from(right, (each) => each.codePointAt(0)!);
  const different = a.findIndex((point, i) => point !== b[i]);
  if (different < 0) return a.length === b.length ? 0 : -1;
  return b.length <= different ? 1 : Math.sign(a[different]! - b[different]!);
}
