import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { expect, test, vi } from 'vitest';
import { recordings } from '../../../engine/cli/recordings.ts';
import type { FileSinkOptions } from '../../../engine/document/plan.ts';
import { hasTerminal } from '../../support/command.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { clock, fileSink, manifestOf, numbered } from '../sinks/file-sink-parts.ts';

// Each passphrase costs half a second of work, which is what it is for, and more where others work.
vi.setConfig({ testTimeout: 60_000 });

const PASSPHRASE = 'correct horse';
const hasAge = spawnSync('age', ['--version']).status === 0;

interface Call {
  readonly environment?: Readonly<Record<string, string>>;
  /** What a person types. */
  readonly typed?: string;
}

async function call(folder: string, { environment = {}, typed }: Call, ...args: string[]) {
  const said = { out: '', err: '' };
  const stream = (name: 'out' | 'err') =>
    new Writable({
      write(chunk: Buffer, _encoding, done) {
        said[name] += chunk.toString();
        done();
      },
    });
  const questions: string[] = [];
  const ask = (question: string): Promise<string> => {
    questions.push(question);
    return Promise.resolve(typed!);
  };
  const io = {
    ...{ stdout: stream('out'), stderr: stream('err'), environment, workingFolder: folder },
    signal: new AbortController().signal,
    ...(typed !== undefined && { ask }),
  };
  return { code: await recordings(args, io), ...said, questions };
}

const KNOWN: Call = { environment: { MILLRACE_PASSPHRASE: PASSPHRASE } };

/** A recording of 30 rows in one part, in a folder `r`. */
async function record(options: Partial<FileSinkOptions> = {}): Promise<string> {
  const folder = join(temporaryFolder(), 'r');
  clock.time = Date.parse('2026-11-22T20:04:08.000Z');
  const sink = fileSink(folder, { options: { encrypt: { passphrase: PASSPHRASE }, ...options } });
  await sink.open();
  for (let i = 0; i < 3; i++) {
    sink.receive(numbered(i * 10, (i + 1) * 10));
    await sink.prepareCommit(i);
    await sink.commit(i);
  }
  await sink.finish();
  return folder;
}

const ROWS = `n,text\n${Array.from({ length: 30 }, (_, i) => `${i},row ${i}\n`).join('')}`;

test('without the passphrase a recording is listed and its bytes are verified; its rows take the passphrase', async () => {
  const folder = await record();
  const library = join(folder, '..');
  expect((await call('/', {}, 'list', '--folder', library)).out).toMatch(/ 30 +\d+ +ndjson\.age +complete/);
  const { bytes } = manifestOf(folder);
  expect(await call('/', {}, 'verify', folder)).toMatchObject({
    code: 0,
    out: `r: in order, 1 part, 30 rows, ${bytes} bytes; encrypted, so its bytes were checked and not its rows: that takes the passphrase\n`,
  });
  expect(await call('/', KNOWN, 'verify', folder)).toMatchObject({
    code: 0,
    out: `r: in order, 1 part, 30 rows, ${bytes} bytes\n`,
  });
  expect(await call('/', {}, 'export', folder, '--to', 'csv')).toMatchObject({
    code: 1,
    err: `millrace recordings export: ${folder}: it is encrypted: set the environment variable MILLRACE_PASSPHRASE to its passphrase\n`,
  });
});

test.each([{}, { format: 'parquet' }, { format: 'csv', compress: 'gzip' }] as const)(
  'with the passphrase its rows are exported, %j',
  async (options) => {
    const folder = await record(options);
    const out = temporaryFolder();
    await call(out, KNOWN, 'export', folder, '--to', 'csv');
    expect(readFileSync(join(out, 'r.csv'), 'utf8')).toBe(ROWS);
  },
);

test('a passphrase is asked for where there is somebody to ask, once', async () => {
  const folder = await record();
  const out = temporaryFolder();
  const typed = await call(out, { typed: PASSPHRASE }, 'export', folder, '--to', 'csv');
  expect([typed.code, typed.questions, readFileSync(join(out, 'r.csv'), 'utf8')]).toEqual([
    0,
    ['Passphrase of r: '],
    ROWS,
  ]);
  expect((await call('/', { typed: '' }, 'verify', folder)).out).toContain('that takes the passphrase');
});

test('a wrong passphrase is refused by every command, and nothing is touched', async () => {
  const folder = await record();
  const out = temporaryFolder();
  const state = () =>
    readdirSync(folder).map((name) => [name, readFileSync(join(folder, name)), statSync(join(folder, name)).mtimeMs]);
  const before = state();
  for (const args of [
    ['verify', folder],
    ['export', folder, '--to', 'csv'],
    ['repair', folder],
  ]) {
    expect(await call(out, { environment: { MILLRACE_PASSPHRASE: 'wrong' } }, ...args)).toMatchObject({
      code: 1,
      err: `millrace recordings ${args[0]}: the passphrase does not open the recording in ${folder}; give the one that it was made with\n`,
    });
  }
  expect([state(), readdirSync(out)]).toEqual([before, []]);
});

test('it goes into one file and comes out of it elsewhere, encrypted, without the passphrase', async () => {
  const folder = await record();
  const elsewhere = temporaryFolder();
  await call(elsewhere, {}, 'export', folder, '--to', 'millrace');
  expect(await call(elsewhere, {}, 'import', 'r.millrace', '--folder', elsewhere)).toMatchObject({ code: 0 });
  expect(manifestOf(join(elsewhere, 'Test'))).toEqual(manifestOf(folder));
  await call(elsewhere, KNOWN, 'export', join(elsewhere, 'Test'), '--to', 'csv', '--out', 'r.csv');
  expect(readFileSync(join(elsewhere, 'r.csv'), 'utf8')).toBe(ROWS);
});

test('repair makes a new manifest for the passphrase, and keeps what comes before damage', async () => {
  const sound = await record({ rolling: { sizeBytes: 1e9, intervalMs: 1e9 } });
  const folder = join(temporaryFolder(), 'r');
  cpSync(sound, folder, { recursive: true });
  unlinkSync(join(folder, 'manifest.json'));
  expect(await call('/', {}, 'repair', folder)).toMatchObject({
    code: 1,
    err: expect.stringContaining('set the environment variable MILLRACE_PASSPHRASE') as string,
  });
  expect((await call('/', KNOWN, 'repair', folder)).out).toContain('a new manifest was made');
  expect(await call('/', KNOWN, 'verify', folder)).toMatchObject({ code: 0 });
  expect(manifestOf(folder)).toMatchObject({ encrypt: 'age', rows: 30 });
  const path = join(folder, 'part-0-0.ndjson.age');
  const bytes = readFileSync(path);
  bytes[bytes.length - 1]! ^= 1;
  writeFileSync(path, bytes);
  expect(await call('/', KNOWN, 'verify', folder)).toMatchObject({ code: 1 });
  expect((await call('/', KNOWN, 'repair', folder)).out).toBe(
    'r: part-0-0.ndjson.age: 0 rows were saved, 30 are lost\n',
  );
  expect(await call('/', KNOWN, 'verify', folder)).toMatchObject({ code: 0 });
});

test.runIf(hasAge && hasTerminal)(
  'the age program opens a finished part, and not with another passphrase',
  async () => {
    const folder = await record();
    const part = join(folder, 'part-0-0.ndjson.age');
    const opened = (passphrase: string): string => {
      const line = `age -d -o '${folder}/plain' '${part}'`;
      execFileSync('script', ['-qec', line, '/dev/null'], { input: `${passphrase}\n` });
      return readFileSync(join(folder, 'plain'), 'utf8');
    };
    expect(() => opened('wrong')).toThrow();
    expect(opened(PASSPHRASE)).toBe(Array.from({ length: 30 }, (_, i) => `{"n":${i},"text":"row ${i}"}\n`).join(''));
  },
);
