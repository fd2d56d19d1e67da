import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deepEqual, equal } from 'node:assert/strict';
import { expect, test } from 'vitest';
import type { CheckpointMetadata } from '../../../engine/checkpoints/metadata.ts';
import { readState, writeState } from '../../../engine/checkpoints/state-file.ts';
import { CheckpointStore, readCheckpoint } from '../../../engine/checkpoints/store.ts';
import { DurableFiles } from '../../../engine/files/durable.ts';
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
