import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync, truncateSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { parquetReadObjects } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { expect, test } from 'vitest';
import { recordings } from '../../../engine/cli/recordings.ts';
import { fromRows } from '../../../engine/data/rows.ts';
import type { Schema } from '../../../engine/data/types.ts';
import type { FileSinkOptions } from '../../../engine/document/plan.ts';
import { appLibrary } from '../../../engine/recordings/app-library.ts';
import { manifestText } from '../../../engine/recordings/manifest.ts';
import { createFileSink } from '../../../engine/sinks/file.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { clock, manifestOf } from '../sinks/file-sink-parts.ts';

const SCHEMA: Schema = [
  { name: 'ts', type: 'timestamp' },
  { name: 'metric', type: 'string' },
  { name: 'value', type: 'double' },
];
const START = Date.parse('2026-11-22T20:04:08.000Z');
const NOBODY = { pid: 2 ** 22 + 1, startedAt: '2026-01-01T00:00:00.000Z', mark: null };

interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

async function call(workingFolder: string, ...args: string[]): Promise<Outcome> {
  const said = { out: '', err: '' };
  const stream = (name: 'out' | 'err') =>
    new Writable({
      write(chunk: Buffer, _encoding, done) {
        said[name] += chunk.toString();
        done();
      },
    });
  const io = {
    stdout: stream('out'),
    stderr: stream('err'),
    environment: {},
    workingFolder,
    signal: new AbortController().signal,
  };
  return { code: await recordings(args, io), ...said };
}

const value = (i: number): number => i / 7;

/** A recording of `rows` rows, one a second, in parts of at most `partBytes`. */
async function record(library: string, id: string, { rows = 100, partBytes = 2000, options = {} } = {}) {
  clock.time = START;
  const all: FileSinkOptions = {
    type: 'file',
    path: join(library, id),
    format: 'ndjson',
    rolling: { sizeBytes: partBytes, intervalMs: 1e9 },
    compress: 'none',
    ...options,
  };
  const sink = createFileSink(all, SCHEMA, {
    id: 'recording',
    subtask: 0,
    clock,
    warn: () => undefined,
    recordingName: `The ${id}`,
    documentText: 'version: 1\n',
    eventTime: { outOfOrdernessMs: 0, idleTimeoutMs: null },
  });
  await sink.open();
  const step = Math.max(10, rows / 20);
  for (let from = 0; from < rows; from += step) {
    const batch = fromRows(
      SCHEMA,
      Array.from({ length: Math.min(step, rows - from) }, (_, i) => ({
        ts: START + (from + i) * 1000,
        metric: 'a,b',
        value: value(from + i),
      })),
    );
    sink.receive({ ...batch, eventTimes: batch.columns[0]!.values as Float64Array });
    await sink.prepareCommit(from);
    await sink.commit(from);
  }
  await sink.finish();
  return join(library, id);
}

const FORMATS: readonly Partial<FileSinkOptions>[] = [
  {},
  { format: 'csv' },
  { compress: 'gzip' },
  { format: 'csv', compress: 'gzip' },
  { format: 'parquet' },
];
/** Those that can be read up to where they were cut. */
const LINES = FORMATS.filter(({ format }) => format !== 'parquet');

test('the library is listed as a table and as JSON', async () => {
  const library = temporaryFolder();
  const folder = await record(library, 'one');
  const { parts } = manifestOf(folder);
  const bytes = parts.reduce((sum, part) => sum + part.bytes, 0);
  expect(await call('/', 'list', '--folder', library)).toEqual({
    code: 0,
    out: [
      'NAME  STARTED                   LENGTH  ROWS  BYTES  FORMAT  STATE',
      `one   2026-11-22T20:04:08.000Z    99 s   100   ${bytes}  ndjson  complete`,
      '',
    ].join('\n'),
    err: '',
  });
  const json = JSON.parse((await call('/', 'list', '--folder', library, '--json')).out) as unknown[];
  expect(json).toMatchObject([
    { id: 'one', name: 'The one', state: 'complete', rows: 100, completeTo: '2026-11-22T20:05:47.000Z' },
  ]);
});

test.each(FORMATS)('a recording that is in order is verified, %j', async (options) => {
  const library = temporaryFolder();
  await record(library, 'one', { options });
  expect(await call('/', 'verify', '--folder', library)).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^one: in order, \d+ parts?, 100 rows, \d+ bytes\n$/) as string,
  });
});

test.each(FORMATS)('damage to any byte is found, with the part and where in it, %j', async (options) => {
  const library = temporaryFolder();
  const folder = await record(library, 'one', { rows: 40, options });
  const names = readdirSync(folder);
  let looks = 0;
  for (const name of names) {
    const whole = readFileSync(join(folder, name));
    for (let at = looks % 7; at < whole.length; at += 29) {
      const changed = Buffer.from(whole);
      changed[at]! ^= 1 << (at % 8);
      writeFileSync(join(folder, name), changed);
      const { code, out } = await call('/', 'verify', folder, '--json');
      const [{ findings }] = JSON.parse(out) as [{ findings: { file: string; offset: number | null }[] }];
      expect([code, findings[0]!.file], `byte ${at} of ${name}`).toEqual([1, name]);
      // As near as rows tell: the row that the byte is in, or the beginning of its block.
      if (name !== 'manifest.json')
        expect([0 <= findings[0]!.offset!, findings[0]!.offset! <= at]).toEqual([true, true]);
      looks++;
    }
    writeFileSync(join(folder, name), whole);
  }
  expect(looks).toBeGreaterThan(60);
  expect((await call('/', 'verify', folder)).code).toBe(0);
});

test('damage in a long part is told to the block and the line', async () => {
  const library = temporaryFolder();
  const folder = await record(library, 'one', { rows: 5000, partBytes: 1e9 });
  const path = join(folder, 'part-0-0.ndjson');
  const bytes = readFileSync(path);
  const at = bytes.indexOf(10, 200_000) - 1;
  const line = bytes.subarray(0, at).toString().split('\n').length;
  const start = bytes.lastIndexOf(10, at - 1) + 1;
  bytes[at] = 1;
  writeFileSync(path, bytes);
  const { code, out } = await call('/', 'verify', folder);
  expect([code, out.split('\n').slice(0, 2)]).toEqual([
    1,
    [
      `one: part-0-0.ndjson at byte ${start}: bytes 196608 to 262143 are not as they were written; the first row that cannot be read is line ${line}, from byte ${start}`,
      expect.stringMatching(new RegExp(`^one: part-0-0.ndjson:${line}: line ${line}: `)) as string,
    ],
  ]);
});

test('damage that no row shows is told as what it is: the checksum of a block alone tells', async () => {
  const folder = await record(temporaryFolder(), 'one', { rows: 5000, partBytes: 1e9 });
  const path = join(folder, 'part-0-0.ndjson');
  const bytes = readFileSync(path);
  // A digit of a value that becomes another one.
  const at = bytes
    .subarray(0, bytes.indexOf('}', 200_000))
    .toString()
    .search(/\d\D*$/);
  bytes[at] = bytes[at] === 49 ? 50 : 49;
  writeFileSync(path, bytes);
  const { code, out } = await call('/', 'verify', folder);
  expect([code, out]).toEqual([
    1,
    'one: part-0-0.ndjson at byte 196608: bytes 196608 to 262143 are not as they were written, but every row can be read: only the checksum tells\n',
  ]);
});

test('damage of a row that begins in the block before is told in the block that is damaged', async () => {
  const folder = await record(temporaryFolder(), 'one', { rows: 5000, partBytes: 1e9 });
  const path = join(folder, 'part-0-0.ndjson');
  const bytes = readFileSync(path);
  const start = bytes.lastIndexOf(10, 65_536) + 1;
  expect(start).toBeLessThan(65_536);
  bytes[65_536] = 1;
  writeFileSync(path, bytes);
  const { out } = await call('/', 'verify', folder);
  expect(out).toMatch(
    new RegExp(`^one: part-0-0\\.ndjson at byte 65536: bytes 65536 to 131071 .* from byte ${start}\n`),
  );
});

test('missing, shortened, lengthened and strange parts, wrong counts and a damaged manifest are told', async () => {
  const library = temporaryFolder();
  const sound = await record(library, 'one', { rows: 60 });
  const told = async (harm: (folder: string) => void): Promise<string[]> => {
    const folder = join(temporaryFolder(), 'r');
    cpSync(sound, folder, { recursive: true });
    harm(folder);
    const { code, out } = await call('/', 'verify', folder);
    expect(code).toBe(1);
    return out.trimEnd().split('\n');
  };
  const first = manifestOf(sound).parts[0]!;
  const change = (folder: string, changes: object): void =>
    writeFileSync(join(folder, 'manifest.json'), manifestText({ ...manifestOf(folder), ...changes }));
  expect(await told((folder) => unlinkSync(join(folder, first.name)))).toEqual([
    expect.stringContaining('no such file'),
  ]);
  expect(await told((folder) => truncateSync(join(folder, first.name), 77))).toContain(
    `r: part-0-0.ndjson at byte 77: it has 77 bytes instead of ${first.bytes}`,
  );
  expect(await told((folder) => writeFileSync(join(folder, first.name), 'x', { flag: 'a' }))).toContain(
    `r: part-0-0.ndjson at byte ${first.bytes}: it has ${first.bytes + 1} bytes instead of ${first.bytes}`,
  );
  expect(await told((folder) => writeFileSync(join(folder, 'part-0-99.ndjson'), ''))).toEqual([
    'r: part-0-99.ndjson: the manifest does not name it',
  ]);
  expect(await told((folder) => change(folder, { rows: 59 }))).toEqual([
    expect.stringContaining('manifest.json: it counts 59 rows') as string,
  ]);
  expect(await told((folder) => change(folder, { bytes: 59 }))).toEqual([
    expect.stringContaining(' rows and 59 bytes, its parts ') as string,
  ]);
  const rest = manifestOf(sound).parts.slice(1);
  const lastTime = '2030-01-01T00:00:00.000Z';
  expect(await told((folder) => change(folder, { parts: [{ ...first, lastTime }, ...rest] }))).toEqual([
    `r: part-0-0.ndjson: its rows are of ${first.firstTime} to ${first.lastTime} instead of ${first.firstTime} to ${lastTime}`,
  ]);
  expect(
    await told((folder) =>
      change(folder, { parts: [{ ...first, rows: first.rows + 1 }, ...manifestOf(folder).parts.slice(1)] }),
    ),
  ).toContain(`r: part-0-0.ndjson: it has ${first.rows} rows instead of ${first.rows + 1}`);
  expect(await told((folder) => truncateSync(join(folder, 'manifest.json'), 100))).toEqual([
    expect.stringContaining('manifest.json: manifest.json cannot be read') as string,
  ]);
});

test.each(FORMATS)('a recording is exported as CSV, NDJSON and Parquet, %j', async (options) => {
  const library = temporaryFolder();
  await record(library, 'one', { options, rows: 3 });
  const out = temporaryFolder();
  for (const to of ['csv', 'ndjson', 'parquet']) {
    expect(await call(out, 'export', 'The one', '--to', to, '--folder', library)).toMatchObject({ code: 0 });
  }
  await call(out, 'export', 'one', '--to', 'csv', '--epoch', '--out', 'epoch.csv', '--folder', library);
  expect(readFileSync(join(out, 'one.csv'), 'utf8')).toBe(
    `ts,metric,value\n2026-11-22T20:04:08.000Z,"a,b",0\n2026-11-22T20:04:09.000Z,"a,b",${value(1)}\n2026-11-22T20:04:10.000Z,"a,b",${value(2)}\n`,
  );
  expect(readFileSync(join(out, 'epoch.csv'), 'utf8').split('\n')[2]).toBe(`${START + 1000},"a,b",${value(1)}`);
  expect(readFileSync(join(out, 'one.ndjson'), 'utf8').split('\n')[1]).toBe(
    `{"ts":"2026-11-22T20:04:09.000Z","metric":"a,b","value":${value(1)}}`,
  );
  const file = readFileSync(join(out, 'one.parquet'));
  const rows = await parquetReadObjects({ file: new Uint8Array(file).buffer, compressors });
  expect(rows).toEqual([0, 1, 2].map((i) => ({ ts: new Date(START + i * 1000), metric: 'a,b', value: value(i) })));
});

test('a span of time is exported, its beginning in and its end out; a file that is there is not written over', async () => {
  const library = temporaryFolder();
  await record(library, 'one');
  const out = temporaryFolder();
  const span = ['--from', '2026-11-22T20:04:30Z', '--until', '2026-11-22T20:04:33Z'];
  await call(out, 'export', 'one', '--to', 'csv', '--epoch', '--folder', library, ...span);
  const lines = readFileSync(join(out, 'one.csv'), 'utf8').trimEnd().split('\n').slice(1);
  expect(lines.map((line) => (Number(line.split(',')[0]) - START) / 1000)).toEqual([22, 23, 24]);
  expect(await call(out, 'export', 'one', '--to', 'csv', '--folder', library)).toMatchObject({
    code: 1,
    err: expect.stringContaining('exists already; name another file with --out') as string,
  });
});

test.each(FORMATS)('a recording goes into one file and comes out of it elsewhere as it was, %j', async (options) => {
  const library = temporaryFolder();
  const folder = await record(library, 'one', { options });
  const elsewhere = temporaryFolder();
  await call(elsewhere, 'export', 'one', '--to', 'millrace', '--folder', library);
  expect(await call(elsewhere, 'import', 'one.millrace', '--folder', elsewhere)).toMatchObject({ code: 0 });
  await call(elsewhere, 'import', 'one.millrace', '--folder', elsewhere);
  const names = readdirSync(folder).filter((name) => !name.startsWith('.'));
  for (const copy of ['The one', 'The one (2)']) {
    expect(readdirSync(join(elsewhere, copy))).toEqual(names);
    expect(manifestOf(join(elsewhere, copy))).toEqual(manifestOf(folder));
    for (const name of names.filter((each) => each !== 'manifest.json'))
      expect(readFileSync(join(elsewhere, copy, name))).toEqual(readFileSync(join(folder, name)));
  }
});

test('a .millrace file of which any byte was changed, or that was cut, is refused, and leaves no recording', async () => {
  const library = temporaryFolder();
  await record(library, 'one', { rows: 10 });
  const out = temporaryFolder();
  await call(out, 'export', 'one', '--to', 'millrace', '--folder', library);
  const whole = readFileSync(join(out, 'one.millrace'));
  const target = join(out, 'library');
  const importable = async (bytes: Buffer): Promise<string> => {
    writeFileSync(join(out, 'changed.millrace'), bytes);
    const { code } = await call(out, 'import', 'changed.millrace', '--folder', target);
    const shown = existsSync(target) ? readdirSync(target).filter((name) => !name.startsWith('.')) : [];
    return `${code} ${shown.length}`;
  };
  const outcomes = new Set<string>();
  for (let cut = 0; cut < whole.length - 1024; cut += 511) outcomes.add(await importable(whole.subarray(0, cut)));
  for (let at = 0; at < whole.length; at += 5) {
    const changed = Buffer.from(whole);
    changed[at]! ^= 1 << (at % 8);
    const outcome = await importable(changed);
    expect([at, outcome]).toEqual([at, '1 0']);
  }
  expect([...outcomes]).toEqual(['1 0']);
}, 120_000);

test('a .millrace file that another program has packed again is taken in', async () => {
  const library = temporaryFolder();
  const folder = await record(library, 'one', { rows: 10 });
  const names = manifestOf(folder).parts.map(({ name }) => name);
  execFileSync('tar', ['-cf', join(library, 'again.millrace'), '-C', folder, 'manifest.json', ...names]);
  expect((await call(library, 'import', 'again.millrace', '--folder', join(library, 'new'))).code).toBe(0);
  expect(manifestOf(join(library, 'new', 'The one'))).toEqual(manifestOf(folder));
});

test('what is not understood is told with the usage', async () => {
  const folder = temporaryFolder();
  for (const [args, complaint] of [
    [[], 'a command is missing'],
    [['lst'], 'unknown command "lst"'],
    [['export', '--to', 'csv'], 'export takes the name of one recording'],
    [['export', 'x', 'y', '--to', 'csv'], 'export takes the name of one recording'],
    [['export', 'x'], 'export needs --to'],
    [['export', 'x', '--to', 'xml'], 'export needs --to'],
    [['export', 'x', '--to', 'csv', '--from', 'noon'], '--from: "noon" is no time'],
    [['export', 'x', '--to', 'millrace', '--epoch'], 'holds a whole recording'],
    [['import'], 'import needs'],
    [['repair'], 'repair needs'],
    [['list', '--nothing'], 'unknown option "--nothing"'],
  ] as const) {
    expect(await call(folder, ...args, '--folder', folder)).toMatchObject({
      code: 2,
      err: expect.stringContaining(complaint) as string,
    });
  }
  expect(await call(folder, 'verify', 'none', '--folder', folder)).toMatchObject({
    code: 1,
    err: expect.stringContaining('there is no recording "none"') as string,
  });
});

test('the library is that of the app', () => {
  expect(appLibrary({ HOME: '/home/a' }, 'linux')).toBe('/home/a/.config/Millrace/recordings');
  expect(appLibrary({ XDG_CONFIG_HOME: '/c' }, 'linux')).toBe('/c/Millrace/recordings');
});

async function rowsOf(folder: string): Promise<number[]> {
  const out = temporaryFolder();
  const { code, err } = await call(out, 'export', folder, '--to', 'csv', '--epoch', '--out', 'rows.csv');
  if (code !== 0) throw new Error(err);
  const lines = readFileSync(join(out, 'rows.csv'), 'utf8').trimEnd().split('\n').slice(1);
  return lines.map((line) => (Number(line.split(',')[0]) - START) / 1000);
}

const upTo = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

test.each(FORMATS)('repair finishes what a dead writer left and keeps the rest of it aside, %j', async (options) => {
  const library = temporaryFolder();
  const folder = await record(library, 'one', { rows: 30, partBytes: 1e9, options });
  const manifest = manifestOf(folder);
  const [part] = manifest.parts;
  const name = part!.name;
  const bytes = readFileSync(join(folder, name));
  unlinkSync(join(folder, name));
  writeFileSync(join(folder, `.${name}.inprogress`), Buffer.concat([bytes, Buffer.from('{"ts":"2026-')]));
  const unfinished = [{ ...part!, written: part!.bytes, end: '' }];
  const dead = {
    ...manifest,
    state: 'recording' as const,
    endedAt: null,
    parts: [],
    rows: 0,
    bytes: 0,
    unfinished,
    writer: NOBODY,
  };
  writeFileSync(join(folder, 'manifest.json'), manifestText(dead));
  expect(await rowsOf(folder)).toEqual(upTo(30));
  const { code, out } = await call('/', 'repair', folder);
  expect([code, out]).toEqual([0, `one: ${name} was finished, 30 rows\n`]);
  expect(await call('/', 'verify', folder)).toMatchObject({ code: 0 });
  expect(await rowsOf(folder)).toEqual(upTo(30));
  const aside = readdirSync(folder).find((each) => each.startsWith('damaged '))!;
  expect(readFileSync(join(folder, aside, `.${name}.inprogress`)).length).toBe(bytes.length + 12);
  expect(await call('/', 'repair', folder)).toMatchObject({ out: 'one: nothing to repair\n' });
});

test.each(LINES)('repair keeps every row before a cut, and no half of one, %j', async (options) => {
  const library = temporaryFolder();
  const sound = await record(library, 'one', { rows: 60, partBytes: 1e9, options });
  const [part] = manifestOf(sound).parts;
  for (const share of [0, 0.3, 0.7, 0.99]) {
    const folder = join(temporaryFolder(), 'r');
    cpSync(sound, folder, { recursive: true });
    truncateSync(join(folder, part!.name), Math.floor(part!.bytes * share));
    await call('/', 'repair', folder);
    expect(await call('/', 'verify', folder)).toMatchObject({ code: 0 });
    const rows = await rowsOf(folder);
    expect(rows).toEqual(upTo(rows.length));
    if (options.compress !== 'gzip') expect(rows.length).toBeGreaterThanOrEqual(Math.floor(60 * share) - 2);
  }
});

test('repair goes on with the other parts where nothing of a Parquet part that was cut can be read', async () => {
  const library = temporaryFolder();
  const folder = await record(library, 'one', { options: { format: 'parquet' } });
  const [first, ...rest] = manifestOf(folder).parts;
  for (const bytes of [first!.bytes - 1, first!.bytes - 40, 3, 0]) {
    const copy = join(temporaryFolder(), 'r');
    cpSync(folder, copy, { recursive: true });
    truncateSync(join(copy, first!.name), bytes);
    expect((await call('/', 'repair', copy)).out).toBe(
      `r: ${first!.name}: 0 rows were saved, ${first!.rows} are lost\n`,
    );
    expect(await call('/', 'verify', copy)).toMatchObject({ code: 0 });
    expect(await rowsOf(copy)).toEqual(upTo(100).slice(first!.rows));
  }
  expect(rest.length).toBeGreaterThan(0);
});

test('repair cuts out the rows of damaged blocks and returns no other value than was written', async () => {
  const library = temporaryFolder();
  const folder = await record(library, 'one', { rows: 5000, partBytes: 1e9 });
  const path = join(folder, 'part-0-0.ndjson');
  const bytes = readFileSync(path);
  // A digit of a value: the line is as readable as before.
  const at = bytes.indexOf('"value":', 200_000) + 8;
  bytes[at] = bytes[at] === 57 ? 56 : 57;
  writeFileSync(path, bytes);
  const { out } = await call('/', 'repair', folder);
  expect(out).toMatch(/^one: part-0-0\.ndjson: \d+ rows were saved, \d+ are lost\n$/);
  expect(await call('/', 'verify', folder)).toMatchObject({ code: 0 });
  const rows = await rowsOf(folder);
  expect([rows.length < 5000, 3500 < rows.length]).toEqual([true, true]);
  expect(rows).toEqual([...rows].sort((a, b) => a - b));
  const damagedLine = bytes.subarray(0, at).toString().split('\n').length - 1;
  expect(rows).not.toContain(damagedLine);
});

test.each(FORMATS)('repair makes a new manifest where there is none, %j', async (options) => {
  const library = temporaryFolder();
  const folder = await record(library, 'one', { options });
  const before = manifestOf(folder);
  unlinkSync(join(folder, 'manifest.json'));
  const { out } = await call('/', 'repair', folder);
  expect(out).toContain('a new manifest was made');
  expect(await call('/', 'verify', folder)).toMatchObject({ code: 0 });
  expect(manifestOf(folder)).toMatchObject({
    schema: SCHEMA,
    rows: 100,
    parts: before.parts.map(({ name, rows }) => ({ name, rows })),
  });
  expect(await rowsOf(folder)).toEqual(upTo(100));
});

test('a recording that is being written is not repaired', async () => {
  const library = temporaryFolder();
  const folder = await record(library, 'one');
  const writer = { ...NOBODY, pid: process.ppid };
  writeFileSync(join(folder, 'manifest.json'), manifestText({ ...manifestOf(folder), state: 'recording', writer }));
  expect(await call('/', 'repair', folder)).toMatchObject({
    code: 1,
    err: expect.stringContaining('is being written') as string,
  });
});

test('repair keeps the row groups of a Parquet part that are not damaged, and none where what tells of them is', async () => {
  const library = temporaryFolder();
  const sound = await record(library, 'one', { rows: 200_000, partBytes: 1e9, options: { format: 'parquet' } });
  const repaired = async (at: (bytes: Buffer) => number): Promise<number[]> => {
    const folder = join(temporaryFolder(), 'r');
    cpSync(sound, folder, { recursive: true });
    const path = join(folder, 'part-0-0.parquet');
    const bytes = readFileSync(path);
    bytes[at(bytes)]! ^= 1;
    writeFileSync(path, bytes);
    expect((await call('/', 'repair', folder)).out).toMatch(/rows were saved, \d+ are lost\n$/);
    expect(await call('/', 'verify', folder)).toMatchObject({ code: 0 });
    return rowsOf(folder);
  };
  const rows = await repaired(() => 1000);
  expect([100_000 < rows.length, rows.at(-1), rows.length < 200_000]).toEqual([true, 199_999, true]);
  expect(await repaired((bytes) => bytes.length - 20)).toEqual([]);
}, 60_000);
