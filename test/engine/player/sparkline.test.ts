import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Player } from '../../../engine/player/player.ts';
import { someParts, SPARKLINE_POINTS } from '../../../engine/player/sparkline.ts';
import { openManifest } from '../../../engine/recordings/read-rows.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { loads, record } from './readings.ts';

const START = Date.parse('2026-11-20T08:00:00.000Z');

test('the small picture of a recording is the load of the processor, where there is that, in means of equal pieces', async () => {
  const heat = loads(
    START,
    Array.from({ length: 96 }, (_, n) => n),
  ).map((row) => ({
    ...row,
    metric: 'hw.temperature',
    entity: 'package',
  }));
  // Nothing was read in the middle.
  const load = loads(
    START,
    Array.from({ length: 96 }, (_, n) => (40 < n && n < 60 ? null : n % 2)),
  );
  const folder = await record(
    temporaryFolder(),
    [...heat, ...load].sort((a, b) => a.ts - b.ts),
  );
  const { values, ...name } = (await new Player().sparkline(folder))!;
  expect([name, values.length]).toEqual([
    { chart: 'system.cpu.utilization', series: 'total', unit: null },
    SPARKLINE_POINTS,
  ]);
  expect([values[0], values[25]]).toEqual([0.5, null]);
});

test('of other rows it is the series that there is most of', async () => {
  const few = loads(START, [1, 2], 'few').map((row) => ({ ...row, metric: 'a' }));
  const many = loads(START, [3, 3, 3, 3], 'many').map((row) => ({ ...row, metric: 'b' }));
  const folder = await record(
    temporaryFolder(),
    [...few, ...many].sort((a, b) => a.ts - b.ts),
  );
  expect(await new Player().sparkline(folder)).toMatchObject({ chart: 'b', series: 'many' });
});

test('it is kept beside the recording, read from there as long as that is what it was, and else made anew', async () => {
  const folder = await record(temporaryFolder(), loads(START, [1, 2, 3]));
  const made = await new Player().sparkline(folder);
  const file = join(folder, '.sparkline.json');
  const kept = JSON.parse(readFileSync(file, 'utf8')) as { rows: number };
  const other = { ...made, series: 'kept' };
  writeFileSync(file, JSON.stringify({ ...kept, sparkline: other }));
  expect(await new Player().sparkline(folder)).toEqual(other);
  writeFileSync(file, JSON.stringify({ ...kept, rows: 2, sparkline: other }));
  expect(await new Player().sparkline(folder)).toEqual(made);
  writeFileSync(file, '{');
  expect(await new Player().sparkline(folder)).toEqual(made);
});

test('where there is nothing to draw there is none; of an encrypted recording none is made, and nothing is kept of it', async () => {
  const one = await record(temporaryFolder(), loads(START, [1]));
  expect(await new Player().sparkline(one)).toBe(null);
  const secret = await record(
    temporaryFolder(),
    loads(START, [1, 2]),
    'format: csv, encrypt: { passphrase: "${SECRET}" }',
  );
  expect([await new Player().sparkline(secret), existsSync(join(secret, '.sparkline.json'))]).toEqual([null, false]);
}, 30_000);

test('of a large recording not every part is read, but some of all of it', async () => {
  const manifest = await openManifest(await record(temporaryFolder(), loads(START, [1, 2])));
  const [part] = manifest.parts;
  const parts = Array.from({ length: 10 }, (_, i) => ({ ...part!, name: `part-0-${i}.ndjson`, bytes: 20e6 }));
  expect(someParts({ ...manifest, parts }).map(({ name }) => name)).toEqual([
    'part-0-0.ndjson',
    'part-0-3.ndjson',
    'part-0-6.ndjson',
    'part-0-9.ndjson',
  ]);
  expect(someParts({ ...manifest, parts: parts.map((each) => ({ ...each, bytes: 70e6 })) })).toEqual([]);
});
