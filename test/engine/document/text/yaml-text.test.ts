import { expect, test } from 'vitest';
import { Problems } from '../../../../engine/document/check/problems.ts';
import { parseYaml, positions } from '../../../../engine/document/text/yaml-text.ts';

test('a document that is changed and written back keeps its comments', () => {
  const text = '# Why this pipeline\nname: old # short\n\n# Where rows come from\nsources: { s: { type: system } }\n';
  const document = parseYaml(text, new Problems('a.yaml', positions(text)))!;
  document.setIn(['name'], 'new');
  expect(document.toString()).toBe(text.replace('old', 'new'));
});

test('lines and columns count from 1', () => {
  const positionOf = positions('ab\n\ncd');
  expect([0, 2, 3, 4, 6].map((offset) => positionOf(offset))).toEqual([
    { line: 1, column: 1 },
    { line: 1, column: 3 },
    { line: 2, column: 1 },
    { line: 3, column: 1 },
    { line: 3, column: 3 },
  ]);
});
