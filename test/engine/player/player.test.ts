import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Player } from '../../../engine/player/player.ts';
import { runDocument } from '../../support/run-document.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { loads, record } from './readings.ts';

const START = Date.parse('2026-11-20T08:00:00.000Z');
const second = (n: number): number => START + n * 1000;

test.each(['format: ndjson', 'format: csv', 'format: ndjson, compress: gzip', 'format: parquet'])(
  'a recording (%s) has a chart for each metric, and of each series its points',
  async (options) => {
    const heat = { ts: second(1), metric: 'hw.temperature', entity: 'package', value: 61.5 };
    const folder = await record(temporaryFolder(), [...loads(START, [0.25, null, 0.5]), heat], options);
    const player = new Player();
    expect(await player.open(folder, null)).toEqual({
      from: START,
      to: second(2),
      charts: [
        { id: 'system.cpu.utilization', title: 'system.cpu.utilization', unit: null },
        { id: 'hw.temperature', title: 'hw.temperature', unit: null },
      ],
      columns: ['ts', 'metric', 'entity', 'value'],
      gaps: [],
      unreadable: 0,
      refused: 0,
    });
    expect(await player.read(folder, { from: START, to: second(2) }, 10)).toEqual([
      {
        chart: 'system.cpu.utilization',
        series: 'total',
        unit: null,
        times: Float64Array.of(START, second(2)),
        values: Float64Array.of(0.25, 0.5),
      },
      {
        chart: 'hw.temperature',
        series: 'package',
        unit: null,
        times: Float64Array.of(second(1)),
        values: Float64Array.of(61.5),
      },
    ]);
  },
);

test('a long recording is read thinned out, and no spike is lost', async () => {
  const values = Array.from({ length: 3000 }, (_, n) => (n === 1234 ? 99 : n % 7));
  const folder = await record(temporaryFolder(), loads(START, values));
  const [line] = await new Player().read(folder, { from: START, to: second(2999) }, 50);
  expect([line!.times.length <= 100, Math.max(...line!.values)]).toEqual([true, 99]);
});

test('only the rows of the span that is asked for are read', async () => {
  const folder = await record(temporaryFolder(), loads(START, [1, 2, 3, 4, 5]));
  const [line] = await new Player().read(folder, { from: second(1), to: second(3) }, 100);
  expect([...line!.values]).toEqual([2, 3, 4]);
});

test('rows that came out of order are shown in the order of their time', async () => {
  const [a, b, c] = loads(START, [1, 2, 3]);
  const folder = await record(temporaryFolder(), [b!, a!, c!]);
  const [line] = await new Player().read(folder, { from: START, to: second(9) }, 100);
  expect([...line!.values]).toEqual([1, 2, 3]);
});

test('an encrypted recording asks for its passphrase, refuses a wrong one, and opens with the right one', async () => {
  const encrypted = 'format: ndjson, encrypt: { passphrase: "${SECRET}" }';
  const folder = await record(temporaryFolder(), loads(START, [1, 2]), encrypted);
  const player = new Player();
  expect(await player.open(folder, null)).toBe(null);
  await expect(player.read(folder, { from: START, to: second(1) }, 10)).rejects.toThrow('open it with its passphrase');
  await expect(player.open(folder, 'open barley')).rejects.toThrow('the passphrase does not open the recording');
  expect(await player.open(folder, 'open sesame')).toMatchObject({ from: START, to: second(1) });
  // Who has opened it once is not asked again.
  expect(await player.open(folder, null)).toMatchObject({ to: second(1) });
  // Keys of passphrases are dear on purpose.
}, 20_000);

test('gaps are told with their reasons, and are no readings', async () => {
  const gap = { ts: second(60), metric: 'gap', entity: 'suspended', value: 50 };
  const folder = await record(temporaryFolder(), [...loads(START, [1, 2]), gap]);
  const recording = await new Player().open(folder, null);
  expect(recording!.gaps).toEqual([{ from: second(10), to: second(60), reason: 'suspended' }]);
  expect(recording!.charts.map(({ id }) => id)).toEqual(['system.cpu.utilization']);
});

test('rows that cannot be read are counted, and the others are shown', async () => {
  const folder = await record(temporaryFolder(), loads(START, [1, 2, 3]));
  const part = join(folder, 'part-0-0.ndjson');
  const lines = readFileSync(part, 'utf8').split('\n');
  lines[1] = lines[1]!.replace('{', '?');
  writeFileSync(part, lines.join('\n'));
  expect(await new Player().open(folder, null)).toMatchObject({ unreadable: 1, from: START, to: second(2) });
});

test('figures are those of all points in the span, not of those that are drawn', async () => {
  const values = Array.from({ length: 100 }, (_, n) => n + 1);
  const folder = await record(temporaryFolder(), [...loads(START, values), ...loads(START, [7], '0')]);
  const player = new Player();
  const figures = { chart: 'system.cpu.utilization', unit: null };
  expect(await player.figures(folder, { from: START, to: second(99) })).toEqual([
    { ...figures, series: 'total', count: 100, mean: 50.5, p95: 95, max: 100 },
    { ...figures, series: '0', count: 1, mean: 7, p95: 7, max: 7 },
  ]);
  expect(await player.figures(folder, { from: second(10), to: second(19) })).toMatchObject([{ mean: 15.5, max: 20 }]);
});

test('a condition is looked for from the beginning, and one that is wrong says where', async () => {
  const folder = await record(temporaryFolder(), loads(START, [10, 85, 90, 20]));
  const player = new Player();
  expect(await player.find(folder, "metric = 'system.cpu.utilization' AND value > 80")).toBe(second(1));
  expect(await player.find(folder, 'value > 100')).toBe(null);
  await expect(player.find(folder, 'valu > 80')).rejects.toThrow(/^condition, character 1: .*did you mean "value"/);
  await expect(player.find(folder, 'value')).rejects.toThrow('write a comparison, for example value > 80');
});

test('rows that are no readings have a chart for each column of numbers, by their first text', async () => {
  const folder = temporaryFolder();
  writeFileSync(
    join(folder, 'pets.csv'),
    `ts,pet,weight,legs\n2026-11-20T08:00:00Z,cat,4.5,4\n2026-11-20T08:00:01Z,bird,,2\n`,
  );
  const text = `version: 1
name: pets
sources:
  rows: { type: file, path: pets.csv, format: csv, schema: { ts: timestamp, pet: string, weight: double, legs: bigint } }
operators: {}
sinks:
  kept: { type: file, inputs: [rows], path: kept, format: csv }
`;
  await runDocument(text, folder);
  const player = new Player();
  expect((await player.open(join(folder, 'kept'), null))!.charts.map(({ title }) => title)).toEqual(['weight', 'legs']);
  const lines = await player.read(join(folder, 'kept'), { from: START, to: second(1) }, 10);
  expect(lines.map(({ chart, series, values }) => [chart, series, ...values])).toEqual([
    ['weight', 'cat', 4.5],
    ['legs', 'cat', 4],
    ['legs', 'bird', 2],
  ]);
});

test('a folder without a manifest is told by its name', async () => {
  await expect(new Player().open(join(temporaryFolder(), 'gone'), null)).rejects.toThrow('gone/manifest.json');
});
