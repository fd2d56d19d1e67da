import { runInThisContext } from 'node:vm';
import { expect, test } from 'vitest';
import { escaped } from '../../build/bundle/one-byte.mjs';

test('code means the same without a character that is no single byte', () => {
  const code = "[`→ ${'“a”'}`, '\u{1f600}é', /^[–—]\u2028$/.test('—\\u2028'), /^\u{1f600}$/u.test('\u{1f600}')]";
  expect(/[^\0-\xff]/.test(escaped(code))).toBe(false);
  expect(runInThisContext(escaped(code))).toEqual(['→ “a”', '😀é', true, true]);
});
