import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Writable } from 'node:stream';
import { expect, test } from 'vitest';
import { run } from '../../../engine/cli/run.ts';
import { temporaryFolder } from '../../support/command.ts';

test('folders on the command line are relative to the folder that it is called in', async () => {
  const folder = temporaryFolder();
  const file = path.join(folder.path, 'p.yaml');
  writeFileSync(
    file,
    'version: 1\nname: P\nsources: { in: { type: generator, rows: 1, columns: { n: { sequence: { start: 0, step: 1 } } } } }\nsinks: { out: { type: discard, inputs: [in] } }\n',
  );
  const sink = new Writable({ write: (_chunk, _encoding, done) => done() });
  // The thread of a pipeline is beside the built command only: without it this run fails, but not before it has looked at its state.
  await run(['p.yaml', '--state', 'kept/state'], {
    stdout: sink,
    stderr: sink,
    environment: {},
    workingFolder: folder.path,
    signal: new AbortController().signal,
  });
  expect([existsSync(path.join(folder.path, 'kept', 'state')), existsSync('kept')]).toEqual([true, false]);
  folder.remove();
});
