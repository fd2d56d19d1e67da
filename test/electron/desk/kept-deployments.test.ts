import { deepEqual } from 'node:assert/strict';
import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'vitest';
import { KeptDeployments } from '../../../electron/desk/kept-deployments.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const DEPLOYMENT = { gateway: 'http://gateway:8083', job: 'a1', nodes: ['in', 'out'] };

const open = (file: string): KeptDeployments => new KeptDeployments(file, () => undefined);

test('a job on a cluster is known until it is forgotten, however the app ends', () => {
  const file = join(temporaryFolder(), 'deployments.json');
  const first = open(file);
  first.put('a', DEPLOYMENT);
  first.put('b', { ...DEPLOYMENT, job: 'b1' });
  deepEqual([open(file).get('a'), open(file).get('b')?.job], [DEPLOYMENT, 'b1']);
  first.remove('a');
  deepEqual([open(file).get('a'), open(file).get('b')?.job], [undefined, 'b1']);
});

test('of a file that was damaged only whole jobs are known', () => {
  const file = join(temporaryFolder(), 'deployments.json');
  const known = (text: string): unknown => {
    writeFileSync(file, text);
    const read = open(file);
    return ['a', 'b', 'c', 'd', 'e'].map((id) => read.get(id)?.job);
  };
  const each = { a: DEPLOYMENT, b: { ...DEPLOYMENT, gateway: 1 }, c: { ...DEPLOYMENT, job: null } };
  const all = { ...each, d: { ...DEPLOYMENT, nodes: [1] }, e: null };
  deepEqual(known(JSON.stringify(all)), ['a1', undefined, undefined, undefined, undefined]);
  const none = [undefined, undefined, undefined, undefined, undefined];
  deepEqual([known('{'), known('7'), known('null')], [none, none, none]);
});

test('the same job is not written again, though it is told of every second', () => {
  const file = join(temporaryFolder(), 'deployments.json');
  const first = open(file);
  first.put('a', DEPLOYMENT);
  const written = statSync(file).ino;
  first.put('a', { ...DEPLOYMENT });
  deepEqual([statSync(file).ino, open(file).get('a')], [written, DEPLOYMENT]);
});
