import { readFileSync, writeFileSync } from 'node:fs';
import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'vitest';
import { RunningList } from '../../../electron/desk/running-list.ts';
import type { JobState, JobStatus } from '../../../engine/index.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const quiet = (): void => undefined;
const status = (id: string, state: JobState): JobStatus => {
  return { id, name: id, description: '', state, nodes: [], recording: null, checkpoints: [] };
};

test('what was started and neither stopped nor finished is started again by the next app', () => {
  const file = `${temporaryFolder()}/new/running.json`;
  const list = new RunningList(file, quiet);
  deepEqual(list.ids, []);
  for (const id of ['a', 'b', 'c', 'd']) list.add(id);
  list.remove('b');
  const fault = { code: 'sink-failed', message: 'full' } as const;
  list.follow([
    status('a', { kind: 'finished', at: 1 }),
    status('c', { kind: 'failed', at: 1, fault }),
    // So it is told when the app stops it on its way out.
    status('d', { kind: 'stopped' }),
  ]);
  deepEqual(new RunningList(file, quiet).ids, ['c', 'd']);
});

test('a list that is damaged is an empty one, and one that cannot be written is told of', () => {
  const folder = temporaryFolder();
  const file = `${folder}/running.json`;
  for (const text of ['', '{', '{"a":1}', '[1,null]']) {
    writeFileSync(file, text);
    deepEqual(new RunningList(file, quiet).ids, []);
  }
  const troubles: unknown[] = [];
  const list = new RunningList(`${file}/below-a-file.json`, (error) => troubles.push(error));
  list.add('a');
  deepEqual([list.ids, troubles.length], [['a'], 1]);
  equal(readFileSync(file, 'utf8'), '[1,null]');
});
