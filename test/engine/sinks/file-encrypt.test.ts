import { cpSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { fromRows, toRows } from '../../../engine/data/rows.ts';
import type { Schema } from '../../../engine/data/types.ts';
import type { FileSinkOptions } from '../../../engine/document/plan.ts';
import { keyFrom } from '../../../engine/recordings/passphrases.ts';
import { openManifest, recordedRows } from '../../../engine/recordings/read-rows.ts';
import { createFileSink } from '../../../engine/sinks/file.ts';
import type { FileSink } from '../../../engine/sinks/file.ts';
import type { SinkState } from '../../../engine/sinks/sink.ts';
import { upTo } from '../../faults/numbered-rows.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { clock, fileSink, manifestOf, namesIn, numbered } from './file-sink-parts.ts';

// Each passphrase costs half a second of work, which is what it is for, and more where others work.
vi.setConfig({ testTimeout: 60_000 });

const PASSPHRASE = 'correct horse';
const LOCKED: Partial<FileSinkOptions> = {
  encrypt: { passphrase: PASSPHRASE },
  rolling: { sizeBytes: 1e9, intervalMs: 1000 },
};

const FORMATS: readonly Partial<FileSinkOptions>[] = [
  {},
  { format: 'csv' },
  { format: 'csv', compress: 'gzip' },
  { format: 'parquet' },
];

async function opened(folder: string, options: Partial<FileSinkOptions> = {}, states?: readonly SinkState[]) {
  const sink = fileSink(folder, { options: { ...LOCKED, ...options } });
  await sink.open(states);
  return sink;
}

async function commit(sink: FileSink, checkpoint: number, from: number, to: number): Promise<SinkState> {
  if (from < to) sink.receive(numbered(from, to));
  const state = await sink.prepareCommit(checkpoint);
  await sink.commit(checkpoint);
  return state!;
}

/** All rows that are committed, for whoever knows the passphrase. */
async function committed(folder: string, passphrase = PASSPHRASE): Promise<number[]> {
  const manifest = await openManifest(folder);
  const key = await keyFrom(folder, manifest, [passphrase]);
  const rows: number[] = [];
  for await (const batch of recordedRows(folder, manifest, { span: null, key })) {
    rows.push(...toRows(batch).map(({ n }) => Number(n)));
  }
  return rows;
}

/** Every file below `folder`, hidden ones too. */
function filesIn(folder: string): string[] {
  const all = readdirSync(folder, { recursive: true }).map((name) => join(folder, String(name)));
  return all.filter((file) => statSync(file).isFile());
}

const GAPS: Schema = [
  { name: 'metric', type: 'string' },
  { name: 'entity', type: 'string' },
  { name: 'value', type: 'double' },
];

test.each(FORMATS)('no byte of a row is ever on the disk in plaintext, %j', async (options) => {
  const folder = temporaryFolder();
  const all: FileSinkOptions = {
    type: 'file',
    path: folder,
    format: 'ndjson',
    compress: 'none',
    ...LOCKED,
    ...options,
  } as FileSinkOptions;
  const sink = createFileSink(all, GAPS, {
    ...{ id: 'secret', subtask: 0, clock, warn: () => undefined, recordingName: 'Secret' },
    documentText: 'passphrase: "${NAME}"',
  });
  await sink.open();
  let looks = 0;
  const look = (): void => {
    for (const file of filesIn(folder)) {
      const content = readFileSync(file);
      for (const secret of ['canary', PASSPHRASE, 'AGE-SECRET-KEY']) {
        for (const encoding of ['utf8', 'utf16le', 'base64'] as const) {
          const wanted =
            encoding === 'base64'
              ? Buffer.from(Buffer.from(secret).toString('base64').slice(0, 8))
              : Buffer.from(secret, encoding);
          expect(content.includes(wanted), `${secret} as ${encoding} in ${file}`).toBe(false);
        }
      }
      looks++;
    }
  };
  for (let i = 0; i < 4; i++) {
    const rows = Array.from({ length: 200 }, (_, n) => ({
      metric: n === 0 ? 'gap' : 'x',
      entity: `canary ${n}`,
      value: 3,
    }));
    sink.receive({ ...fromRows(GAPS, rows), eventTimes: Float64Array.from(rows, (_, n) => n) });
    const state = await sink.prepareCommit(i);
    expect(JSON.stringify(state)).not.toContain('canary');
    look();
    await sink.commit(i);
    look();
    clock.time += 600;
  }
  await sink.abandon('source "x": in.csv:3: column "n": "canary" is no number');
  look();
  expect([looks > 20, manifestOf(folder).gapCount, manifestOf(folder).rows]).toEqual([true, 4, 800]);
});

test.each(FORMATS)(
  'pieces that end at checkpoints become one part, which is for the passphrase, %j',
  async (options) => {
    const folder = temporaryFolder();
    const sink = await opened(folder, options);
    for (let i = 0; i < 3; i++) await commit(sink, i, i * 10, (i + 1) * 10);
    const during = [namesIn(folder).length, await committed(folder)];
    await sink.finish();
    const [name] = namesIn(folder);
    expect([during, namesIn(folder), await committed(folder)]).toEqual([
      [4, upTo(30)],
      [expect.stringMatching(/^part-0-0\.\w+(\.gz)?\.age$/) as string],
      upTo(30),
    ]);
    expect(readFileSync(join(folder, name!), 'latin1').split('\n').slice(0, 2)).toEqual([
      'age-encryption.org/v1',
      expect.stringMatching(/^-> scrypt [\w+/]{22} 17$/) as string,
    ]);
  },
);

test('each part has a salt of its own', async () => {
  const folder = temporaryFolder();
  const sink = await opened(folder);
  for (let i = 0; i < 3; i++) {
    await commit(sink, i, i * 10, (i + 1) * 10);
    clock.time += 1000;
  }
  await sink.finish();
  const stanzas = namesIn(folder).map((name) => readFileSync(join(folder, name), 'latin1').split('\n')[1]);
  expect([stanzas.length, new Set(stanzas).size]).toEqual([3, 3]);
});

test('a wrong passphrase is refused, and nothing is touched', async () => {
  const folder = join(temporaryFolder(), 'r');
  const sink = await opened(folder);
  await commit(sink, 1, 0, 10);
  await sink.release();
  const before = filesIn(folder).map((file) => [file, readFileSync(file, 'latin1'), statSync(file).mtimeMs]);
  await expect(opened(folder, { encrypt: { passphrase: 'Tr0ub4dor' } })).rejects.toThrow(
    `sink "recording": the passphrase does not open the recording in ${folder}; give the one that it was made with`,
  );
  await expect(committed(folder, 'Tr0ub4dor')).rejects.toThrow('the passphrase does not open the recording');
  expect(filesIn(folder).map((file) => [file, readFileSync(file, 'latin1'), statSync(file).mtimeMs])).toEqual(before);
});

test('a recording that is not encrypted is not gone on with encrypted, nor the other way round', async () => {
  const folder = temporaryFolder();
  await (await opened(folder)).finish();
  await expect(fileSink(folder).open()).rejects.toThrow('holds a recording that is encrypted');
  const other = temporaryFolder();
  const sink = fileSink(other);
  await sink.open();
  await sink.finish();
  await expect(opened(other)).rejects.toThrow('holds a recording that is not encrypted');
});

test.each(FORMATS)(
  'from every checkpoint a sink goes on with the rows of that checkpoint, %j',
  async (options) => {
    const folder = join(temporaryFolder(), 'r');
    const sink = await opened(folder, options);
    const states: { readonly state: SinkState; readonly rows: number }[] = [];
    for (let i = 0; i < 3; i++) states.push({ state: await commit(sink, i, i * 10, (i + 1) * 10), rows: (i + 1) * 10 });
    const during = join(temporaryFolder(), 'r');
    cpSync(folder, during, { recursive: true });
    await sink.finish();
    for (const from of [folder, during]) {
      for (const { state, rows } of states.slice(1, 2)) {
        const copy = join(temporaryFolder(), 'r');
        cpSync(from, copy, { recursive: true });
        const next = await opened(copy, options, [state]);
        await next.release();
        expect([await committed(copy), namesIn(copy).length], `${rows} rows`).toEqual([upTo(rows), 1]);
      }
    }
  },
  60_000,
);

test('from a checkpoint whose rows are sound a sink goes on, though the part that they went into is damaged after them', async () => {
  const folder = join(temporaryFolder(), 'r');
  const sink = await opened(folder);
  const state = await commit(sink, 0, 0, 10);
  await commit(sink, 1, 10, 40_000);
  await sink.finish();
  const [name] = namesIn(folder);
  const bytes = readFileSync(join(folder, name!));
  bytes[bytes.length - 1]! ^= 1;
  writeFileSync(join(folder, name!), bytes);
  await (await opened(folder, {}, [state])).release();
  expect(await committed(folder)).toEqual(upTo(10));
});
