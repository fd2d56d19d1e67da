import fc from 'fast-check';
import { expect, test } from 'vitest';
import { changeBetween } from '../../../renderer/editor/change-between.ts';
import { spanOf } from '../../../renderer/editor/problem-span.ts';

test('a change makes the one text of the other and touches nothing that both begin or end with', () => {
  expect(changeBetween('abc', 'abc')).toBeNull();
  expect(changeBetween('one two', 'one too')).toEqual({ from: 5, to: 6, insert: 'o' });
  const letters = fc.string({ unit: fc.constantFrom('a', 'b', '\n') });
  fc.assert(
    fc.property(letters, letters, (before, after) => {
      const change = changeBetween(before, after);
      if (!change) return before === after;
      return before.slice(0, change.from) + change.insert + before.slice(change.to) === after;
    }),
  );
});

test('a problem is marked at the word at its place, and at what can be seen where there is none', () => {
  const text = 'version: 1\r\nnmae: x\n\nend:';
  const marked = (line: number, column: number): string => {
    const { from, to } = spanOf(text, { line, column });
    return text.slice(from, to);
  };
  expect([marked(2, 1), marked(1, 8), marked(4, 5), marked(3, 1), marked(9, 1)]).toEqual([
    'nmae',
    ': 1',
    ':',
    '',
    'end',
  ]);
});
