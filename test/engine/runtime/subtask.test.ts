import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readDocument } from '../../../engine/document/index.ts';
import type { FromWorker } from '../../../engine/runtime/protocol.ts';
import { Subtask } from '../../../engine/runtime/subtask.ts';
import type { SubtaskPort } from '../../../engine/runtime/subtask.ts';
import type { Source } from '../../../engine/sources/source.ts';
import { systemClock } from '../../../engine/time/clock.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** Beside much other work. */
const PATIENT = { timeout: 4000 };

const ENDLESS = 'n: { type: generator, columns: { v: { sequence: {} } } }';

interface Setting {
  readonly sinks?: string;
  readonly folder?: string;
  readonly isCoordinated?: boolean;
  readonly trial?: SubtaskPort['trial'];
  readonly heard?: (message: FromWorker) => void;
}

/** A pipeline with `sources`, in this thread, and what it tells. */
function subtaskOf(sources: string, setting: Setting = {}) {
  const { sinks = 'out: { type: discard, inputs: [n] }', folder = '/', isCoordinated = false } = setting;
  const text = `version: 1\nname: t\nsources: { ${sources} }\nsinks: { ${sinks} }\n`;
  const read = readDocument(text, { file: 't', baseFolder: folder, environment: {} });
  if (!('plan' in read)) throw new Error(`the document is wrong: ${JSON.stringify(read)}`);
  const posted: FromWorker[] = [];
  const subtask = new Subtask(
    { plan: read.plan, documentText: text, subtask: 0, hasScreen: false, isCoordinated },
    {
      clock: systemClock,
      post: (message) => (posted.push(message), setting.heard?.(message)),
      ...(setting.trial && { trial: setting.trial }),
    },
  );
  const last = () => posted.filter(({ type }) => type !== 'counts').at(-1)?.type;
  return { subtask, posted, last };
}

test('a pipeline whose output nobody takes any more ends when it is told to stop', async () => {
  const printing = 'out: { type: console, inputs: [n] }';
  const { subtask, posted, last } = subtaskOf(ENDLESS, { sinks: printing });
  const run = subtask.run();
  // So many blocks are under way at most; nobody says that one was taken.
  await expect.poll(() => posted.filter(({ type }) => type === 'console').length, PATIENT).toBe(4);
  subtask.stop();
  await expect.poll(last, PATIENT).toBe('ended');
  await run;
});

test.each(['ended', 'failed'])('how many rejected rows could not be kept is told where a run has %s', async (end) => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'in.ndjson'), '{"v":\n{"v":1}\n');
  // A folder stands where the file is to be.
  mkdirSync(join(folder, 'bad'));
  const broken = 'f: { type: file, path: in.ndjson, format: ndjson, schema: { v: bigint }, rejects: bad }';
  const { subtask, posted } = subtaskOf(`${ENDLESS}, ${broken}`, {
    folder,
    sinks: 'out: { type: discard, inputs: [n, f] }',
  });
  const warnings = () => posted.flatMap((each) => (each.type === 'warning' ? [each.message] : []));
  const run = subtask.run();
  await expect.poll(() => warnings().some((each) => each.includes('cannot open')), PATIENT).toBe(true);
  if (end === 'ended') subtask.stop();
  else subtask.fail({ code: 'conflict', message: 'it is told to fail' });
  await run;
  expect([posted.at(-1)!.type, warnings().at(-1)]).toEqual([
    end,
    `1 rejected rows were counted but not kept in ${join(folder, 'bad')}`,
  ]);
});

test.each(['ended', 'failed'])('every source is closed once a run has %s', async (end) => {
  const closed: string[] = [];
  const source = (id: string): Source => ({
    open: () => Promise.resolve(),
    poll: () => (end === 'ended' ? Promise.resolve(null) : Promise.reject(new Error('it cannot be read'))),
    position: () => null,
    close: () => Promise.resolve(void closed.push(id)),
  });
  const { subtask, last } = subtaskOf(`${ENDLESS}, ${ENDLESS.replace('n:', 'm:')}`, {
    sinks: 'out: { type: discard, inputs: [n, m] }',
    trial: { source: ({ id }) => source(id), sink: () => undefined },
  });
  await subtask.run();
  expect([last(), closed]).toEqual([end, ['n', 'm']]);
});

test('a pipeline without parallelism is cut where it stands', async () => {
  const seen: string[] = [];
  const { subtask } = subtaskOf(ENDLESS.replace('generator,', 'generator, rows: 10,'), {
    isCoordinated: true,
    heard(message) {
      if (message.type === 'drained') subtask.takeBarrier({ id: 1, folder: null, isLast: true });
      if (message.type === 'acknowledged') subtask.complete(message.share.id);
      if (message.type === 'failing') subtask.giveUp(true);
      if (message.type !== 'counts') seen.push(message.type);
    },
  });
  await subtask.run();
  expect(seen).toEqual(['running', 'drained', 'acknowledged', 'committed', 'recordingEnded', 'ended']);
});
