import { expect, test } from 'vitest';
import { readDocument } from '../../../../engine/document/index.ts';
import type { FromKeyed, ToKeyed } from '../../../../engine/runtime/parallel/messages.ts';
import type { FromWorker } from '../../../../engine/runtime/protocol.ts';
import { buildChain } from '../../../../engine/runtime/chain.ts';
import { fromRows } from '../../../../engine/data/rows.ts';
import { keyedSubtasks } from '../../../../engine/runtime/parallel/keyed-subtasks.ts';
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
function run(
  rows: string,
  between: (told: ToKeyed, tell: (message: FromKeyed) => void) => void,
  { isCoordinated = false, heard = (_: FromWorker): unknown => undefined } = {},
) {
  const text = TEXT.replace('ROWS, ', rows);
  const read = readDocument(text, { file: 't', baseFolder: '/', environment: {} });
  if (!('plan' in read)) throw new Error('the document is wrong');
  const here = new KeyedHere(1);
  const ended: number[] = [];
  const posted: FromWorker[] = [];
  const delivering = setInterval(() => here.deliver(), 1);
  const subtask = new Subtask(
    { plan: read.plan, documentText: text, subtask: 0, hasScreen: false, isCoordinated },
    {
      clock: systemClock,
      post: (message) => (posted.push(message), heard(message)),
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
  return { finished, posted, ended, subtask, delivering };
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

const noState = { folder: null };

test('the sources of a pipeline go on after each of its cuts', async () => {
  const { finished, posted, subtask } = run(
    'rows: 1234, ',
    (told) => told.type === 'rows' && told.number === 5 && subtask.takeBarrier({ id: 1, isLast: false, ...noState }),
    {
      isCoordinated: true,
      heard(message) {
        if (message.type === 'drained') subtask.takeBarrier({ id: 2, isLast: true, ...noState });
        if (message.type === 'acknowledged') subtask.complete(message.share.id);
      },
    },
  );
  await expect.poll(() => posted.at(-1)?.type, { timeout: 4000 }).toBe('ended');
  await finished;
  const cut = posted.flatMap((message) => (message.type === 'acknowledged' ? [message.share.id] : []));
  expect(cut).toEqual([1, 2]);
});

test('a pipeline fails while a cut holds its sources back for answers that do not come', async () => {
  const fault = { code: 'conflict', message: 'it is told to fail' } as const;
  const { finished, posted, subtask, delivering } = run(
    '',
    (told) => {
      if (told.type !== 'rows' || told.number !== 1) return;
      clearInterval(delivering);
      subtask.takeBarrier({ id: 1, isLast: false, ...noState });
      setImmediate(() => setImmediate(() => subtask.fail(fault)));
    },
    { isCoordinated: true, heard: (message) => message.type === 'failing' && subtask.giveUp(true) },
  );
  await expect.poll(() => posted.at(-1)?.type, { timeout: 4000 }).toBe('failed');
  await finished;
  expect(posted.at(-1)).toEqual({ type: 'failed', fault });
});

/** Keyed subtasks in this thread, without the first one: what they are told, and what comes of the rows that they are given. */
function apart(text = TEXT.replace('ROWS, ', '')) {
  const read = readDocument(text, { file: 't', baseFolder: '/', environment: {} });
  if (!('plan' in read)) throw new Error('the document is wrong');
  const start = { plan: read.plan, documentText: text, subtask: 0, hasScreen: false };
  const here = new KeyedHere(1);
  const told: string[] = [];
  const port = { clock: systemClock, post: () => undefined };
  const keyed = keyedSubtasks(start, {
    ...port,
    startKeyed(order, take) {
      const thread = here.start(order, take);
      told.push('start');
      return { ...thread, post: (message, transfer) => (told.push(message.type), thread.post(message, transfer)) };
    },
  });
  const chain = buildChain(start, port, keyed ?? undefined);
  keyed?.connect(chain);
  const { schema } = read.plan.nodes[0]!;
  const give = (...numbers: number[]): void =>
    chain.outputs.get('in.main')!.receive(
      fromRows(
        schema,
        numbers.map((n) => ({ n })),
      ),
    );
  const arrived = (): number => chain.nodes.find(({ counters }) => counters.id === 'out')!.counters.rowsIn;
  return { keyed, here, told, give, arrived };
}

test('nothing is still before all that was given has come back', () => {
  const { keyed, here, give, arrived } = apart();
  give(1, 2, 3);
  const seen: number[] = [];
  keyed!.whenStill(() => seen.push(arrived()));
  const before = seen.length;
  here.deliver();
  expect([before, seen]).toEqual([0, [3]]);
});

test('who asks for the counts while they are asked for waits for them, too', async () => {
  const { keyed, here, told } = apart();
  const settled: string[] = [];
  const both = ['first', 'second'].map((each) => keyed!.count().then(() => settled.push(each)));
  await new Promise((resolve) => setImmediate(resolve));
  const before = settled.length;
  here.deliver();
  await Promise.all(both);
  const again = keyed!.count();
  here.deliver();
  await again;
  expect([before, settled, told.filter((each) => each === 'count').length]).toEqual([0, ['first', 'second'], 4]);
});

test('after their end they are asked for nothing, and what they still say is not heard', async () => {
  const { keyed, here, told, give, arrived } = apart();
  give(1, 2, 3);
  keyed!.whenStill(() => undefined);
  await keyed!.end();
  told.length = 0;
  void keyed!.count();
  here.deliver();
  expect([told, arrived()]).toEqual([[], 0]);
});

test('of their nodes the last rows are asked of them, unless the rows come here', async () => {
  const second = 'keep: first }, e: { type: deduplicate, inputs: [d], key: [n], keep: first } }';
  const text = TEXT.replace('ROWS, ', '').replace('inputs: [d]', 'inputs: [e]').replace('keep: first } }', second);
  const { keyed, told } = apart(text);
  const asked = (node: string): number => {
    told.length = 0;
    void keyed!.tap({ node, output: 'main' });
    return told.filter((each) => each === 'tap').length;
  };
  expect(['in', 'd', 'e', 'out'].map(asked)).toEqual([0, 2, 0, 0]);
  expect(await keyed!.tap({ node: 'e', output: 'main' })).toBe(undefined);
});

test('a pipeline without parallelism has none of them', () => {
  const { keyed, told } = apart(TEXT.replace('ROWS, ', '').replace('parallelism: 2', 'parallelism: 1'));
  expect([keyed, told]).toEqual([null, []]);
});
