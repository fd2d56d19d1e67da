import { deepEqual, rejects, throws } from 'node:assert/strict';
import { test } from 'vitest';
import { Fault, type JobStatus, type Plan } from '../../../engine/index.ts';
import { PipelineDesk } from '../../../electron/desk/pipeline-desk.ts';

const status = (id: string): JobStatus => ({
  id,
  name: id,
  description: '',
  state: { kind: 'stopped' },
  nodes: [],
  recording: null,
  checkpoints: [{ id: 3, kind: 'savepoint', takenAt: 1, durationMs: 2, bytes: 3 }],
});

/** `runs`: the pipelines that are running. */
function desk(runs: readonly string[] = []) {
  let added: string[] = [];
  const calls: string[] = [];
  const running = new Set(runs);
  const statusOf = (id: string): JobStatus =>
    running.has(id) ? { ...status(id), state: { kind: 'running', since: 1 } } : status(id);
  const pipelines = new PipelineDesk({
    engine: {
      add: (id) => void added.push(id),
      look: (id) => (calls.push(`look ${id}`), Promise.resolve()),
      startFrom: (id, checkpoint) => (calls.push(`start ${id} from ${checkpoint}`), Promise.resolve(status(id))),
      savepoint: (id) => (
        calls.push(`save ${id}`),
        Promise.resolve({ ...status(id).checkpoints[0]!, folder: '/state' })
      ),
      stopWithSavepoint: (id) => (
        calls.push(`stop and save ${id}`),
        Promise.resolve({ ...status(id).checkpoints[0]!, folder: '/state' })
      ),
      start: (id) => (calls.push(`start ${id}`), running.add(id), Promise.resolve(status(id))),
      replace: (id, { text }) => void calls.push(`replace ${id} ${text}`),
      remove: (id) => {
        calls.push(`remove ${id}`);
        added = added.filter((other) => other !== id);
      },
      tap: (id, node) => (calls.push(`tap ${id} ${node}`), Promise.resolve({ columns: [], rows: [] })),
      stop: (id) => (calls.push(`stop ${id}`), running.delete(id), Promise.resolve(status(id))),
      statuses: () => added.map(statusOf),
    },
    check: (text, file) => {
      if (text === 'bug') throw new Error('a bug');
      if (text.startsWith('good'))
        return { plan: { name: text, settings: {}, nodes: [text.slice(0, 6)] } as unknown as Plan };
      return { problems: [`${file}:1:1: bad`, `${file}:2:1: worse`] };
    },
    chartsOf: (id) => [{ id: `${id}/cpu`, pipeline: id, title: 'CPU', unit: null, isTime: true, metrics: [] }],
    now: () => 5,
    running: {
      ids: ['d', 'gone', 'b'],
      add: (id) => void calls.push(`runs ${id}`),
      remove: (id) => void calls.push(`rests ${id}`),
    },
  });
  pipelines.add([
    { id: 'a', file: 'a.yaml', text: 'good' },
    { id: 'b', file: 'b.yaml', text: 'bad' },
    { id: 'c', file: 'c.yaml', text: new Fault('bad-document', 'c.yaml: cannot be read') },
    { id: 'd', file: 'd.yaml', text: 'good' },
    { id: 'e', file: 'e.yaml', text: 'bug' },
  ]);
  deepEqual(calls.splice(0), ['look a', 'look d']);
  return { pipelines, calls };
}

test('a wrong document is a failed pipeline among the others, with everything that is wrong with it', () => {
  const { pipelines } = desk();
  deepEqual(
    pipelines
      .statuses()
      .map(({ id, state }) => (state.kind === 'failed' ? [id, state.fault.code, state.fault.message] : [id])),
    [
      ['a'],
      ['b', 'bad-document', 'b.yaml:1:1: bad\nb.yaml:2:1: worse\nCorrect the document.'],
      ['c', 'bad-document', 'c.yaml: cannot be read'],
      ['d'],
      ['e', 'internal', 'a bug'],
    ],
  );
});

test('charts are those of the good documents', () => {
  deepEqual(
    desk()
      .pipelines.charts()
      .map(({ id }) => id),
    ['a/cpu', 'd/cpu'],
  );
});

test('a wrong or unknown pipeline does not start, and says why', async () => {
  const { pipelines, calls } = desk();
  await rejects(pipelines.start('b'), { code: 'bad-document' });
  await rejects(pipelines.start('x'), {
    code: 'not-found',
    message: 'there is no pipeline "x"; there are: a, b, c, d, e',
  });
  await rejects(pipelines.stop('x'), { code: 'not-found' });
  deepEqual((await pipelines.stop('b')).state.kind, 'failed');
  deepEqual(calls, ['rests b']);
});

test('a good one starts and stops', async () => {
  const { pipelines, calls } = desk();
  await pipelines.start('d');
  await pipelines.stop('d');
  deepEqual(calls, ['start d', 'runs d', 'rests d', 'stop d']);
});

test('the app starts its first pipeline and those that ran when it was left, and one that cannot start keeps none of them', async () => {
  const { pipelines, calls } = desk();
  const troubles: unknown[] = [];
  pipelines.startAgain('a', (error) => troubles.push(error));
  await new Promise((resolve) => setImmediate(resolve));
  deepEqual(
    [calls, troubles.map((error) => (error as Fault).code)],
    [['start a', 'start d', 'runs a', 'runs d'], ['bad-document']],
  );
});

test('a pipeline is saved, stopped and saved, and started from a checkpoint of its own', async () => {
  const { pipelines, calls } = desk();
  deepEqual([(await pipelines.save('a')).id, (await pipelines.stopAndSave('d')).id], ['a', 'd']);
  await pipelines.startFrom('a', 3);
  await rejects(pipelines.startFrom('b', 3), { code: 'bad-document' });
  await rejects(pipelines.startFrom('x', 3), { code: 'not-found' });
  await rejects(pipelines.save('x'), { code: 'not-found' });
  await rejects(pipelines.stopAndSave('x'), { code: 'not-found' });
  // What was stopped stays so at the next start of the app, and what was started runs again.
  deepEqual(calls, ['save a', 'rests d', 'stop and save d', 'start a from 3', 'runs a']);
});

test('the document of each is told as it was read, also where it is wrong', () => {
  const { pipelines } = desk();
  deepEqual([pipelines.text('a'), pipelines.text('b'), pipelines.text('c')], ['good', 'bad', '']);
  throws(() => pipelines.text('x'), { code: 'not-found' });
});

test('what is saved is taken in at once where the pipeline does not run, right or wrong', () => {
  const { pipelines, calls } = desk();
  const save = (id: string, text: string): void => pipelines.saved({ id, file: `${id}.yaml`, text });
  save('a', 'good 2');
  save('b', 'good');
  save('d', 'wrong now');
  deepEqual(calls, ['replace a good 2', 'remove d']);
  deepEqual(
    pipelines.statuses().map(({ id, state }) => [id, state.kind]),
    [
      ['a', 'stopped'],
      ['b', 'stopped'],
      ['c', 'failed'],
      ['d', 'failed'],
      ['e', 'failed'],
    ],
  );
  deepEqual([pipelines.text('a'), pipelines.edited()], ['good 2', []]);
  deepEqual(
    pipelines.charts().map(({ id }) => id),
    ['a/cpu', 'b/cpu'],
  );
});

test('a pipeline that runs goes on as it is until it is restarted, and then as it was saved last', async () => {
  const { pipelines, calls } = desk(['a']);
  pipelines.saved({ id: 'a', file: 'a.yaml', text: 'good 2' });
  pipelines.saved({ id: 'a', file: 'a.yaml', text: 'good 3' });
  deepEqual([pipelines.edited(), pipelines.text('a'), calls], [['a'], 'good', []]);
  await pipelines.restart('a');
  deepEqual(calls, ['stop a', 'replace a good 3', 'start a', 'runs a']);
  deepEqual([pipelines.edited(), pipelines.text('a')], [[], 'good 3']);
  calls.length = 0;
  await pipelines.restart('a');
  await pipelines.restart('d');
  deepEqual(calls, ['start a', 'runs a']);
});

test('changes that do nothing but rename, and the text that runs, leave a running pipeline alone', () => {
  const { pipelines, calls } = desk(['a', 'd']);
  pipelines.saved({ id: 'a', file: 'a.yaml', text: 'good 2' });
  pipelines.saved({ id: 'a', file: 'a.yaml', text: 'good' });
  deepEqual([pipelines.edited(), calls], [[], []]);
  pipelines.saved({ id: 'd', file: 'd.yaml', text: 'good' });
  pipelines.saved({ id: 'a', file: 'a.yaml', text: 'good 2' });
  pipelines.saved({ id: 'a', file: 'a.yaml', text: 'wrong' });
  deepEqual([pipelines.edited(), calls], [['a'], []]);
});

test('a stopped pipeline starts as it was saved while it ran, and a wrong document is refused then', async () => {
  const { pipelines, calls } = desk(['a', 'd']);
  pipelines.saved({ id: 'a', file: 'a.yaml', text: 'wrong' });
  pipelines.saved({ id: 'd', file: 'd.yaml', text: 'good 2' });
  await pipelines.stop('a');
  await pipelines.stop('d');
  await rejects(pipelines.start('a'), { code: 'bad-document' });
  await pipelines.startFrom('d', 3);
  deepEqual(calls.slice(4), ['remove a', 'replace d good 2', 'start d from 3', 'runs d']);
});

test('a removed pipeline is stopped and forgotten', async () => {
  const { pipelines, calls } = desk(['a']);
  await pipelines.remove('a');
  await pipelines.remove('b');
  deepEqual(calls, ['rests a', 'stop a', 'remove a', 'rests b']);
  deepEqual(
    pipelines.statuses().map(({ id }) => id),
    ['c', 'd', 'e'],
  );
  throws(() => pipelines.text('a'), { code: 'not-found' });
});
