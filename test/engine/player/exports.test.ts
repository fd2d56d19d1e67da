import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { encodeBlock } from '../../../engine/history/history-block.ts';
import { Player } from '../../../engine/player/player.ts';
import type { ChartPoints, ExportOrder } from '../../../engine/player/orders.ts';
import type { TappedRows } from '../../../engine/runtime/protocol.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { faultySystem } from '../files/faulty-system.ts';
import { loads, record } from './readings.ts';

const START = Date.parse('2026-11-20T08:00:00.000Z');
const second = (n: number): number => START + n * 1000;

function order(folder: string, name: string, more: Partial<ExportOrder> = {}): ExportOrder {
  mkdirSync(join(folder, 'out'), { recursive: true });
  const to = name.slice(name.lastIndexOf('.') + 1) as ExportOrder['to'];
  return { to, isEpoch: false, span: null, path: join(folder, 'out', name), ...more };
}

test('of a recording all rows are exported, or those of the span that is seen, both ends included', async () => {
  const folder = temporaryFolder();
  const recording = await record(folder, loads(START, [1, 2, 3, 4]));
  const player = new Player();
  const seen = { from: second(1), to: second(2) + 0.5 };
  expect([
    await player.exportRecording(recording, order(folder, 'all.csv')),
    await player.exportRecording(recording, order(folder, 'seen.csv', { span: seen, isEpoch: true })),
    await player.exported(),
  ]).toEqual([4, 2, null]);
  expect(readFileSync(join(folder, 'out', 'seen.csv'), 'utf8')).toBe(
    `ts,metric,entity,value\n${second(1)},system.cpu.utilization,total,2\n${second(2)},system.cpu.utilization,total,3\n`,
  );
  expect(readFileSync(join(folder, 'out', 'all.csv'), 'utf8').split('\n')[1]).toBe(
    '2026-11-20T08:00:00.000Z,system.cpu.utilization,total,1',
  );
});

test('a recording goes into one file as it is, and comes out of it in another library', async () => {
  const folder = temporaryFolder();
  const recording = await record(folder, loads(START, [1, 2, 3]));
  const player = new Player();
  const packed = order(folder, 'kept.millrace');
  expect(await player.exportRecording(recording, packed)).toBe(3);
  const { folder: taken } = await player.takeIn(packed.path, join(folder, 'library'));
  expect((await player.open(taken, null))?.charts.map(({ id }) => id)).toEqual(['system.cpu.utilization']);
});

test('a recording that is encrypted is exported once it was opened; as it is, also before', async () => {
  const folder = temporaryFolder();
  const recording = await record(folder, loads(START, [1, 2]), 'format: csv, encrypt: { passphrase: "${SECRET}" }');
  const player = new Player();
  await expect(player.exportRecording(recording, order(folder, 'a.csv'))).rejects.toThrow(
    'is encrypted: open it with its passphrase',
  );
  expect(await player.exportRecording(recording, order(folder, 'a.millrace'))).toBe(2);
  await player.open(recording, 'open sesame');
  expect(await player.exportRecording(recording, order(folder, 'a.csv'))).toBe(2);
}, 30_000);

test('one that is cancelled leaves nothing, tells before how far it is, and another one may follow but not join it', async () => {
  const folder = temporaryFolder();
  const values = Array.from({ length: 20_000 }, (_, n) => n);
  const recording = await record(folder, loads(START, values));
  const player = new Player();
  const under = player.exportRecording(recording, order(folder, 'long.ndjson'));
  while ((await player.exported()) === null) await new Promise(setImmediate);
  const second = player.exportRecording(recording, order(folder, 'second.ndjson'));
  await expect(second).rejects.toThrow('another export is under way; wait for it, or cancel it');
  const share = (await player.exported())!;
  await player.cancelExport();
  expect([0 <= share && share < 1, await under, readdirSync(join(folder, 'out'))]).toEqual([true, null, []]);
  expect(await player.exportRecording(recording, order(folder, 'third.parquet'))).toBe(20_000);
});

test('what cannot be written is told with the file and the reason, and what was there stays', async () => {
  const folder = temporaryFolder();
  const recording = await record(folder, loads(START, [1]));
  const path = join(folder, 'gone', 'a.csv');
  await expect(new Player().exportRecording(recording, { ...order(folder, 'a.csv'), path })).rejects.toThrow(
    /^export "a\.csv": cannot create .*\(no such file or folder\); the folder was moved/,
  );
  writeFileSync(join(folder, 'kept'.concat('.csv')), 'before');
  await new Player().keepFile(join(folder, 'kept.csv'), new TextEncoder().encode('after'));
  expect(readFileSync(join(folder, 'kept.csv'), 'utf8')).toBe('after');
});

const name = { chart: 'p/cpu', series: 'total', unit: '1' };

function points(times: readonly number[], values: readonly number[], more: Partial<typeof name> = {}) {
  return { ...name, ...more, times: Float64Array.from(times), values: Float64Array.from(values) };
}

/** Charts of which `hours` are in files and `held` in memory. */
function charts(folder: string, hours: readonly Parameters<typeof encodeBlock>[0][], held: ChartPoints['held'] = []) {
  const files = hours.map((blocks, i) => {
    const file = join(folder, `${i}.history`);
    writeFileSync(file, encodeBlock(blocks));
    return file;
  });
  return { charts: [{ id: 'p/cpu', title: 'CPU' }], isTime: true, files, held } satisfies ChartPoints;
}

test('rows that are seen are exported with the columns and types that they have', async () => {
  const folder = temporaryFolder();
  const seen: TappedRows = {
    columns: [
      { name: 'at', type: 'timestamp' },
      { name: 'host', type: 'string' },
      { name: 'hot', type: 'boolean' },
      { name: 'n', type: 'bigint' },
    ],
    rows: [
      { at: second(0), host: 'a', hot: true, n: 7 },
      { at: second(1), host: null, hot: null, n: null },
    ],
  };
  const player = new Player();
  expect(await player.exportSeen(seen, order(folder, 'seen.ndjson'))).toBe(2);
  expect(readFileSync(join(folder, 'out', 'seen.ndjson'), 'utf8')).toBe(
    '{"at":"2026-11-20T08:00:00.000Z","host":"a","hot":true,"n":7}\n{"at":"2026-11-20T08:00:01.000Z","host":null,"hot":null,"n":null}\n',
  );
  await expect(player.exportSeen(seen, order(folder, 'seen.millrace'))).rejects.toThrow('holds a whole recording');
});

test('of charts every reading that is kept is exported, in the order of time, with its series and unit, and no other chart', async () => {
  const folder = temporaryFolder();
  const player = new Player();
  const all = charts(
    folder,
    [
      [points([second(0), second(1)], [0.374, NaN]), points([second(0)], [0.1], { series: '0' })],
      [points([second(2)], [0.25]), points([second(2)], [9], { chart: 'p/other' })],
    ],
    [points([second(3)], [1 / 3])],
  );
  expect(await player.exportCharts(all, order(folder, 'cpu.csv'))).toBe(5);
  expect(readFileSync(join(folder, 'out', 'cpu.csv'), 'utf8').split('\n')).toEqual([
    'time,chart,series,value,unit',
    '2026-11-20T08:00:00.000Z,CPU,total,0.374,1',
    '2026-11-20T08:00:00.000Z,CPU,0,0.1,1',
    '2026-11-20T08:00:01.000Z,CPU,total,,1',
    '2026-11-20T08:00:02.000Z,CPU,total,0.25,1',
    '2026-11-20T08:00:03.000Z,CPU,total,0.3333333333333333,1',
    '',
  ]);
});

test('a window that fired again counts once with its last value, also across two files and what is held', async () => {
  const folder = temporaryFolder();
  const all = charts(
    folder,
    [[points([second(0), second(100)], [1, 2])], [points([second(100), second(101)], [3, 4])]],
    [points([second(0), second(101)], [1, 5])],
  );
  await new Player().exportCharts(all, order(folder, 'cpu.ndjson'));
  const rows = readFileSync(join(folder, 'out', 'cpu.ndjson'), 'utf8')
    .trim()
    .split('\n');
  expect(
    rows.map((row) => JSON.parse(row) as { time: string; value: number }).map(({ time, value }) => [time, value]),
  ).toEqual([
    ['2026-11-20T08:00:00.000Z', 1],
    ['2026-11-20T08:01:40.000Z', 3],
    ['2026-11-20T08:01:41.000Z', 5],
  ]);
});

test('only what is seen of charts is exported, and a chart over numbers has its numbers', async () => {
  const folder = temporaryFolder();
  const seen = { span: { from: second(1), to: second(2) } };
  const player = new Player();
  const all = charts(folder, [[points([second(0), second(1), second(2), second(3)], [1, 2, 3, 4])]]);
  expect(await player.exportCharts(all, order(folder, 'seen.csv', seen))).toBe(2);
  const numbers = { ...charts(folder, [], [points([3, 1.5], [7, 8])]), isTime: false };
  await player.exportCharts(numbers, order(folder, 'numbers.csv'));
  expect(readFileSync(join(folder, 'out', 'numbers.csv'), 'utf8')).toBe(
    'x,chart,series,value,unit\n1.5,CPU,total,8,1\n3,CPU,total,7,1\n',
  );
});

test('exported charts can be taken in again, and are charts of the same names then', async () => {
  const folder = temporaryFolder();
  const player = new Player();
  const all = charts(folder, [[points([second(0), second(1)], [0.1, 0.2])]]);
  await player.exportCharts(all, order(folder, 'cpu.csv'));
  const { folder: taken } = await player.takeIn(join(folder, 'out', 'cpu.csv'), join(folder, 'library'));
  await player.open(taken, null);
  const lines = await player.read(taken, { from: second(0), to: second(1) }, 10);
  expect(lines.map(({ chart, series, unit, values }) => ({ chart, series, unit, values: [...values] }))).toEqual([
    { chart: 'CPU', series: 'total', unit: '1', values: [0.1, 0.2] },
  ]);
});

/** What a person is told of an export as `name` on a disk that is full at the given write, and what is in its folder then. */
async function onFullDisk(name: string, at: number): Promise<readonly unknown[]> {
  const folder = temporaryFolder();
  const recording = await record(folder, loads(START, [1, 2, 3]));
  const player = new Player(faultySystem({ call: 'write', at, how: 'ENOSPC' }));
  const wanted = order(folder, name);
  writeFileSync(wanted.path, 'before');
  const done = name.endsWith('.png')
    ? player.keepFile(wanted.path, new Uint8Array(2_500_000))
    : player.exportRecording(recording, wanted);
  const said = await done.then(String, (error: Error) => error.message.replace(folder, ''));
  return [said, readdirSync(join(folder, 'out')), readFileSync(wanted.path, 'utf8')];
}

test('on a full disk a person is told so, where, how much is needed where that is known, and what to do; nothing half is left', async () => {
  const told = (name: string, needs: string): unknown[] => [
    `export "${name}": cannot write /out/.${name}.new (the disk is full); ${needs}free space or choose another folder, and export again; nothing of it was left there`,
    [name],
    'before',
  ];
  expect(await onFullDisk('a.csv', 2)).toEqual(told('a.csv', ''));
  expect(await onFullDisk('a.ndjson', 1)).toEqual(told('a.ndjson', ''));
  expect(await onFullDisk('a.millrace', 3)).toEqual(told('a.millrace', 'it needs 0.0 MB; '));
  expect(await onFullDisk('a.png', 1)).toEqual(told('a.png', 'it needs 2.5 MB; '));
});

test('an export whose file cannot take its name leaves nothing half behind', async () => {
  const folder = temporaryFolder();
  const recording = await record(folder, loads(START, [1, 2, 3]));
  const player = new Player(faultySystem({ call: 'rename', at: 1, how: 'EPERM' }));
  await expect(player.exportRecording(recording, order(folder, 'a.csv'))).rejects.toThrow('cannot rename');
  expect(readdirSync(join(folder, 'out'))).toEqual([]);
});
