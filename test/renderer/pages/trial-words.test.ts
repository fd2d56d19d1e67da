import { beforeEach, expect, test } from 'vitest';
import { setLanguage } from '../../../renderer/messages/messages.ts';
import { linesInOrder, trialPoints } from '../../../renderer/pages/pipelines/trial-lines.ts';
import { changedRows, figureCells, trialNodeRow } from '../../../renderer/pages/pipelines/trial-table.ts';
import { heldText, trialNotes, trialTitle } from '../../../renderer/pages/pipelines/trial-words.ts';
import type { ComparedSeries, TrialComparison } from '../../../renderer/state/contract-types.ts';

beforeEach(() => setLanguage('en'));

const line = (values: readonly number[], figures = { mean: 1, p95: 2, max: 3 }) => ({
  times: Float64Array.from(values, (_, i) => i * 1000),
  values: Float64Array.from(values),
  ...figures,
});

const series = (name: string, changed: number, rest: Partial<ComparedSeries> = {}): ComparedSeries => ({
  series: name,
  unit: null,
  before: line([1]),
  after: line([1]),
  changed,
  examples: [],
  ...rest,
});

const compared = (rest: Partial<TrialComparison> = {}): TrialComparison => ({
  before: { fault: null, rows: 10, cut: [] },
  after: { fault: null, rows: 10, cut: [] },
  nodes: [],
  sinks: [],
  ...rest,
});

test('what there is to try on: what is held, nothing yet, nothing because it does not run, or rows that are made again', () => {
  const nodes = [{ role: 'source', type: 'system' }] as const;
  const generator = [
    { role: 'source', type: 'generator' },
    { role: 'sink', type: 'chart' },
  ] as const;
  expect([
    heldText(nodes, { rows: 4120, since: 1000 }, 131_000),
    heldText(nodes, { rows: 0, since: null }, 0),
    heldText(nodes, null, 0),
    heldText(generator, null, 0),
  ]).toEqual([
    'the last 2 min 10 s, 4,120 rows',
    'the last rows: none yet',
    'no rows: it does not run',
    'the rows of its sources, once more',
  ]);
});

test('a trial says on what it was made, what failed, whether anything differs, and what has not fired', () => {
  const text = '';
  expect([
    trialTitle({ text, recording: null, heldMs: 9000 }, compared()),
    trialTitle({ text, recording: null, heldMs: null }, compared()),
    trialTitle({ text, recording: 'monday', heldMs: null }, compared()),
  ]).toEqual(['Tried on the last 9 s: 10 rows', 'Tried on 10 rows', 'Tried on the recording monday: 10 rows']);
  const side = { fault: { code: 'internal', message: 'it broke' }, rows: 0, cut: ['in'] } as const;
  const sinks = [{ id: 'a', title: 'A', isTime: true, left: 0, series: [series('x', 2), series('y', 1)] }];
  expect([
    trialNotes(compared()),
    trialNotes(compared({ sinks })),
    trialNotes(compared({ before: null, sinks })),
    trialNotes(compared({ after: side })),
  ]).toEqual([
    ['Every result is the same as now.'],
    ['Results that differ: 3.'],
    ['What runs now cannot read these rows, so there is nothing to compare with.'],
    [
      'The edited pipeline failed on these rows: it broke',
      'Windows that were still open at the last row have not fired.',
    ],
  ]);
});

test('figures are told as now, edited and difference; a line that one side lacks has dashes', () => {
  const cells = (rest: Partial<ComparedSeries>): readonly string[] => figureCells(series('', 0, rest));
  const after = line([1], { mean: 0.5, p95: 2, max: 7 });
  expect(cells({ after }).map((text) => text.replace(/\.0+$/, ''))).toEqual([
    '1',
    '0.5',
    '−0.5',
    '2',
    '2',
    '±0',
    '3',
    '7',
    '+4',
  ]);
  expect(cells({ before: null })[0]).toBe('–');
  expect(cells({ before: null })[2]).toBe('–');
});

test('the lines that changed most are drawn, each as it is now and as it would be', () => {
  const sink = {
    id: 's',
    title: 'S',
    isTime: true,
    left: 0,
    series: [series('a', 0), series('b', 5, { before: null })],
  };
  const lines = linesInOrder(sink);
  expect(lines.map(({ series: name }) => name)).toEqual(['b', 'a']);
  const names = { before: 'now', after: 'edited' };
  expect(trialPoints('c', [...lines, series('', 0)], names).map(({ series: name }) => name)).toEqual([
    'b edited',
    'a now',
    'a edited',
    'now',
    'edited',
  ]);
});

test('the results that differ are listed in the order of time, of all lines together', () => {
  const change = (at: number) => ({ at, before: 1, after: null });
  const { rows, count } = changedRows({
    id: 's',
    title: 'S',
    isTime: false,
    left: 0,
    series: [series('a', 3, { examples: [change(5)] }), series('b', 1, { examples: [change(2)] })],
  });
  expect([rows.map(({ at, series: name }) => [at, name]), count]).toEqual([
    [
      ['2', 'b'],
      ['5', 'a'],
    ],
    4,
  ]);
});

test('a node that is new or gone says so, and what became different is marked', () => {
  const counts = { rows: 5, late: 0, rejected: 1 };
  expect(trialNodeRow({ id: 'n', before: { ...counts, late: 3 }, after: counts }, false)).toEqual({
    id: 'n',
    note: '',
    cells: [
      { text: '5', isChanged: false },
      { text: '5', isChanged: false },
      { text: '3', isChanged: false },
      { text: '0', isChanged: true },
      { text: '1', isChanged: false },
      { text: '1', isChanged: false },
    ],
  });
  expect([
    trialNodeRow({ id: 'n', before: null, after: counts }, false).note,
    trialNodeRow({ id: 'n', before: null, after: counts }, true).note,
    trialNodeRow({ id: 'n', before: counts, after: null }, false).cells[1]!.text,
  ]).toEqual(['new', '', '–']);
});
