import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { deepEqual, equal, rejects } from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'vitest';
import type { RecordingSummary } from '../../../engine/index.ts';
import { tour, type TourParts } from '../../../electron/tour/tour.ts';
import { formatValue } from '../../../electron/tour/units.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'tour-'));
  const row = (metric: string, entity: string, value: number | null, unit: string) =>
    JSON.stringify({ ts: '2026-11-22T20:04:08.000Z', host: 'h', metric, entity, value, unit });
  mkdirSync(path.join(folder, 'r'));
  writeFileSync(
    path.join(folder, 'r', 'part-0-0.ndjson'),
    [
      row('system.memory.usage', 'used', 1024 ** 3, 'By'),
      row('system.cpu.utilization', 'total', 0.5, '1'),
      row('system.cpu.utilization', '0', null, '1'),
      '',
    ].join('\n'),
  );
  writeFileSync(path.join(folder, 'r', 'part-0-1.ndjson'), `${row('system.cpu.utilization', 'total', 0.25, '1')}\n`);
  writeFileSync(path.join(folder, 'r', '.part-0-2.ndjson.inprogress'), 'half a row');
});
afterEach(() => rmSync(folder, { recursive: true }));

function parts(rows: number, overrides: Partial<TourParts> = {}): { printed: string[]; parts: TourParts } {
  const printed: string[] = [];
  const summary = { id: 'r', name: 'r', state: 'complete', detail: null, rows } as RecordingSummary;
  return {
    printed,
    parts: {
      firstDrawn: Promise.resolve(),
      statuses: () => [],
      startRecording: () => Promise.resolve({ name: 'r', since: 0, rows: 0, bytes: 0 }),
      stopRecording: () => Promise.resolve(),
      listRecordings: () => Promise.resolve([summary]),
      folderOf: (id) => Promise.resolve(path.join(folder, id)),
      absent: () => Promise.resolve([{ metric: 'hw.temperature', reason: 'no sensor', remedy: 'load a driver' }]),
      capture: () => Promise.resolve(Buffer.from('png')),
      pictureFolder: path.join(folder, 'pictures'),
      wait: () => Promise.resolve(),
      print: (line) => printed.push(line),
      ...overrides,
    },
  };
}

test('the tour tells what was measured, how many rows there are, and where everything is', async () => {
  const { parts: given, printed } = parts(4);
  await tour(given);
  equal(printed.filter((line) => line.startsWith('recording ')).length, 10);
  deepEqual(printed.slice(printed.indexOf('') + 1), [
    'Metric and what of it          Minimum  Average  Maximum   Latest',
    '-----------------------------  -------  -------  -------  -------',
    'system.cpu.utilization  total   25.0 %   37.5 %   50.0 %   25.0 %',
    '                        0            –        –        –        –',
    'system.memory.usage  used      1.0 GiB  1.0 GiB  1.0 GiB  1.0 GiB',
    '',
    'Not measured on this machine:',
    '  hw.temperature: no sensor (load a driver)',
    '',
    `Recording   ${path.join(folder, 'r')}`,
    'Rows        4, as many in the parts as in the manifest',
    `Picture     ${path.join(folder, 'pictures', 'millrace.png')}`,
  ]);
  equal(readFileSync(path.join(folder, 'pictures', 'millrace.png'), 'utf8'), 'png');
});

test('of a metric of many things the tour tells five, and how many more there are', async () => {
  const cores = Array.from({ length: 8 }, (_, i) =>
    JSON.stringify({ metric: 'm', entity: String(i), value: i, unit: '1' }),
  );
  writeFileSync(path.join(folder, 'r', 'part-0-2.ndjson'), `${cores.join('\n')}\n`);
  const { parts: given, printed } = parts(12);
  await tour(given);
  equal(printed.filter((line) => /^(?:m| ) {2}\d /.test(line)).length, 5);
  equal(printed.includes('(m: 3 more are in the recording)'), true);
});

test('rows that are missing from the parts fail the tour', async () => {
  await rejects(tour(parts(5).parts), { message: 'recording "r" says 5 rows, its parts have 4' });
});

test('a page that draws nothing fails the tour', async () => {
  const { parts: given } = parts(4, { firstDrawn: new Promise(() => undefined) });
  await rejects(tour(given), (error: Error) => error.message.startsWith('the page has drawn nothing within 15 s'));
});

test('values are written as people read them', () => {
  deepEqual(
    [
      formatValue(0.374, '1'),
      formatValue(71, 'Cel'),
      formatValue(512, 'By'),
      formatValue(2.4e6, 'By/s'),
      formatValue(900, '{rpm}'),
      formatValue(1.234, 's'),
    ],
    ['37.4 %', '71.0 °C', '512 B', '2.4 MB/s', '900 rpm', '1.23 s'],
  );
});
