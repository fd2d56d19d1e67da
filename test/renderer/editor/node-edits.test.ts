import { expect, test } from 'vitest';
import { documentOutline, editDocument, PIPELINE, readDocument } from '../../../engine/document/index.ts';
import { fieldsOf, fieldText, fieldValue, type Field } from '../../../renderer/editor/form-fields.ts';
import {
  addEdits,
  nodePath,
  removeEdits,
  renameEdits,
  setEdits,
  valueAt,
} from '../../../renderer/editor/node-edits.ts';

const TEXT = `# why
version: 1
name: t
sources:
  in: { type: system } # every second
operators:
  hot:
    type: filter
    inputs: [in]
    where: 85 < value
  slow: { type: window, inputs: [hot], window: { type: tumbling, size: 10s }, aggregate: { n: count(*) } }
sinks:
  out: { type: discard, inputs: [slow] }
  late: { type: discard, inputs: [slow.late] }
`;

const outlineOf = (text: string) => {
  const { values, nodes } = documentOutline(text);
  return { values: values!, nodes, node: (id: string) => nodes.find((each) => each.id === id)! };
};

/** The lines that are new in `text`, and what is wrong with it. */
function changed(text: string): { lines: string[]; problems: string[] } {
  const before = TEXT.split('\n');
  const read = readDocument(text, { file: 't', baseFolder: '/', environment: {} });
  return {
    lines: text.split('\n').filter((line) => !before.includes(line)),
    problems: 'problems' in read ? read.problems.map(({ message }) => message) : [],
  };
}

test('a value is put with what is missing on the way, and taken out again', () => {
  const { values } = outlineOf(TEXT);
  const path = ['sources', 'in', 'event_time', 'out_of_orderness'];
  const text = editDocument(TEXT, setEdits(values, path, '2s'));
  expect(changed(text)).toEqual({
    lines: ['  in: { type: system, event_time: { out_of_orderness: 2s } } # every second'],
    problems: [],
  });
  expect(setEdits(values, path, undefined)).toEqual([]);
  expect(
    valueAt(outlineOf(editDocument(text, setEdits(outlineOf(text).values, path, undefined))).values, path),
  ).toBeUndefined();
});

test('a node that is removed is bridged: what read it reads what it read', () => {
  const { node, nodes } = outlineOf(TEXT);
  expect(changed(editDocument(TEXT, removeEdits(node('hot'), nodes)))).toEqual({
    lines: [
      '  slow: { type: window, inputs: [ in ], window: { type: tumbling, size: 10s }, aggregate: { n: count(*) } }',
    ],
    problems: [],
  });
});

test('a node is renamed wherever it is read, also its late rows, and not to a name that is taken or none', () => {
  const { node, nodes } = outlineOf(TEXT);
  const { lines, problems } = changed(editDocument(TEXT, renameEdits(node('slow'), 'calm', nodes)!));
  expect([problems, lines.map((line) => line.trim().split(':')[0]), lines.join().match(/calm(\.late)?/g)]).toEqual([
    [],
    ['calm', 'out', 'late'],
    ['calm', 'calm', 'calm.late'],
  ]);
  for (const name of ['in', 'Slow', '', 'a b']) expect(renameEdits(node('slow'), name, nodes), name).toBeNull();
});

test('each operator of the contract is added behind a node, between it and its readers, with all that it needs', () => {
  const outline = outlineOf(TEXT);
  for (const type of Object.keys(PIPELINE.keys.operators.kind.of.of)) {
    const { id, edits } = addEdits(PIPELINE, { role: 'operator', type, after: outline.node('in') }, outline);
    const text = editDocument(TEXT, edits);
    const { problems } = changed(text);
    expect(
      problems.filter((message) => /missing|unknown key|at least/.test(message)),
      `${type}: ${text}`,
    ).toEqual([]);
    const after = outlineOf(text);
    expect([id, after.node(id).inputs[0]?.node, after.node('hot').inputs[0]?.node], type).toEqual([
      type.replace('_', '-'),
      'in',
      ['union', 'interval_join'].includes(type) ? 'in' : id,
    ]);
  }
});

test('sinks and sources are added with ids of their own', () => {
  const outline = outlineOf(TEXT);
  const sink = addEdits(PIPELINE, { role: 'sink', type: 'discard', after: outline.node('hot') }, outline);
  expect([sink.id, changed(editDocument(TEXT, sink.edits))]).toEqual([
    'discard',
    { lines: ['  discard: { type: discard, inputs: [ hot ] }'], problems: [] },
  ]);
  const source = addEdits(PIPELINE, { role: 'source', type: 'generator', after: null }, outline);
  expect(outlineOf(editDocument(TEXT, source.edits)).node('generator').inputs).toEqual([]);
  const named = addEdits(
    PIPELINE,
    { role: 'operator', type: 'filter', after: null },
    outlineOf(TEXT.replaceAll('hot', 'filter')),
  );
  expect(named.id).toBe('filter-2');
});

test('a form has the keys of the type that is written, with values, standards and what they mean', () => {
  const { values, node } = outlineOf(TEXT);
  const fields = fieldsOf(PIPELINE.keys.operators.kind.of, valueAt(values, nodePath(node('slow'))));
  const shown = (field: Field): unknown =>
    field.control.kind === 'group' ? [field.name, field.control.fields.map(shown)] : [field.name, fieldText(field)];
  expect(fields.map(shown)).toEqual([
    ['type', 'window'],
    ['inputs', 'hot'],
    [
      'window',
      [
        ['type', 'tumbling'],
        ['size', '10s'],
        ['offset', ''],
      ],
    ],
    ['time', ''],
    ['key', ''],
    ['aggregate', '{"n":"count(*)"}'],
    ['allowed_lateness', ''],
    ['rejects', ''],
    ['on_error', ''],
  ]);
  const time = fields.find(({ name }) => name === 'time')!;
  expect([time.standard, time.control, time.about]).toEqual([
    'event',
    { kind: 'choice', of: ['event', 'processing'] },
    PIPELINE.keys.operators.kind.of.of.window.time.description,
  ]);
});

test('what is written in a field is a value of its kind, and nothing takes the key out', () => {
  expect([
    fieldValue({ kind: 'text' }, ' 10s '),
    fieldValue({ kind: 'text' }, '  '),
    fieldValue({ kind: 'number' }, '10'),
    fieldValue({ kind: 'number' }, '${N}'),
    fieldValue({ kind: 'words' }, 'a, b.late,'),
    fieldValue({ kind: 'choice', of: ['true', 'false'] }, 'false'),
    fieldValue({ kind: 'raw' }, '{"a":[1]}'),
    fieldValue({ kind: 'raw' }, 'linear'),
  ]).toEqual(['10s', undefined, 10, '${N}', ['a', 'b.late'], false, { a: [1] }, 'linear']);
});
