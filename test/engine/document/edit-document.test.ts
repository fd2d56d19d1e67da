import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { editDocument } from '../../../engine/document/index.ts';
import type { DocumentEdit } from '../../../engine/document/index.ts';

const TEXT = `# Why this pipeline
version: 1
name:   "health"   # shown in the app

sources:
  sensors: { type: system, interval: 1s }   # every second

operators:
  hot:   # what is too warm
    type: filter
    inputs: [sensors]
    where: 'value > 85'

  # The last one
  cold: { type: filter, inputs:
    - sensors
    , where: value < 5 }
sinks:
  screen:
    type: chart
    inputs:
    - hot
    - cold   # both
`.replace(/inputs:\n {4}- sensors\n {4},/, 'inputs: [ sensors ],');

const set = (keys: string, value: Extract<DocumentEdit, { kind: 'set' }>['value']): DocumentEdit => {
  return { kind: 'set', path: keys.split('.'), value };
};

test('an edit changes its own characters and nothing else', () => {
  const edits: [DocumentEdit, string, string][] = [
    [set('name', 'it\'s "it"'), '"health"', '"it\'s \\"it\\""'],
    [set('operators.hot.where', "metric = 'a'"), "'value > 85'", "'metric = ''a'''"],
    [set('sources.sensors.interval', '2s'), '1s', '2s'],
    [set('operators.cold.where', 'a, b'), 'value < 5', '"a, b"'],
    [set('sinks.screen.inputs.1', 'hot'), '- cold', '- hot'],
    [set('sources.sensors.metrics', ['hw.*']), 'interval: 1s', 'interval: 1s, metrics: [ hw.* ]'],
    [set('sinks.screen.inputs.2', 'sensors'), '- cold   # both', '- cold   # both\n    - sensors'],
    [set('operators.hot.on_error', 'fail'), "where: 'value > 85'", "where: 'value > 85'\n    on_error: fail"],
    [set('description', null), '# both\n', '# both\ndescription: null\n'],
    [{ kind: 'rename', path: ['operators', 'hot'], name: 'warm' }, '  hot:', '  warm:'],
    [{ kind: 'remove', path: ['sources', 'sensors', 'interval'] }, ', interval: 1s', ''],
    [{ kind: 'remove', path: ['operators', 'cold', 'type'] }, '{ type: filter, inputs: [ ', '{ inputs: [ '],
    [{ kind: 'remove', path: ['operators', 'hot', 'where'] }, "    where: 'value > 85'\n", ''],
    [{ kind: 'remove', path: ['sinks', 'screen', 'inputs', 0] }, '    - hot\n', ''],
    [{ kind: 'remove', path: ['sources', 'sensors'] }, 'sensors: { type: system, interval: 1s }', '{}'],
  ];
  const wrong = edits.filter(([edit, before, after]) => {
    expect(TEXT.split(before).length, before).toBeGreaterThan(1);
    return editDocument(TEXT, [edit]) !== TEXT.replace(before, () => after);
  });
  expect(wrong.map(([edit]) => editDocument(TEXT, [edit]))).toEqual([]);
});

test('what there is no place for is refused, and says why', () => {
  const edits: [DocumentEdit, string][] = [
    [set('operators.lukewarm.where', 'a'), 'cannot set operators.lukewarm.where: there is no lukewarm'],
    [set('name.first', 'a'), 'cannot set name.first: what is there holds no keys of its own'],
    [set('sinks.screen.inputs.4', 'a'), 'cannot set sinks.screen.inputs.4: the list has 2 items'],
    [{ kind: 'remove', path: ['nothing'] }, 'cannot remove nothing: there is no nothing'],
    [{ kind: 'rename', path: ['sinks', 'screen', 'inputs', 0], name: 'a' }, 'an item of a list has no name'],
  ];
  for (const [edit, message] of edits) expect(() => editDocument(TEXT, [edit])).toThrow(message);
  expect(() => editDocument('a: [', [set('a', 1)])).toThrow('the document is not YAML as it is, mend it first');
});

// Every mapping of every good document, whatever its style.
const FOLDER = path.join(import.meta.dirname, '../../contract/documents/good');
const TEXTS = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.yaml') && name !== 'aliases.yaml')
  .map((name) => readFileSync(path.join(FOLDER, name), 'utf8'));

function mappingsIn(value: unknown, at: readonly (string | number)[]): (readonly (string | number)[])[] {
  if (typeof value !== 'object' || value === null) return [];
  const inside = Object.entries(value).flatMap(([key, child]) =>
    mappingsIn(child, [...at, Array.isArray(value) ? Number(key) : key]),
  );
  return Array.isArray(value) ? inside : [at, ...inside];
}

test('an edit and its opposite give the same text, with line ends of either kind', () => {
  for (const text of [...TEXTS, TEXTS[0]!.replaceAll('\n', '\r\n')]) {
    for (const at of mappingsIn(parse(text), [])) {
      const added = editDocument(text, [{ kind: 'set', path: [...at, 'new-key'], value: 'x, y' }]);
      expect(added).not.toBe(text);
      const renamed = editDocument(added, [{ kind: 'rename', path: [...at, 'new-key'], name: 'other' }]);
      const back: DocumentEdit[] = [
        { kind: 'rename', path: [...at, 'other'], name: 'new-key' },
        { kind: 'remove', path: [...at, 'new-key'] },
      ];
      expect(editDocument(renamed, back)).toBe(text);
    }
  }
});
