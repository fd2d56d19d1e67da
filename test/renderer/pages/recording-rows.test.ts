import { expect, test } from 'vitest';
import { foundRows, libraryText, recordingRows, tagsIn } from '../../../renderer/pages/recordings/recording-rows.ts';
import type { RecordingSummary } from '../../../renderer/state/contract-types.ts';

const NOW = new Date(2026, 10, 22, 20, 4, 8).getTime();

function recording(name: string, more: Partial<RecordingSummary>): RecordingSummary {
  return {
    id: name,
    name,
    state: 'complete',
    detail: null,
    startedAt: NOW - 3_600_000,
    completeTo: null,
    durationMs: 845_000,
    rows: 89_915,
    bytes: 871_000,
    format: 'ndjson',
    tags: [],
    ...more,
  };
}

test('the recording that is being made is on top with its newest counts, then the newest', () => {
  const all = [
    recording('old', { startedAt: NOW - 90_000_000 }),
    recording('new', {}),
    recording('now', { state: 'recording', rows: 1, bytes: 1, startedAt: NOW - 95_000_000 }),
  ];
  const rows = recordingRows(all, { name: 'now', since: NOW - 192_000, rows: 20_412, bytes: 212_000 }, NOW);
  expect(
    rows.map(({ name, duration, rows: count, size, isCurrent }) => [name, duration, count, size, isCurrent]),
  ).toEqual([
    ['now', '3:12', '20,412', '212\u00a0kB', true],
    ['new', '14:05', '89,915', '871\u00a0kB', false],
    ['old', '14:05', '89,915', '871\u00a0kB', false],
  ]);
});

test('a manifest that cannot be read leaves dashes, not zeros, and its reason', () => {
  const [row] = recordingRows(
    [recording('x', { state: 'damaged', startedAt: null, detail: 'no manifest', durationMs: 0, rows: 0, bytes: 0 })],
    null,
    NOW,
  );
  expect([row!.started, row!.duration, row!.rows, row!.size, row!.isKnown]).toEqual(['–', '–', '–', '–', false]);
  expect([row!.state, row!.detail, row!.tone]).toEqual(['damaged', 'no manifest', 'critical']);
});

test('a recovered recording says up to which moment it is complete, in the words of the page', () => {
  const completeTo = new Date(2026, 10, 22, 14, 3, 21, 400).getTime();
  const [row] = recordingRows(
    [recording('x', { state: 'recovered', detail: 'from the engine', completeTo })],
    null,
    completeTo,
  );
  expect([row!.state, row!.detail, row!.tone]).toEqual(['recovered', 'recovered, complete to 14:03:21.400', 'warning']);
  const [empty] = recordingRows([recording('x', { state: 'recovered', detail: 'recovered; empty' })], null, NOW);
  expect(empty!.detail).toBe('recovered; empty');
});

test('the library says how much it holds', () => {
  expect([libraryText([recording('a', {})]), libraryText([recording('a', {}), recording('b', {})])]).toEqual([
    '1 recording, 871\u00a0kB',
    '2 recordings, 1.7\u00a0MB in all',
  ]);
});

test('the format is told as people write it, and whether a passphrase is needed', () => {
  const formats = ['ndjson', 'parquet.age', 'odd'].map((format) => recording('One', { format }));
  expect(recordingRows(formats, null, 0).map(({ format }) => format)).toEqual(['NDJSON', 'Parquet · encrypted', 'odd']);
});

test('every word that is searched for has to stand in the name, a tag, the state or the format', () => {
  const all = [recording('Kernel build', { tags: ['fan'] }), recording('Soak', { format: 'csv', state: 'failed' })];
  const rows = recordingRows(all, null, NOW);
  const found = (search: string): readonly string[] => foundRows(rows, search).map(({ name }) => name);
  expect([found(''), found('FAN kern'), found('csv'), found('failed'), found('kernel csv')]).toEqual([
    ['Kernel build', 'Soak'],
    ['Kernel build'],
    ['Soak'],
    ['Soak'],
    [],
  ]);
});

test('tags stand between commas, of either script, each once', () => {
  expect(tagsIn(' fan, build，fan ,, ')).toEqual(['fan', 'build']);
});
