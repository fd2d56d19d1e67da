import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { DurableFiles } from '../../../engine/files/durable.ts';
import { ARCHIVE_END, entryHeader, entryPadding } from '../../../engine/recordings/archive.ts';
import { packRecording, unpackRecording } from '../../../engine/recordings/pack.ts';
import type { Manifest } from '../../../engine/recordings/recording.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { fileSink, manifestOf, numbered } from '../sinks/file-sink-parts.ts';

const files = new DurableFiles({ code: 'recording-failed', title: 'test' });

/** A recording of two parts, and the content of its files by name. */
async function recorded(): Promise<{ folder: string; content: Map<string, Buffer> }> {
  const folder = join(temporaryFolder(), 'r');
  const sink = fileSink(folder, { options: { rolling: { sizeBytes: 100, intervalMs: 1e9 } } });
  await sink.open();
  for (let i = 0; i < 2; i++) {
    sink.receive(numbered(i * 10, (i + 1) * 10));
    await sink.prepareCommit(i);
    await sink.commit(i);
  }
  await sink.finish();
  const names = ['manifest.json', ...manifestOf(folder).parts.map(({ name }) => name)];
  return { folder, content: new Map(names.map((name) => [name, readFileSync(join(folder, name))])) };
}

type Entries = readonly (readonly [name: string, content: Buffer])[];

/** What comes of taking in an archive of `entries`: why it was refused, and what the library shows. */
async function takenIn(entries: Entries, library = temporaryFolder()): Promise<unknown> {
  const path = join(temporaryFolder(), 'x.millrace');
  const pieces = entries.flatMap(([name, content]) => [
    entryHeader(name, content.length, 0),
    content,
    entryPadding(content.length),
  ]);
  writeFileSync(path, Buffer.concat([...pieces, ARCHIVE_END]));
  const reason = await unpackRecording(files, path, library).then(
    () => null,
    (error: Error) => error.message.replace(path, 'X'),
  );
  return [reason, readdirSync(library).filter((name) => !name.startsWith('.'))];
}

const unfit = (name: string): unknown => [
  `X is no whole .millrace file: ${name} does not fit; get another copy of it`,
  [],
];

test('an archive that lacks a part, has a strange one or one of another length, or does not begin with its manifest is refused', async () => {
  const { content } = await recorded();
  const [manifest, first, second] = [...content] as unknown as readonly [Entries[0], Entries[0], Entries[0]];
  const longer = [second[0], Buffer.concat([second[1], Buffer.from('\n')])] as const;
  expect(await takenIn([manifest, first, second])).toEqual([null, ['Test']]);
  expect(await takenIn([manifest, first])).toEqual(unfit(second[0]));
  expect(await takenIn([manifest, first, second, ['part-0-9.ndjson', second[1]]])).toEqual(unfit('part-0-9.ndjson'));
  expect(await takenIn([manifest, first, second, second])).toEqual(unfit(second[0]));
  expect(await takenIn([manifest, first, longer])).toEqual(unfit(second[0]));
  expect(await takenIn([first, manifest, second])).toEqual(unfit('manifest.json'));
  expect(await takenIn([manifest, first, second, ['notes.json', Buffer.from('{')]])).toEqual(unfit('notes.json'));
  expect(await takenIn([['other.json', manifest[1]], first, second])).toEqual(unfit('manifest.json'));
});

test('a manifest or notes that are larger than any are not read into memory', async () => {
  const { content } = await recorded();
  const path = join(temporaryFolder(), 'x.millrace');
  const refused = (name: string, size: number, before: readonly Uint8Array[]): Promise<unknown> => {
    writeFileSync(path, Buffer.concat([...before, entryHeader(name, size, 0)]));
    return expect(unpackRecording(files, path, temporaryFolder())).rejects.toThrow(`${name} does not fit`);
  };
  await refused('manifest.json', 64 * 1024 * 1024 + 1, []);
  const manifest = content.get('manifest.json')!;
  const first = [entryHeader('manifest.json', manifest.length, 0), manifest, entryPadding(manifest.length)];
  await refused('notes.json', 4 * 1024 * 1024 + 1, first);
});

test('a header whose length is no number is told of', async () => {
  const path = join(temporaryFolder(), 'x.millrace');
  const header = Buffer.from(entryHeader('manifest.json', 5, 0));
  header.write('zzzzzzzzzzz', 124);
  header.write('        ', 148);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  writeFileSync(path, header);
  await expect(unpackRecording(files, path, temporaryFolder())).rejects.toThrow(
    'the size of manifest.json cannot be read',
  );
});

test('an archive that was changed anywhere around its files, goes on after its end, or was cut off is refused, and why is told', async () => {
  const { folder } = await recorded();
  const packed = join(temporaryFolder(), 'one.millrace');
  await packRecording(files, folder, { manifest: manifestOf(folder), path: packed });
  const whole = readFileSync(packed);
  const path = join(temporaryFolder(), 'x.millrace');
  const refused = async (bytes: Uint8Array): Promise<string> => {
    writeFileSync(path, bytes);
    const library = temporaryFolder();
    const why = await unpackRecording(files, path, library).catch((error: Error) => error.message);
    expect(readdirSync(library).filter((name) => !name.startsWith('.'))).toEqual([]);
    return why.replace(path, 'X').replace('X is no whole .millrace file: ', '');
  };
  const changed = (at: number): Buffer => Buffer.from(whole.map((byte, i) => (i === at ? byte ^ 1 : byte)));
  const header = whole.indexOf('part-0-0.ndjson\0');
  for (let at = header; at < header + 512; at += 7)
    expect([at, await refused(changed(at))]).toEqual([at, 'a header is not as it was written; get another copy of it']);
  const something = 'there is something where nothing should be; get another copy of it';
  expect(await refused(changed(header + 1023))).toBe(something);
  expect(await refused(changed(whole.length - 1))).toBe(something);
  expect(await refused(Buffer.concat([whole, Buffer.from('more')]))).toBe(something);
  for (const end of [0, 100, header, header + 100, header + 512, header + 600, whole.length - 1024])
    expect([end, await refused(whole.subarray(0, end))]).toEqual([end, 'it ends too early; get another copy of it']);
});

test('what an interrupted import has left is not taken for a part of the next', async () => {
  const { content } = await recorded();
  const library = temporaryFolder();
  mkdirSync(join(library, '.Test.new'));
  writeFileSync(join(library, '.Test.new', 'part-0-9.ndjson'), 'left');
  await takenIn([...content], library);
  expect(readdirSync(join(library, 'Test')).sort()).toEqual([...content.keys()].sort());
});

test('a packed recording has the time of its end, or of its beginning while it is made, and is recovered where it was not ended', async () => {
  const { folder } = await recorded();
  const packed = async (change: Partial<Manifest>): Promise<unknown> => {
    const path = join(temporaryFolder(), 'one.millrace');
    await packRecording(files, folder, { manifest: { ...manifestOf(folder), ...change }, path });
    const seconds = parseInt(readFileSync(path).toString('latin1', 136, 147), 8);
    const unpacked = await unpackRecording(files, path, temporaryFolder());
    return [new Date(seconds * 1000).toISOString(), manifestOf(unpacked).state];
  };
  const startedAt = '2026-01-01T00:00:00.000Z';
  const endedAt = '2026-01-01T01:00:00.000Z';
  expect(await packed({ startedAt, endedAt, state: 'complete' })).toEqual([endedAt, 'complete']);
  expect(await packed({ startedAt, endedAt: null, state: 'recording' })).toEqual([startedAt, 'recovered']);
});

test('a recording that is damaged is not packed, and no file is left of it', async () => {
  const { folder } = await recorded();
  const manifest = manifestOf(folder);
  const { name } = manifest.parts[1]!;
  const damaged = readFileSync(join(folder, name));
  damaged[7]! ^= 1;
  writeFileSync(join(folder, name), damaged);
  const out = temporaryFolder();
  await expect(packRecording(files, folder, { manifest, path: join(out, 'one.millrace') })).rejects.toThrow(
    `${name} is not as it was written`,
  );
  expect(readdirSync(out)).toEqual([]);
});
