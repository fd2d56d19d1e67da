import { expect, test } from 'vitest';
import { documentOutline, PIPELINE } from '../../../engine/document/index.ts';
import { offersAt } from '../../../renderer/editor/completions.ts';
import { placeAt } from '../../../renderer/editor/place.ts';

/** What is offered at the bar in `text`, and the word that it takes the place of. */
function offered(text: string): { word: string; labels: string[] } | null {
  const offset = text.indexOf('|');
  const plain = text.replace('|', '');
  const place = placeAt(plain, offset);
  if (!place) return null;
  const offers = offersAt(PIPELINE, place, documentOutline(plain).nodes);
  return { word: plain.slice(place.from, offset), labels: offers.map(({ label }) => label) };
}

const START = `version: 1
name: t
sources:
  sensors:
    type: system
  rows: { type: generator, columns: { n: { sequence: {} } } }
operators:
`;

test('keys are those of the mapping at the cursor that it does not have yet', () => {
  expect(offered('version: 1\nna|')).toEqual({
    word: 'na',
    labels: ['name', 'description', 'settings', 'sources', 'operators', 'sinks'],
  });
  expect(offered(START.replace('type: system', 'type: system\n    |'))?.labels).toEqual([
    'interval',
    'metrics',
    'event_time',
    'rejects',
    'on_error',
  ]);
  expect(offered(`${START}  hot:\n    type: filter # warm\n    inputs: [sensors]\n    wh|\n`)).toEqual({
    word: 'wh',
    labels: ['where', 'rejects', 'on_error'],
  });
});

test('without a type only the type is offered, and the types are all that the contract has', () => {
  expect(offered(`${START}  hot:\n    |`)?.labels).toEqual(['type']);
  expect(offered(`${START}  hot:\n    type: |`)?.labels).toEqual(Object.keys(PIPELINE.keys.operators.kind.of.of));
});

test('inputs are the other nodes that give rows, and the late rows of those that have some', () => {
  const text = `${START}  slow: { type: window, inputs: [sensors] }\n  hot:\n    type: filter\n    inputs: [sensors, |]\nsinks:\n  end: { type: discard }\n`;
  expect(offered(text)?.labels).toEqual(['sensors', 'rows', 'slow', 'slow.late']);
  expect(offered(text.replace('[sensors, |]', '\n      - se|'))).toEqual({
    word: 'se',
    labels: ['sensors', 'rows', 'slow', 'slow.late'],
  });
});

test('in brackets on one line the innermost mapping counts, with what it has already', () => {
  const text = (window: string): string => `${START}  w: { type: window, inputs: [sensors], window: ${window}`;
  expect(offered(text('{ type: sliding, sl|'))).toEqual({ word: 'sl', labels: ['size', 'slide', 'offset'] });
  expect(offered(text('{ type: |'))?.labels).toEqual(['tumbling', 'sliding', 'session', 'cumulate', 'count']);
  expect(offered(text('{ type: tumbling, size: 10s }, ti|'))?.labels).toEqual([
    'time',
    'key',
    'aggregate',
    'allowed_lateness',
    'rejects',
    'on_error',
  ]);
});

test('values are the words that a key may have, or its example', () => {
  expect(offered(`${START}  hot:\n    type: filter\n    on_error: |`)?.labels).toEqual(['reject', 'fail']);
  expect(offered(START.replace('type: system', 'type: system\n    interval: |'))?.labels).toEqual(['1s']);
});

test("nothing is offered in comments, for names of a document's own, and where the tables have nothing", () => {
  expect(offered('version: 1 # na|')).toBeNull();
  expect(offered('sources:\n  |')?.labels).toEqual([]);
  expect(offered('what:\n  ever:\n    |')?.labels).toEqual([]);
  expect(offered('version: 1\nwhat? is |')).toBeNull();
});
