import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { deepEqual, equal } from 'node:assert/strict';
import { expect, test } from 'vitest';
import { copySavepoint } from '../../../engine/checkpoints/copy-savepoint.ts';
import type { CheckpointMetadata } from '../../../engine/checkpoints/metadata.ts';
import { readState, writeState } from '../../../engine/checkpoints/state-file.ts';
import { CheckpointStore, listCheckpoints, readCheckpoint } from '../../../engine/checkpoints/store.ts';
import { Dictionary } from '../../../engine/data/dictionary.ts';
import { crc32 } from '../../../engine/files/crc32.ts';
import { DurableFiles } from '../../../engine/files/durable.ts';
import { nodeFileSystem } from '../../../engine/files/file-system.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const FILES = new DurableFiles({ code: 'checkpoint-failed', title: 'test' });
const STATE = {
  window: { keys: Int32Array.of(1, 2, 3), texts: ['a', null, 'ü', 'half \ud800'], empty: new Float64Array(0) },
};

test('a checkpoint that was stored is found again, with its state', async () => {
  const folder = await stored(temporaryFolder(), 1);
  const { metadata, folder: own } = await newest(folder);
  deepEqual([metadata.id, await readState(own, metadata.files[0]!)], [1, STATE]);
});

test('bytes, and columns with and without nulls, come back as what they are', async () => {
  const state = {
    marks: Uint8Array.of(0, 1, 255),
    on: { type: 'boolean' as const, nulls: Uint8Array.of(0, 1, 0), values: Uint8Array.of(1, 0, 1) },
    count: { type: 'bigint' as const, nulls: Uint8Array.of(1, 0), values: Float64Array.of(0, 7) },
    all: { type: 'double' as const, nulls: null, values: Float64Array.of(1.5, -2) },
  };
  const folder = temporaryFolder();
  const file = await writeState(FILES, { folder, name: 'subtask-0.state' }, state);
  deepEqual(await readState(folder, file), state);
});

test('of a column of texts what stands where there is none is not kept', async () => {
  const dictionary = new Dictionary();
  const [secret, open] = [dictionary.intern('secret'), dictionary.intern('open')];
  const name = { type: 'string' as const, nulls: Uint8Array.of(1, 0), values: Int32Array.of(secret, open), dictionary };
  const folder = temporaryFolder();
  const file = await writeState(FILES, { folder, name: 'subtask-0.state' }, { name });
  const read = (await readState(folder, file))['name'] as typeof name;
  deepEqual([[...read.nulls], read.dictionary.text(read.values[1]!)], [[1, 0], 'open']);
  equal(readFileSync(join(folder, file.name)).includes('secret'), false);
});

test('any byte of a checkpoint that is damaged or missing is found', async () => {
  const folder = await stored(temporaryFolder(), 1);
  const own = join(folder, 'chk-1');
  for (const name of readdirSync(own)) {
    const whole = readFileSync(join(own, name));
    for (let at = 0; at <= whole.length; at++) {
      const bytes = Buffer.from(at === whole.length ? whole.subarray(0, -1) : whole);
      if (at < whole.length) bytes[at] = bytes[at]! ^ (1 << (at % 8));
      writeFileSync(join(own, name), bytes);
      await expect(readAll(own), `${name} byte ${at}`).rejects.toThrow(/damaged|version/);
    }
    writeFileSync(join(own, name), whole);
  }
  equal((await readAll(own)).id, 1);
});

test('a folder without metadata is no checkpoint and is cleaned up, and its number is not used again', async () => {
  const folder = await stored(temporaryFolder(), 1);
  mkdirSync(join(folder, 'chk-7'));
  copyFileSync(join(folder, 'chk-1', 'subtask-0.state'), join(folder, 'chk-7', 'subtask-0.state'));
  const store = new CheckpointStore(folder);
  await store.open(() => undefined);
  deepEqual([store.kept.map(({ metadata }) => metadata.id), readdirSync(folder), store.nextId()], [[1], ['chk-1'], 8]);
});

test('folders of others beside the checkpoints stay as they are', async () => {
  const folder = await stored(temporaryFolder(), 1);
  mkdirSync(join(folder, 'mine'));
  writeFileSync(join(folder, 'mine', 'x'), '');
  await new CheckpointStore(folder).open(() => undefined);
  deepEqual(readdirSync(join(folder, 'mine')), ['x']);
});

test('where the newest metadata is damaged, the one before counts and somebody hears of it', async () => {
  const folder = await stored(temporaryFolder(), 2);
  writeFileSync(join(folder, 'chk-2', '_metadata'), 'nonsense');
  const store = new CheckpointStore(folder);
  const heard: string[] = [];
  const hasAny = await store.open((message) => heard.push(message));
  deepEqual([hasAny, store.kept.map(({ metadata }) => metadata.id), heard.length], [true, [1], 1]);
});

test('the newest checkpoints are kept, and all savepoints', async () => {
  const folder = temporaryFolder();
  const store = new CheckpointStore(folder);
  await store.open(() => undefined);
  for (const kind of ['savepoint', 'checkpoint', 'checkpoint', 'checkpoint', 'checkpoint'] as const) {
    await store.complete({ ...metadataOf(store.nextId()), kind });
    await store.retain(2);
  }
  deepEqual(readdirSync(folder).sort(), ['chk-4', 'chk-5', 'savepoint-1']);
});

async function stored(folder: string, count: number): Promise<string> {
  const store = new CheckpointStore(folder);
  await store.open(() => undefined);
  for (let i = 0; i < count; i++) {
    const id = store.nextId();
    const file = await writeState(FILES, { folder: store.folderOf(id, 'checkpoint'), name: 'subtask-0.state' }, STATE);
    await store.complete({ ...metadataOf(id), files: [file], bytes: file.bytes });
  }
  return folder;
}

async function newest(folder: string) {
  const store = new CheckpointStore(folder);
  await store.open(() => undefined);
  return store.kept.at(-1)!;
}

async function readAll(folder: string): Promise<CheckpointMetadata> {
  const metadata = await readCheckpoint(folder);
  for (const file of metadata.files) await readState(folder, file);
  return metadata;
}

function metadataOf(id: number): CheckpointMetadata {
  return {
    id,
    kind: 'checkpoint',
    takenAt: 1,
    durationMs: 2,
    bytes: 0,
    pipeline: 'test',
    isFinished: false,
    nodes: [],
    files: [],
    sources: {},
    sinks: {},
  };
}

test('whatever stands behind it, metadata that is not all of the file is damaged', async () => {
  const folder = await stored(temporaryFolder(), 1);
  const path = join(folder, 'chk-1', '_metadata');
  const whole = readFileSync(path);
  for (const more of ['\n', ' ', 'x\n', '\nmore\n']) {
    writeFileSync(path, Buffer.concat([whole, Buffer.from(more)]));
    await expect(readCheckpoint(join(folder, 'chk-1')), JSON.stringify(more)).rejects.toThrow('damaged');
  }
});

test('metadata of another version is not read, and the version is named', async () => {
  const folder = await stored(temporaryFolder(), 1);
  const path = join(folder, 'chk-1', '_metadata');
  const text = readFileSync(path, 'utf8').split('\n')[0]!.replace('"version":2', '"version":1');
  writeFileSync(path, `${text}\n${crc32(Buffer.from(text)).toString(16).padStart(8, '0')}\n`);
  await expect(readCheckpoint(join(folder, 'chk-1'))).rejects.toThrow('has version 1 of the format');
});

test('a state file that is gone, longer than is told, or of another format is damaged', async () => {
  const folder = temporaryFolder();
  const file = await writeState(FILES, { folder, name: 'state' }, STATE);
  const other = Buffer.from('MLRSTAT1');
  writeFileSync(join(folder, 'other'), other);
  for (const wrong of [
    { ...file, name: 'gone' },
    { ...file, bytes: file.bytes + 1 },
    { name: 'other', bytes: other.length, crc: crc32(other) },
  ])
    await expect(readState(folder, wrong), wrong.name).rejects.toMatchObject({ code: 'checkpoint-damaged' });
});

test('a state file takes the place of what a checkpoint that came to nothing left', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'state'), 'left over');
  deepEqual(await readState(folder, await writeState(FILES, { folder, name: 'state' }, STATE)), STATE);
});

test('where every checkpoint is damaged, it is known that there were some', async () => {
  const folder = await stored(temporaryFolder(), 2);
  for (const id of [1, 2]) writeFileSync(join(folder, `chk-${id}`, '_metadata'), '');
  const store = new CheckpointStore(folder);
  deepEqual(
    [await store.open(() => undefined), store.kept, await new CheckpointStore(temporaryFolder()).open(() => undefined)],
    [true, [], false],
  );
});

test('checkpoints are in the order of their numbers, whatever the order of their names', async () => {
  const folder = await stored(temporaryFolder(), 11);
  const readdir = async (path: string): Promise<string[]> => (await nodeFileSystem.readdir(path)).sort();
  const store = new CheckpointStore(folder, { ...nodeFileSystem, readdir });
  await store.open(() => undefined);
  const numbers = Array.from({ length: 11 }, (_, i) => i + 1);
  deepEqual(
    [store.kept, await listCheckpoints(folder)].map((each) => each.map(({ metadata }) => metadata.id)),
    [numbers, numbers],
  );
});

test('a checkpoint that turned out to be damaged is forgotten, and stays to be looked at', async () => {
  const folder = await stored(temporaryFolder(), 2);
  const store = new CheckpointStore(folder);
  await store.open(() => undefined);
  store.forget(join(folder, 'chk-2'));
  deepEqual([store.kept.map(({ metadata }) => metadata.id), readdirSync(folder).sort()], [[1], ['chk-1', 'chk-2']]);
});

test('all that belongs to the checkpoints is removed together, their folder with it, and what else is there stays', async () => {
  const [own, shared] = [await stored(join(temporaryFolder(), 'p'), 2), await stored(join(temporaryFolder(), 'p'), 2)];
  writeFileSync(join(shared, 'note'), 'mine');
  for (const folder of [own, shared]) {
    const store = new CheckpointStore(folder);
    await store.open(() => undefined);
    await store.destroy();
  }
  deepEqual([existsSync(own), readdirSync(shared)], [false, ['note']]);
});

test('a savepoint of a damaged checkpoint is refused, and a second one of the same has a place of its own', async () => {
  const folder = await stored(temporaryFolder(), 1);
  const checkpoint = await newest(folder);
  const kept = temporaryFolder();
  const copies = [await copySavepoint(checkpoint, kept), await copySavepoint(checkpoint, kept)];
  writeFileSync(join(folder, 'chk-1', 'subtask-0.state'), 'other');
  await expect(copySavepoint(checkpoint, kept)).rejects.toMatchObject({ code: 'checkpoint-damaged' });
  deepEqual(
    [
      copies.map((copy) => basename(copy.folder)),
      (await listCheckpoints(kept)).map((each) => basename(each.folder)).sort(),
    ],
    [['savepoint-1', 'savepoint-1-2'], ['savepoint-1']],
  );
});
