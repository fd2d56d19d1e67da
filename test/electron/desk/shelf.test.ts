import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { deepEqual, equal, rejects } from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'vitest';
import type { JobStatus } from '../../../engine/index.ts';
import { readDocument } from '../../../engine/index.ts';
import { Shelf } from '../../../electron/desk/shelf.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'shelf-'));
  writeFileSync(path.join(folder, 'health.yaml'), 'version: 1\nname: Health # mine\n');
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A shelf over the folder with the pipeline `health`, which runs. */
function shelf() {
  const calls: string[] = [];
  const ids = ['health'];
  const running = new Set(ids);
  const made = new Shelf({
    folder,
    stateFolder: path.join(folder, 'state'),
    pipelines: {
      add: (files) => void ids.push(...files.map(({ id }) => id)),
      remove: (id) => {
        ids.splice(ids.indexOf(id), 1);
        running.delete(id);
        return Promise.resolve();
      },
      start: (id) => (calls.push(`start ${id}`), Promise.resolve({ id } as JobStatus)),
      statuses: () => ids.map((id) => ({ id }) as JobStatus),
      fileOf: (id) => path.join(folder, `${id}.yaml`),
      isActive: (id) => running.has(id),
    },
    write: (id, text) => writeFileSync(path.join(folder, `${id}.yaml`), text),
    shell: {
      trashItem: (file) => {
        if (existsSync(path.join(folder, 'full'))) return Promise.reject(new Error('no trash'));
        renameSync(file, `${file}.trash`);
        return Promise.resolve();
      },
    },
    deleted: { add: (id) => void calls.push(`deleted ${id}`), remove: (id) => void calls.push(`back ${id}`) },
    onChange: () => void calls.push('change'),
  });
  return { made, calls, ids };
}

const textOf = (id: string): string => readFileSync(path.join(folder, `${id}.yaml`), 'utf8');

test('a new pipeline runs as it is, under a name of its own that leads to no other pipeline or its state', async () => {
  const { made, calls } = shelf();
  mkdirSync(path.join(folder, 'state', 'my-load'), { recursive: true });
  writeFileSync(path.join(folder, 'disks.yml'), 'of somebody else');
  // It still runs, though its file is gone.
  rmSync(path.join(folder, 'health.yaml'));
  const ids = [];
  for (const name of ['My load!', 'My load', 'Health', 'Disks', '负载', '…'])
    ids.push((await made.create(name, null)).id);
  deepEqual(ids, ['my-load-2', 'my-load-3', 'health-2', 'disks-2', '负载', 'pipeline']);
  const read = readDocument(textOf('my-load-2'), { file: 'x', baseFolder: folder, environment: {} });
  equal('plan' in read && read.plan.name, 'My load!');
  equal(calls.length, 6);
});

test('a copy has the text of the other with its own name, also of what is not right yet', async () => {
  const { made } = shelf();
  await made.create('Health copy', 'health');
  equal(textOf('health-copy'), 'version: 1\nname: Health copy # mine\n');
  writeFileSync(path.join(folder, 'health.yaml'), 'name: [');
  equal(textOf((await made.create('Other', 'health')).id), 'name: [');
});

test('a rename changes the name in the document and nothing else', async () => {
  const { made } = shelf();
  equal((await made.rename('health', 'My: health')).id, 'health');
  equal(textOf('health'), 'version: 1\nname: "My: health" # mine\n');
  writeFileSync(path.join(folder, 'health.yaml'), 'name: [');
  await rejects(made.rename('health', 'x'), { code: 'bad-request' });
});

test('a deleted pipeline goes to the trash, stays deleted, and comes back as it was, running', async () => {
  const { made, calls, ids } = shelf();
  equal(await made.remove('health'), null);
  deepEqual([ids, existsSync(path.join(folder, 'health.yaml'))], [[], false]);
  equal((await made.restore('health')).id, 'health');
  deepEqual([ids, textOf('health')], [['health'], 'version: 1\nname: Health # mine\n']);
  deepEqual(calls, ['deleted health', 'change', 'back health', 'change', 'start health']);
  await rejects(made.restore('health'), { code: 'not-found' });
});

test('a pipeline that the trash does not take stays as it is', async () => {
  const { made, calls, ids } = shelf();
  writeFileSync(path.join(folder, 'full'), '');
  await rejects(made.remove('health'), { code: 'internal', message: /the trash does not take it \(no trash\)/ });
  deepEqual([ids, calls], [['health'], []]);
});
