import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { FileSinkOptions } from '../../../engine/document/plan.ts';
import { keyFrom } from '../../../engine/recordings/passphrases.ts';
import { openManifest, recordedRows } from '../../../engine/recordings/read-rows.ts';
import type { RecordingKey } from '../../../engine/recordings/recording-key.ts';
import { verifyRecording } from '../../../engine/recordings/verify.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { fileSink, numbered } from '../sinks/file-sink-parts.ts';

/** A recording of one part with so many rows. */
async function recorded(options: Partial<FileSinkOptions>, rows: number): Promise<string> {
  const folder = join(temporaryFolder(), 'r');
  const sink = fileSink(folder, { options });
  await sink.open();
  sink.receive(numbered(0, rows));
  await sink.finish();
  return folder;
}

async function found(folder: string): Promise<unknown> {
  return (await verifyRecording(folder)).findings.map(({ file, offset, problem }) => [file, offset, problem]);
}

async function read(folder: string, key: RecordingKey | null): Promise<number> {
  let rows = 0;
  for await (const batch of recordedRows(folder, await openManifest(folder), { span: null, key })) rows += batch.length;
  return rows;
}

function flip(path: string): void {
  const bytes = readFileSync(path);
  bytes[30]! ^= 1;
  writeFileSync(path, bytes);
}

test('of a folder without a manifest it is told that there is none', async () => {
  expect(await found(temporaryFolder())).toEqual([['manifest.json', null, 'no such file or folder']]);
});

test('of a part that was cut short between two rows only that is told', async () => {
  const folder = await recorded({}, 30);
  const path = join(folder, 'part-0-0.ndjson');
  const whole = readFileSync(path);
  const left = whole.lastIndexOf('\n', whole.length - 2) + 1;
  writeFileSync(path, whole.subarray(0, left));
  expect(await found(folder)).toEqual([['part-0-0.ndjson', left, `it has ${left} bytes instead of ${whole.length}`]]);
});

test('damage of a compressed part is told as what it is, not as trouble with what it was packed with', async () => {
  const folder = await recorded({ compress: 'gzip' }, 30);
  flip(join(folder, 'part-0-0.ndjson.gz'));
  await expect(read(folder, null)).rejects.toThrow(/^\S+ is damaged: bytes 0 to \d+ are not as they were written/);
});

test('an encrypted recording is compared with its checksums without a passphrase, and read with it alone', async () => {
  const folder = await recorded({ encrypt: { passphrase: 'correct horse' } }, 30);
  const manifest = await openManifest(folder);
  expect(await verifyRecording(folder)).toMatchObject({ rows: 30, isLocked: true, findings: [] });
  await expect(read(folder, null)).rejects.toThrow('part-0-0.ndjson.age is encrypted: give the passphrase');
  await expect(keyFrom(folder, manifest, ['wrong'])).rejects.toThrow('the passphrase does not open');
  const key = await keyFrom(folder, manifest, ['wrong', 'correct horse']);
  expect(await read(folder, key)).toBe(30);
  flip(join(folder, 'part-0-0.ndjson.age'));
  await expect(read(folder, key)).rejects.toThrow(/^\S+ is damaged: bytes 0 to \d+ are not as they were written/);
}, 60_000);
