import { createHash } from 'node:crypto';
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import { expect, test } from 'vitest';
import { fromRows, toRows } from '../../../engine/data/rows.ts';
import type { FileSinkOptions } from '../../../engine/document/plan.ts';
import { AgeStream } from '../../../engine/files/age/age-stream.ts';
import { BLOCK_BYTES, BlockSums } from '../../../engine/files/block-sums.ts';
import { decrypted } from '../../../engine/files/age/decrypt.ts';
import { manifestText } from '../../../engine/recordings/manifest.ts';
import { keyFrom } from '../../../engine/recordings/passphrases.ts';
import type { RecordingKey } from '../../../engine/recordings/recording-key.ts';
import { openManifest, recordedRows } from '../../../engine/recordings/read-rows.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { fileSink, manifestOf, numbered, SCHEMA } from '../sinks/file-sink-parts.ts';

/** A recording of one part with 30 rows, or with so many that it has several blocks. */
async function record(options: Partial<FileSinkOptions>, rows = 30): Promise<string> {
  const folder = join(temporaryFolder(), 'r');
  const sink = fileSink(folder, { options });
  await sink.open();
  sink.receive(numbered(0, rows));
  await sink.finish();
  return folder;
}

async function readIn(folder: string, key: RecordingKey | null = null): Promise<number[]> {
  const read: number[] = [];
  for await (const batch of recordedRows(folder, await openManifest(folder), { span: null, key })) {
    read.push(...toRows(batch).map(({ n }) => Number(n)));
  }
  return read;
}

/** What the age format alone makes of `bytes`. */
async function plainOf(bytes: Buffer, identity: string): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of decrypted(Readable.from([bytes]), [identity])) pieces.push(piece);
  return Buffer.concat(pieces);
}

const upTo = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

test.each([{}, { format: 'csv' }, { compress: 'gzip' }, { format: 'parquet' }] as const)(
  'whichever byte of a part was changed, none of its rows is handed on as if it were right, %j',
  async (options) => {
    const folder = await record(options);
    const path = join(folder, manifestOf(folder).parts[0]!.name);
    const whole = readFileSync(path);
    for (let at = 0; at < whole.length; at++) {
      const changed = Buffer.from(whole);
      changed[at]! ^= 1 << (at % 8);
      writeFileSync(path, changed);
      await expect(readIn(folder), `byte ${at}`).rejects.toThrow(
        `is damaged: bytes 0 to ${whole.length - 1} are not as they were written; see recordings verify`,
      );
    }
    writeFileSync(path, whole);
    expect(await readIn(folder)).toEqual(upTo(30));
  },
);

test.each(['ndjson', 'parquet'] as const)(
  'whichever byte of an encrypted part was changed, none of its rows is handed on, %s',
  // A passphrase costs half a second of work, and more where others work.
  { timeout: 60_000 },
  async (format) => {
    const folder = await record({ format, encrypt: { passphrase: 'correct horse' } });
    const manifest = await openManifest(folder);
    const key = await keyFrom(folder, manifest, ['correct horse']);
    const path = join(folder, manifest.parts[0]!.name);
    const whole = readFileSync(path);
    for (let at = 0; at < whole.length; at++) {
      const changed = Buffer.from(whole);
      changed[at]! ^= 1 << (at % 8);
      writeFileSync(path, changed);
      await expect(readIn(folder, key), `byte ${at}`).rejects.toThrow(
        `part-0-0.${format}.age is damaged: bytes 0 to ${whole.length - 1} are not as they were written; see recordings verify`,
      );
    }
    writeFileSync(path, whole);
    expect(await readIn(folder, key)).toEqual(upTo(30));
  },
);

test('whichever byte of an encrypted file was changed or cut off, the format itself gives none of it', async () => {
  const identity = await generateIdentity();
  const stream = new AgeStream(await identityToRecipient(identity));
  const whole = Buffer.concat([await stream.encrypt(Buffer.from('{"n":1}\n')), await stream.end()]);
  for (let at = 0; at < whole.length; at++) {
    const changed = Buffer.from(whole);
    changed[at]! ^= 1 << (at % 8);
    await expect(plainOf(changed, identity), `byte ${at}`).rejects.toThrow();
    await expect(plainOf(whole.subarray(0, at), identity), `${at} bytes`).rejects.toThrow();
  }
  expect((await plainOf(whole, identity)).toString()).toBe('{"n":1}\n');
});

test('of a long part, the rows before damage are given and none from its block on', async () => {
  const folder = await record({}, 10_000);
  const path = join(folder, 'part-0-0.ndjson');
  const bytes = readFileSync(path);
  // A digit of a number: the line can be read as well as before.
  bytes[bytes.indexOf('"n":', 140_000) + 4] = 57;
  writeFileSync(path, bytes);
  const given: number[] = [];
  const reading = (async () => {
    for await (const batch of recordedRows(folder, manifestOf(folder), { span: null, key: null }))
      given.push(...toRows(batch).map(({ n }) => Number(n)));
  })();
  await expect(reading).rejects.toThrow('part-0-0.ndjson is damaged: bytes ');
  expect(given).toEqual(upTo(given.length));
  expect(given.length).toBeLessThan(bytes.subarray(0, 140_000).toString().split('\n').length);
});

test('a part that was cut short or went on is not taken for whole, wherever it ends', async () => {
  const folder = await record({}, 5000);
  const path = join(folder, 'part-0-0.ndjson');
  const whole = readFileSync(path);
  for (const length of [0, 1, 65_535, 65_536, 65_537, 131_072, whole.length - 1, whole.length + 1]) {
    writeFileSync(path, Buffer.concat([whole, Buffer.from('\n')]).subarray(0, length));
    await expect(readIn(folder), `${length} bytes`).rejects.toThrow('part-0-0.ndjson is damaged: ');
  }
});

test('what was appended to a part that ends with a block is not taken for rows of it', async () => {
  const folder = join(temporaryFolder(), 'r');
  const sink = fileSink(folder);
  await sink.open();
  const text = 'x'.repeat(BLOCK_BYTES - '{"n":1,"text":""}\n'.length);
  sink.receive({ ...fromRows(SCHEMA, [{ n: 1, text }]), eventTimes: Float64Array.of(1) });
  await sink.finish();
  const path = join(folder, 'part-0-0.ndjson');
  appendFileSync(path, '{"n":2,"text":"y"}\n');
  await expect(readIn(folder)).rejects.toThrow(`it has ${BLOCK_BYTES + 19} bytes instead of ${BLOCK_BYTES}`);
});

test('a part of the first version, which has no checksums of blocks, is looked at as a whole before a row is given', async () => {
  const folder = await record({});
  const { encrypt: _e, eventTime: _t, unfinished: _u, gaps: _g, gapCount: _c, ...first } = manifestOf(folder);
  const parts = first.parts.map(({ blocks: _b, ...part }) => part);
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ ...first, version: 1, parts }));
  expect(await readIn(folder)).toEqual(upTo(30));
  const path = join(folder, 'part-0-0.ndjson');
  const bytes = readFileSync(path);
  bytes[5]! ^= 1;
  writeFileSync(path, bytes);
  await expect(readIn(folder)).rejects.toThrow(
    'part-0-0.ndjson is damaged: its SHA-256 is not the one in the manifest',
  );
});

test('damage in a recording that is still being made is told, and not looked at again for ever', async () => {
  const folder = await record({});
  const path = join(folder, 'part-0-0.ndjson');
  const bytes = readFileSync(path);
  bytes[5]! ^= 1;
  writeFileSync(path, bytes);
  const before = manifestOf(folder);
  const part = { ...before.parts[0]!, name: 'part-0-1.ndjson' };
  // The manifest moves on while it is read.
  writeFileSync(join(folder, 'manifest.json'), manifestText({ ...before, parts: [...before.parts, part] }));
  const reading = recordedRows(folder, before, { span: null, key: null });
  await expect(reading.next()).rejects.toThrow('is damaged');
});

test('a line that is no row is told with its place, also where its checksum fits', async () => {
  const folder = await record({});
  const manifest = manifestOf(folder);
  const [part] = manifest.parts;
  const bytes = readFileSync(join(folder, part!.name));
  bytes.write('?', 0);
  writeFileSync(join(folder, part!.name), bytes);
  const sums = new BlockSums();
  sums.update(bytes);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const parts = [{ ...part!, sha256, blocks: sums.text }];
  writeFileSync(join(folder, 'manifest.json'), manifestText({ ...manifest, parts }));
  await expect(readIn(folder)).rejects.toThrow(`${join(folder, part!.name)}:1: `);
});
