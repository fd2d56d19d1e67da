import { mkdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { FileSinkOptions } from '../../../engine/document/plan.ts';
import { guessManifest } from '../../../engine/recordings/guess-manifest.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { fileSink, numbered } from '../sinks/file-sink-parts.ts';

/** A folder called `guessed` of these files. */
function folderOf(content: Readonly<Record<string, string>>): string {
  const folder = join(temporaryFolder(), 'guessed');
  mkdirSync(folder);
  for (const [name, text] of Object.entries(content)) writeFileSync(join(folder, name), text);
  return folder;
}

/** The columns that are told from the files of a folder, and their types. */
async function columnsOf(folder: string, text = '', passphrases: readonly string[] = []): Promise<unknown> {
  const { manifest } = await guessManifest(folder, text, passphrases);
  return manifest.schema.map(({ name, type }) => `${name} ${type}`);
}

/** A recording of one commit, and the text of its manifest. */
async function recorded(options: Partial<FileSinkOptions>, isFinished: boolean) {
  const folder = join(temporaryFolder(), 'r');
  const sink = fileSink(folder, { options });
  await sink.open();
  sink.receive(numbered(0, 10));
  await sink.prepareCommit(0);
  await sink.commit(0);
  await (isFinished ? sink.finish() : sink.release());
  return { folder, text: readFileSync(join(folder, 'manifest.json'), 'utf8') };
}

test('a folder without parts, and one whose parts are of no known format, is refused by name', async () => {
  const empty = folderOf({ 'notes.json': '{}' });
  await expect(guessManifest(empty, '', [])).rejects.toThrow(
    `${empty} holds neither a manifest nor parts of a recording`,
  );
  const other = folderOf({ 'part-0-0.txt': 'x' });
  await expect(guessManifest(other, '', [])).rejects.toThrow(
    `${join(other, 'part-0-0.txt')}: what columns it has cannot be told without the manifest`,
  );
});

test('columns are told from a part that is shown rather than from one that may be cut off', async () => {
  const folder = folderOf({ '.part-0-0.csv.inprogress': 'ha', 'part-0-1.csv': 'n,x,on\n1,1,true\n2,1.5,\n' });
  expect(await columnsOf(folder)).toEqual(['n bigint', 'x double', 'on boolean']);
  unlinkSync(join(folder, 'part-0-1.csv'));
  expect(await columnsOf(folder)).toEqual(['ha string']);
});

test('columns of readings are those of readings: a unit of 1 is text, and a value that happens to be whole is a number', async () => {
  const csv = 'ts,metric,entity,value,unit\n2026-01-01T00:00:00Z,system.cpu.utilization,0,1,1\n';
  const readings = ['ts timestamp', 'metric string', 'entity string', 'value double', 'unit string'];
  expect(await columnsOf(folderOf({ 'part-0-0.csv': csv }))).toEqual(readings);
  const line = '{"ts":"2026-01-01T00:00:00Z","metric":"m","entity":"e","value":5,"unit":"By"}\n';
  expect(await columnsOf(folderOf({ 'part-0-0.ndjson': line }))).toEqual(readings);
  expect(await columnsOf(folderOf({ 'part-0-0.csv': 'unit,value\n1,1\n' }))).toEqual(['unit bigint', 'value bigint']);
});

test('columns of lines are told from the first thousand of them, and of a column of nothing it is not known that it is more', async () => {
  const rows = Array.from({ length: 1500 }, (_, n) => `${n < 1200 ? n : 'text'}\n`);
  expect(await columnsOf(folderOf({ 'part-0-0.csv': `n\n${rows.join('')}` }))).toEqual(['n bigint']);
  const lines = '{"on":null,"x":null,"o":{},"none":null}\n{"on":true,"x":1.5,"o":null,"none":null}\n';
  expect(await columnsOf(folderOf({ 'part-0-0.ndjson': lines }))).toEqual([
    ...['on boolean', 'x double', 'o string', 'none string'],
  ]);
});

test('columns of a packed part that is cut off are told from what can still be unpacked', async () => {
  const folder = folderOf({});
  const rows = Array.from({ length: 20_000 }, (_, n) => `${n},${Math.sin(n)}`);
  const packed = gzipSync(['n,x', ...rows].join('\n'));
  writeFileSync(join(folder, 'part-0-0.csv.gz'), packed.subarray(0, packed.length / 2));
  expect(await columnsOf(folder)).toEqual(['n bigint', 'x double']);
  writeFileSync(join(folder, 'part-0-0.csv.gz'), packed.subarray(0, 5));
  expect(await columnsOf(folder)).toEqual([]);
});

test('of a manifest that was damaged, its name and document are taken over; without one the folder names it', async () => {
  const folder = folderOf({ 'part-0-0.csv': 'n\n1\n' });
  const told = async (text: string): Promise<unknown> => {
    const { name, document } = (await guessManifest(folder, text, [])).manifest;
    return [name, document];
  };
  expect(await told('{ "name": "Night", "document": "version: 1" }')).toEqual(['Night', 'version: 1']);
  expect(await told('{ "name": 7 }')).toEqual(['guessed', null]);
  expect(await told('{ "na')).toEqual(['guessed', null]);
});

test('of the passphrases that are known, the one counts that opens the parts; pieces need the key that is left of the manifest', async () => {
  const passphrases = ['wrong', 'correct horse'];
  const options = { encrypt: { passphrase: 'correct horse' } };
  const columns = ['n bigint', 'text string'];
  const finished = await recorded(options, true);
  expect(await columnsOf(finished.folder, '', passphrases)).toEqual(columns);
  await expect(guessManifest(finished.folder, '', ['wrong'])).rejects.toThrow('the passphrase does not open');
  const open = await recorded(options, false);
  expect(await columnsOf(open.folder, open.text, passphrases)).toEqual(columns);
  await expect(guessManifest(open.folder, '', passphrases)).rejects.toThrow('the passphrase does not open');
}, 60_000);
