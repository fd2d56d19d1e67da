import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { CheckpointMetadata } from '../../../engine/checkpoints/metadata.ts';
import { CheckpointStore } from '../../../engine/checkpoints/store.ts';
import { readDocument } from '../../../engine/document/index.ts';
import { JobCheckpoints } from '../../../engine/runtime/job-checkpoints.ts';
import type { StateOptions } from '../../../engine/runtime/job-checkpoints.ts';
import { systemClock } from '../../../engine/time/clock.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const TEXT = `version: 1
name: t
sources: { in: { type: generator, columns: { n: { sequence: {} } } } }
sinks: { out: { type: discard, inputs: [in] } }
`;

/** The checkpoints of a job in `folder`, and what they warn of. */
function checkpoints(folder: string, options: Partial<StateOptions> = {}) {
  const read = readDocument(TEXT, { file: 't', baseFolder: '/', environment: {} });
  if (!('plan' in read)) throw new Error('the document is wrong');
  const warnings: string[] = [];
  const warn = (message: string): void => void warnings.push(message);
  return { job: new JobCheckpoints(read.plan, { folder, ...options }, { clock: systemClock, warn }), warnings };
}

/** A folder with one complete checkpoint, or savepoint, and where that is. */
async function stored(kind: CheckpointMetadata['kind']): Promise<{ folder: string; own: string }> {
  const folder = temporaryFolder();
  const store = new CheckpointStore(folder);
  await store.open(() => undefined);
  const times = { takenAt: 1, durationMs: 2, bytes: 0 };
  const content = { pipeline: 't', isFinished: false, nodes: [], files: [], sources: {}, sinks: {} };
  const { folder: own } = await store.complete({ id: store.nextId(), kind, ...times, ...content });
  return { folder, own };
}

test('where no checkpoint can be read a job does not begin without its state, unless it was told to', async () => {
  const { folder, own } = await stored('checkpoint');
  writeFileSync(join(own, '_metadata'), 'damaged');
  const refusing = checkpoints(folder);
  await expect(refusing.job.open()).rejects.toThrow(`none of the checkpoints in ${folder} can be read`);
  const anew = checkpoints(folder, { beginsWithout: true });
  await anew.job.open();
  expect(anew.warnings.at(-1)).toBe(`none of the checkpoints in ${folder} can be read, so it begins anew`);
});

test('the damage of what a job was to go on from is told where there is nothing before it', async () => {
  const { job, warnings } = checkpoints(temporaryFolder());
  await job.open();
  const give = () => job.giveUpNewest({ code: 'checkpoint-failed', message: 'the savepoint is damaged' });
  expect(give).toThrow('the savepoint is damaged');
  expect(warnings).toEqual([]);
});

test('of a pipeline that does not run there is no savepoint to take', async () => {
  const { job } = checkpoints(temporaryFolder());
  await job.open();
  await expect(job.savepoint()).rejects.toThrow('the pipeline does not run; start it first');
});

test('a job that was stopped before its first checkpoint says that there was nothing to save', async () => {
  const savepoints = temporaryFolder();
  const { job, warnings } = checkpoints(temporaryFolder(), { savepoints });
  await job.open();
  await job.end(true);
  expect([warnings, readdirSync(savepoints)]).toEqual([['it was stopped before there was anything to save'], []]);
});

test('a savepoint in which a job was stopped is in the folder for savepoints, and in no other', async () => {
  const { folder, own } = await stored('savepoint');
  const savepoints = temporaryFolder();
  const { job, warnings } = checkpoints(folder, { savepoints });
  await job.open();
  await job.end(true);
  const [copy] = readdirSync(savepoints);
  expect([warnings, existsSync(join(savepoints, copy!, '_metadata')), existsSync(own)]).toEqual([
    [`savepoint: ${join(savepoints, copy!)}`],
    true,
    false,
  ]);
});
