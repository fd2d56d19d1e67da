import { expect, test } from 'vitest';
import { chartsOf, readDocument } from '../../../engine/document/index.ts';

/** What the chart of a pipeline is told to count that has these operators, the last of which is `end`. */
function windowOf(operators: string, x = 'window_end'): unknown {
  const text = `version: 1
name: counted
sources: { sensors: { type: system } }
operators:
${operators}
sinks: { out: { type: chart, title: Out, inputs: [end], x: ${x}, y: n } }`;
  const result = readDocument(text, { file: 'a.yaml', baseFolder: '/data', environment: {} });
  if ('problems' in result) throw new Error(JSON.stringify(result.problems));
  return chartsOf(result.plan)[0]!.window;
}

const window = (id: string, shape: string, from = 'sensors'): string =>
  `  ${id}: { type: window, inputs: [${from}], window: { ${shape} }, key: [metric], aggregate: { n: count(*) } }`;
const tumbling = 'type: tumbling, size: 10s';
const TEN_SECONDS = { sizeMs: 10_000, at: 'end' };

test('a chart over the ends or the starts of windows of one size tells their size', () => {
  expect(windowOf(window('end', tumbling))).toEqual(TEN_SECONDS);
  expect(windowOf(window('end', tumbling), 'window_start')).toEqual({ sizeMs: 10_000, at: 'start' });
  expect(windowOf(window('end', 'type: sliding, size: 1m, slide: 10s'))).toEqual({ sizeMs: 60_000, at: 'end' });
});

test.each([
  ['filter', 'where: n > 1'],
  ['deduplicate', 'key: [metric]'],
  ['lag', 'key: [metric], columns: { before: lag(n) }'],
  ['top_n', 'key: [], order_by: [n desc], n: 3'],
  ['extend', 'columns: { twice: n * 2 }'],
  ['select', 'columns: { window_end: window_end, n: n }'],
])('a %s after them changes nothing of it', (type, keys) => {
  expect(windowOf(`${window('w', tumbling)}\n  end: { type: ${type}, inputs: [w], ${keys} }`)).toEqual(TEN_SECONDS);
});

test('a column with another name is the end that it was made from', () => {
  const renamed = '\n  end: { type: select, inputs: [w], columns: { at: window_start, n: n } }';
  expect(windowOf(window('w', tumbling) + renamed, 'at')).toEqual({ sizeMs: 10_000, at: 'start' });
});

test.each([
  ['sessions', window('end', 'type: session, gap: 30s')],
  ['counts', window('end', 'type: count, size: 100')],
  ['cumulating windows', window('end', 'type: cumulate, size: 1h, step: 5m')],
  [
    'a computed end',
    `${window('w', tumbling)}\n  end: { type: select, inputs: [w], columns: { window_end: "window_end + INTERVAL '1' SECOND", n: n } }`,
  ],
  [
    'windows of two sizes',
    `${window('a', tumbling)}\n${window('b', 'type: tumbling, size: 20s')}\n  end: { type: union, inputs: [a, b] }`,
  ],
])('%s have no one span', (_name, operators) => {
  expect(windowOf(operators)).toBeUndefined();
});

test('two windows of one size that meet have it, and late rows are rows, not results', () => {
  const two = `${window('a', tumbling)}\n${window('b', tumbling)}\n  end: { type: union, inputs: [a, b] }`;
  expect(windowOf(two)).toEqual(TEN_SECONDS);
  const late = `${window('w', tumbling)}\n  end: { type: extend, inputs: [w.late], columns: { n: "1" } }`;
  expect(windowOf(late, 'ts')).toBeUndefined();
});
