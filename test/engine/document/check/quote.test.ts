import { expect, test } from 'vitest';
import { alternatives, escapeControls, quote } from '../../../../engine/document/check/quote.ts';

test('a long value is cut off in a message', () => {
  expect(quote('a'.repeat(1000))).toBe(`"${'a'.repeat(59)}…"`);
});

test('what a terminal would obey or hide is written as an escape', () => {
  expect(escapeControls('a\nb\t\u001b[31m\u202e\u200b\ud800 é°C')).toBe('a\\nb\\t\\u001b[31m\\u202e\\u200b\\ud800 é°C');
});

test('alternatives are listed as people list them', () => {
  expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map((list) => alternatives(list))).toEqual([
    '',
    'a',
    'a or b',
    'a, b or c',
  ]);
});
