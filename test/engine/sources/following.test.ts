import { appendFileSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, expect, test } from 'vitest';
import { toRows } from '../../../engine/data/rows.ts';
import type { FileSourceOptions } from '../../../engine/document/plan.ts';
import { FollowingSource } from '../../../engine/sources/following.ts';
import type { SourcePosition } from '../../../engine/sources/source.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { sourceContext } from './source-rows.ts';

function options(path: string, format: 'ndjson' | 'csv'): FileSourceOptions {
  const columns = [{ name: 'n', type: 'bigint', from: 'n' }] as const;
  return { type: 'file', path, format, columns, csv: { delimiter: ',', header: true }, follow: true, eventTime: null };
}

/** Later than anything was written, for what is compressed. */
let now = Infinity;
const opened: FollowingSource[] = [];
afterEach(async () => {
  for (const source of opened.splice(0)) await source.close();
});

/** A source that waits no time, and gives its rows until it has looked `looks` times and found nothing. */
async function follow(path: string, format: 'ndjson' | 'csv' = 'ndjson', from: SourcePosition | null = null) {
  const { context, rejected } = sourceContext(2, { now: () => now, monotonic: () => 0 });
  const warnings: string[] = [];
  let waits = 0;
  const wait = (): Promise<void> => Promise.resolve(void waits++);
  const warn = (message: string): unknown => warnings.push(message);
  const source = new FollowingSource(options(path, format), { ...context, warn }, from, wait);
  opened.push(source);
  await source.open();
  const read = async (looks = 2): Promise<unknown[]> => {
    const until = waits + looks;
    const rows: unknown[] = [];
    while (waits < until) rows.push(...toRows((await source.poll(new AbortController().signal))!).map(({ n }) => n));
    return rows;
  };
  return { source, read, warnings, rejected };
}

const row = (n: number): string => `{"n":${n}}\n`;

test('rows that are appended later are read, once; a last line without its end waits for that', async () => {
  const path = join(temporaryFolder(), 'a.ndjson');
  writeFileSync(path, row(1) + row(2) + row(3) + '{"n":');
  const { read, rejected } = await follow(path);
  const seen = [await read()];
  appendFileSync(path, '4');
  seen.push(await read());
  appendFileSync(path, '}\nx\n' + row(5));
  seen.push(await read(), await read());
  expect([seen, rejected.map(({ file, line, text }) => [basename(file!), line, text])]).toEqual([
    [[1, 2, 3], [], [4, 5], []],
    [['a.ndjson', 5, 'x']],
  ]);
});

test('a file that is renamed is read to its end, also by who has it open still, and its successor from the start', async () => {
  const path = join(temporaryFolder(), 'a.ndjson');
  writeFileSync(path, row(1));
  const { read } = await follow(path);
  const seen = [await read()];
  appendFileSync(path, row(2));
  renameSync(path, `${path}.1`);
  writeFileSync(path, row(10));
  appendFileSync(`${path}.1`, row(3));
  seen.push(await read());
  appendFileSync(`${path}.1`, '{"n":4}');
  appendFileSync(path, row(11));
  seen.push(await read(), await read(30));
  expect(seen).toEqual([[1], [2, 3, 10], [11], [4]]);
});

test('a name that changes within the glob changes nothing, and one that is gone gives nothing twice', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'a.log'), row(1));
  const { read } = await follow(join(folder, '*.log*'));
  const seen = [await read()];
  renameSync(join(folder, 'a.log'), join(folder, 'a.log.1'));
  writeFileSync(join(folder, 'a.log'), row(2));
  seen.push(await read());
  rmSync(join(folder, 'a.log.1'));
  seen.push(await read(30));
  expect(seen).toEqual([[1], [2], []]);
});

test('a file that is cut short is read from its start, and a warning says so', async () => {
  const path = join(temporaryFolder(), 'a.csv');
  writeFileSync(path, 'x,n\n0,1\n0,2\n');
  const { read, warnings } = await follow(path, 'csv');
  const seen = [await read()];
  truncateSync(path);
  appendFileSync(path, 'n\n7\n');
  seen.push(await read());
  appendFileSync(path, '8\n');
  seen.push(await read());
  expect([seen, warnings]).toEqual([
    [[1, 2], [7], [8]],
    [`${path} was cut short to 4 bytes; it is read from its start`],
  ]);
});

test('files that come later are taken in, also the first, and compressed ones are read once, when they are whole', async () => {
  const folder = temporaryFolder();
  const { read, warnings } = await follow(join(folder, '*'));
  const seen = [await read()];
  writeFileSync(join(folder, 'b'), row(1));
  seen.push(await read());
  writeFileSync(join(folder, 'a'), row(2));
  const whole = gzipSync(row(3) + '{"n":4}');
  writeFileSync(join(folder, 'c.gz'), whole.subarray(0, 10));
  now = Date.now() - 10_000;
  seen.push(await read());
  now = Infinity;
  writeFileSync(join(folder, 'c.gz'), whole);
  seen.push(await read(4), await read(4));
  expect([seen, warnings]).toEqual([
    [[], [1], [2], [3, 4], []],
    [`no file matches ${folder}/* yet; rows come once one does`],
  ]);
});

test('from any of its positions it goes on with the row there, in every file', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'a.csv'), 'n\n1\n2\n3\n');
  writeFileSync(join(folder, 'b.csv'), 'n\n4\n5\n6\n');
  writeFileSync(join(folder, 'c.csv.gz'), gzipSync('n\n7\n8\n9\n'));
  const glob = join(folder, '*');
  for (let batches = 0; batches < 12; batches++) {
    const first = await follow(glob, 'csv');
    const rows: unknown[] = [];
    for (let i = 0; i < batches; i++) {
      const batch = await first.source.poll(new AbortController().signal);
      rows.push(...toRows(batch!).map(({ n }) => n));
    }
    const from = JSON.parse(JSON.stringify(first.source.position())) as SourcePosition;
    const second = await follow(glob, 'csv', from);
    rows.push(...(await second.read(4)));
    expect([batches, rows]).toEqual([batches, [1, 2, 3, 4, 5, 6, 7, 8, 9]]);
  }
});

test('it ends when it is stopped, not before', async () => {
  const path = join(temporaryFolder(), 'a.ndjson');
  writeFileSync(path, row(1));
  const { source } = await follow(path);
  const stop = new AbortController();
  stop.abort();
  expect((await source.poll(stop.signal))?.length).toBe(0);
});
