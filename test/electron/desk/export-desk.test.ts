import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { deepEqual, rejects } from 'node:assert/strict';
import { test } from 'vitest';
import type { ChartDescription, ExportChoice } from '../../../electron/ipc/contract.ts';
import { ExportDesk, type ExportDeskParts } from '../../../electron/desk/export-desk.ts';
import { Fault } from '../../../engine/index.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const ALL: ExportChoice = { to: 'csv', isEpoch: false, span: null };

const chart = (id: string, isTime = true): ChartDescription => ({
  id,
  isTime,
  pipeline: 'health',
  title: id.toUpperCase(),
  unit: null,
  metrics: [],
});

function harness(place: string | null, answer: () => unknown = () => 7) {
  const calls: unknown[][] = [];
  const desk = new ExportDesk({
    thread: {
      ask: ((...order: unknown[]) => {
        calls.push(order);
        return Promise.resolve(order[0] === 'exported' ? 0.5 : answer());
      }) as ExportDeskParts['thread']['ask'],
    },
    recordings: { folderOf: (id) => Promise.resolve(`/library/${id}`) },
    chartsNow: () => [chart('cpu'), chart('heat'), chart('spectrum', false)],
    screen: {
      held: (ids, span) => Promise.resolve({ files: [[...ids].join(), span.from].join(' ').split('|'), held: [] }),
    },
    askPlace: (...asked) => (calls.push(asked), Promise.resolve(place)),
    shell: { showItemInFolder: (file) => void calls.push(['show', file]) },
  });
  return { calls, desk };
}

test('a recording is written where a person says, and is shown there afterwards', async () => {
  const { calls, desk } = harness('/home/me/soak.csv');
  deepEqual(await desk.recording('soak', ALL), { file: 'soak.csv', rows: 7 });
  desk.reveal();
  deepEqual(calls, [
    ['soak.csv', 'csv'],
    ['exportRecording', '/library/soak', { ...ALL, path: '/home/me/soak.csv' }],
    ['show', '/home/me/soak.csv'],
  ]);
});

test('who gives the dialog up has exported nothing, and nothing was asked of the thread', async () => {
  const { calls, desk } = harness(null);
  deepEqual([await desk.recording('soak', ALL), await desk.picture('CPU', Uint8Array.of(1))], [null, null]);
  await desk.cancel();
  deepEqual(
    [await desk.share(), calls],
    [
      null,
      [
        ['soak.csv', 'csv'],
        ['CPU.png', 'png'],
      ],
    ],
  );
});

test('charts are written with every reading that is kept of them in the span; those over numbers only where there are no others', async () => {
  const { calls, desk } = harness('/x.csv');
  const span = { from: 5, to: 9 };
  await desk.charts('Overview', ['heat', 'spectrum'], { ...ALL, span });
  await desk.charts('Spectrum', ['spectrum'], { ...ALL, span });
  const orders = calls.filter(([name]) => name === 'exportCharts');
  deepEqual(orders, [
    [
      'exportCharts',
      { charts: [chart('heat')], isTime: true, files: ['heat 5'], held: [] },
      { ...ALL, span, path: '/x.csv' },
    ],
    [
      'exportCharts',
      { charts: [chart('spectrum', false)], isTime: false, files: ['spectrum -Infinity'], held: [] },
      { ...ALL, path: '/x.csv' },
    ],
  ]);
  await rejects(desk.charts('x', ['gone'], ALL), { message: 'there is no chart "gone"; its pipeline may be gone' });
});

test('a name without an ending gets its own, and then takes the place of nothing', async () => {
  const folder = temporaryFolder();
  const { desk } = harness(path.join(folder, 'soak'));
  deepEqual(await desk.recording('soak', ALL), { file: 'soak.csv', rows: 7 });
  writeFileSync(path.join(folder, 'soak.csv'), 'mine');
  await rejects(desk.recording('soak', ALL), {
    code: 'conflict',
    message: /soak\.csv exists already; choose another name$/,
  });
});

test('one that is under way tells how far it is, lets no other begin, and has ended once it is cancelled', async () => {
  const ends: ((answer: null) => void)[] = [];
  const { calls, desk } = harness('/x.csv', () => new Promise((resolve) => ends.push(resolve)));
  const first = desk.recording('soak', ALL);
  while (calls.length < 2) await new Promise(setImmediate);
  deepEqual(await desk.share(), 0.5);
  await rejects(desk.recording('soak', ALL), { message: 'another export is under way; wait for it, or cancel it' });
  const cancelled = desk.cancel();
  for (const end of ends) end(null);
  await cancelled;
  deepEqual([await first, await desk.share()], [null, null]);
});

test('a picture is kept as it came, and nothing can be shown before something was exported', async () => {
  const { calls, desk } = harness('/cpu.png', () => null);
  await rejects(async () => desk.reveal(), new Fault('not-found', 'nothing was exported since the app started'));
  deepEqual(await desk.picture('CPU', Uint8Array.of(1)), { file: 'cpu.png', rows: null });
  deepEqual(calls, [
    ['CPU.png', 'png'],
    ['keepFile', '/cpu.png', Uint8Array.of(1)],
  ]);
});
