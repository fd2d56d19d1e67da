import { expect, test } from 'vitest';
import { documentOutline } from '../../../engine/document/index.ts';

const TEXT = `
name: t
sources:
  in: { type: system }
operators:
  slow:
    type: window
    inputs: [in]
  rest: { inputs: [slow.late, 7, in.early] }
sinks:
  out: { type: discard, inputs: [slow, slow.late] }
`;

test('an outline has all nodes with types, inputs and lines, also of a document that is not right yet', () => {
  expect(documentOutline(TEXT).nodes).toEqual([
    { id: 'in', role: 'source', type: 'system', inputs: [], line: 4 },
    { id: 'slow', role: 'operator', type: 'window', inputs: [{ node: 'in', output: 'main' }], line: 6 },
    { id: 'rest', role: 'operator', type: '', inputs: [{ node: 'slow', output: 'late' }], line: 9 },
    {
      id: 'out',
      role: 'sink',
      type: 'discard',
      inputs: [
        { node: 'slow', output: 'main' },
        { node: 'slow', output: 'late' },
      ],
      line: 11,
    },
  ]);
  expect(documentOutline('name: t\nsources:\n  in: { type: sys').values).toEqual({
    name: 't',
    sources: { in: { type: 'sys' } },
  });
});

test('of what is no document there is nothing', () => {
  const nothing = { values: null, nodes: [] };
  for (const text of ['', '- a', 'text', '\0', 'a: *b', `${'['.repeat(5000)}`])
    expect(documentOutline(text), JSON.stringify(text.slice(0, 9))).toEqual(nothing);
  expect(documentOutline('sources: 3\nsinks: [a]').nodes).toEqual([]);
});
