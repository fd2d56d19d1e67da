import { expect, test } from 'vitest';
import { readDocument } from '../../../../engine/document/index.ts';

/** The messages about `text`, each with its place. */
function problemsOf(text: string): string[] {
  const result = readDocument(text, { file: 'a.yaml', baseFolder: '/data', environment: {} });
  return 'problems' in result ? result.problems.map(({ line, column, message }) => `${line}:${column} ${message}`) : [];
}

const DEEP = 'the document nests deeper than 64 levels here, no pipeline needs that';

test('a text that nests without end is one problem, whichever way it nests', () => {
  const texts = [
    '['.repeat(500_000),
    '{a: '.repeat(250_000),
    '- '.repeat(500_000),
    '? '.repeat(500_000),
    Array.from({ length: 1400 }, (_, i) => `${' '.repeat(i)}a:`).join('\n'),
    // Found by chance: dashes behind brackets that are not closed ended in "Maximum call stack size exceeded".
    `[[\n${'- '.repeat(5000)}`,
    `{ settings: {\n${Array.from({ length: 1000 }, (_, i) => `${' '.repeat(i)}- a:`).join('\n')}`,
  ];
  expect(texts.map((text) => problemsOf(text))).toEqual([
    [`1:65 ${DEEP}`],
    [`1:257 ${DEEP}`],
    [`1:259 ${DEEP}`],
    [`1:259 ${DEEP}`],
    [`258:259 ${DEEP}`],
    [`2:513 ${DEEP}`],
    [`258:257 ${DEEP}`],
  ]);
});

test('nesting that hides behind small indentation is found too', () => {
  const text = Array.from({ length: 100 }, (_, i) => `${' '.repeat(i)}a:`).join('\n');
  expect(problemsOf(text).some((problem) => problem.includes('nests deeper than 64 levels'))).toBe(true);
});

test('a few aliases that stand for billions of values are one problem', () => {
  const lines = ['a: &a0 [x, x, x, x, x, x, x, x, x, x]'];
  for (let i = 0; i < 30; i++) lines.push(`b${i}: &a${i + 1} [${Array(10).fill(`*a${i}`).join(', ')}]`);
  expect(problemsOf(lines.join('\n'))).toEqual([
    '2:10 aliases (*name) repeat more than 10000 values from here on, write the document with fewer',
  ]);
});

test(
  'a text of more words and marks than any pipeline needs is one problem, whatever they are',
  { timeout: 30_000 },
  () => {
    const filled = (piece: string): string => piece.repeat(1_000_000 / piece.length);
    const texts = ['- x\n', '- *a\n', 'a: b\n', '&a ', '\n'].map(filled);
    const flows = [',', '[],', 'a: b,'].map((piece) => `[${filled(piece)}`);
    const places = [...texts, ...flows].flatMap(problemsOf).map((problem) => problem.slice(problem.indexOf(' ') + 1));
    const message = 'the document has more than 200000 words and marks up to here, no pipeline needs that';
    expect(places).toEqual([...texts, ...flows].map(() => message));
  },
);

test('a value of nothing but beginnings of names is read once, not once for each of them', { timeout: 30_000 }, () => {
  expect(problemsOf(`name: ${'${'.repeat(500_000)}`).at(-1)).toContain('further problems');
  expect(problemsOf(`name: ${'$${'.repeat(300_000)}`).length).toBeLessThan(10);
});

test('a text over a mebibyte is not read', () => {
  expect(problemsOf('é'.repeat(600_000))).toEqual([
    '1:1 the document has 1200000 bytes, at most 1048576 (1MiB) are read',
  ]);
});

test('a binary file is one problem', () => {
  const problem = '2:1 this is not text in UTF-8 (character U+001A), a document is a YAML file saved as UTF-8';
  expect(problemsOf('\x89PNG\r\n\x1a\n\0\0\0')).toEqual([problem]);
});

test('more nodes than allowed are one problem, and the rest is still checked', () => {
  const sinks = Array.from({ length: 1000 }, (_, i) => `  s${i}: { type: discard, inputs: [sensors] }`);
  const text = [
    'version: 1',
    'name: many',
    'sources: { sensors: { type: system, interval: 5 } }',
    'sinks:',
    ...sinks,
  ].join('\n');
  expect(problemsOf(text)).toEqual([
    '3:47 sources.sensors.interval: a bare number is an error, write 5s, 5ms or 5m',
    '1004:3 there are 1001 nodes, at most 1000 are allowed in a document',
  ]);
});

test('of thousands of problems the first hundreds are told and the rest counted', () => {
  const keys = Array.from({ length: 3000 }, (_, i) => `k${i}: 1`).join('\n');
  expect(problemsOf(keys).at(-1)).toContain('are not shown: mend these first');
});
