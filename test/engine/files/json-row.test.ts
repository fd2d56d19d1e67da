import { deepEqual, throws } from 'node:assert/strict';
import { test } from 'vitest';
import { parseJson } from '../../../engine/files/json-row.ts';

test('NaN and infinities outside of strings are numbers beyond all others', () => {
  const text = String.raw`{"a":NaN,"b":[-Infinity,Infinity],"NaN":"NaN \" NaN \\","c":NaN}`;
  deepEqual(parseJson(text), { a: Infinity, b: [Infinity, Infinity], NaN: 'NaN " NaN \\', c: Infinity });
  throws(() => parseJson('{"a":NaNs}'), SyntaxError);
  throws(() => parseJson('{"a":"NaN'), SyntaxError);
});

test('the same beside strings of millions of characters and escapes', () => {
  const long = 'x'.repeat(9_000_000);
  deepEqual(parseJson(`{"s":"${long}","c":NaN}`), { s: long, c: Infinity });
  deepEqual(parseJson(`{"s":"${String.raw`\n`.repeat(2_000_000)}","c":NaN}`), {
    s: '\n'.repeat(2_000_000),
    c: Infinity,
  });
  throws(() => parseJson(`{"${long}":}`), SyntaxError);
});
