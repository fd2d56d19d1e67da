import { expect, test } from 'vitest';
import { readDocument } from '../../../../engine/document/index.ts';
import type { FromKeyed, ToKeyed } from '../../../../engine/runtime/parallel/messages.ts';
import type { FromWorker } from '../../../../engine/runtime/protocol.ts';
import { Subtask } from '../../../../engine/runtime/subtask.ts';
import { systemClock } from '../../../../engine/time/clock.ts';
import { KeyedHere } from '../../../support/keyed-here.ts';

const TEXT = `version: 1
name: t
settings: { parallelism: 2, buffer: { capacity: 100 }, batch: { size: 10 } }
sources: { in: { type: generator, ROWS, columns: { n: { sequence: {} } } } }
operators: { d: { type: deduplicate, inputs: [in], key: [n], keep: first } }
sinks: { out: { type: discard, inputs: [d] } }
`;

/** A subtask whose keyed ones are in this thread; `between` comes before each of the messages that they are told. */
function run(rows: string, between: (told: ToKeyed, tell: (message: FromKeyed) => void) => void) {
  const text = TEXT.replace('ROWS, ', rows);
  const read = readDocument(text, { file: 't', baseFolder: '/', environment: {} });
  if (!('plan' in read)) throw new Error('the document is wrong');
  const here = new KeyedHere(1);
  const ended: number[] = [];
  const posted: FromWorker[] = [];
  const delivering = setInterval(() => here.deliver(), 1);
  const subtask = new Subtask(
    { plan: read.plan, documentText: text, subtask: 0, hasScreen: false },
    {
      clock: systemClock,
      post: (message) => posted.push(message),
      startKeyed(start, take) {
        const thread = here.start(start, take);
        return {
          post(message, transfer) {
            between(message, take);
            thread.post(message, transfer);
          },
          end() {
            ended.push(start.keyed);
            return Promise.resolve();
          },
        };
      },
    },
  );
  const finished = subtask.run().finally(() => clearInterval(delivering));
  return { finished, posted, ended, subtask };
}

test('a pipeline whose sources have ended waits for what its keyed subtasks still have, counts it, and ends them', async () => {
  const { finished, posted, ended } = run('rows: 1234, ', () => undefined);
  await finished;
  expect(posted.at(-1)).toEqual({ type: 'ended', stopped: false });
  const counts = posted.filter((message) => message.type === 'counts').at(-1)!;
  const rows = counts.nodes.map(({ id, rowsIn, rowsOut, queued }) => [id, rowsIn, rowsOut, queued]);
  expect(rows.sort()).toEqual([
    ['d', 1234, 1234, 0],
    ['in', 0, 1234, 0],
    ['out', 1234, 0, 0],
  ]);
  expect(ended).toEqual([0, 1]);
});

test('a keyed subtask that fails makes the pipeline fail, though its source waits for room', async () => {
  let hasFailed = false;
  const { finished, posted, ended } = run('', (told, tell) => {
    if (told.type !== 'rows' || told.number < 5 || hasFailed) return;
    hasFailed = true;
    setImmediate(() =>
      tell({ type: 'failed', fault: { code: 'internal', message: 'the thread of keyed subtask 0 ended' } }),
    );
  });
  await finished;
  const fault = { code: 'internal', message: 'the thread of keyed subtask 0 ended' };
  expect(posted.at(-1)).toEqual({ type: 'failed', fault });
  expect(ended).toEqual([0, 1]);
});

test('a pipeline that is stopped ends with what was read, and its keyed subtasks end', async () => {
  const { finished, posted, ended, subtask } = run(
    '',
    (told) => told.type === 'rows' && told.number === 20 && subtask.stop(),
  );
  await finished;
  expect(posted.at(-1)).toEqual({ type: 'ended', stopped: true });
  const counts = posted.filter((message) => message.type === 'counts').at(-1)!;
  const byId = new Map(counts.nodes.map((node) => [node.id, node]));
  expect(byId.get('out')!.rowsIn).toBe(byId.get('in')!.rowsOut);
  expect(ended).toEqual([0, 1]);
});
