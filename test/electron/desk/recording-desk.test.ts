import { deepEqual, equal, match, rejects } from 'node:assert/strict';
import { afterEach, beforeEach, test, vi } from 'vitest';
import { Fault, type JobStatus, type RecordingStatus, type RecordingSummary } from '../../../engine/index.ts';
import { RecordingDesk } from '../../../electron/desk/recording-desk.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const job = (
  id: string,
  kind: 'starting' | 'running' | 'stopped',
  recording: RecordingStatus | null = null,
): JobStatus => ({
  id,
  name: id,
  description: '',
  state: kind === 'stopped' ? { kind } : { kind, since: 0 },
  nodes: [],
  recording,
  checkpoints: [],
});

const node = (role: 'source' | 'sink', type: string): JobStatus['nodes'][number] => ({
  id: type,
  role,
  type,
  inputs: [],
  rowsIn: 0,
  rowsOut: 0,
  late: 0,
  rejected: 0,
  dropped: 0,
  watermark: null,
  busy: 0,
  backpressured: 0,
  idle: 0,
  queued: 0,
  queueFill: 0,
  state: null,
});

const summary = (id: string, rows: number): RecordingSummary => ({
  id,
  name: id,
  state: 'recording',
  detail: null,
  startedAt: 0,
  completeTo: null,
  durationMs: 0,
  rows,
  bytes: rows,
  format: 'ndjson',
  tags: [],
});

function harness(jobs: JobStatus[], trash: () => Promise<void> = () => Promise.resolve(), isEncrypted = false) {
  const calls: unknown[] = [];
  const told: unknown[] = [];
  const state = {
    jobs,
    listed: [] as RecordingSummary[],
    list: (): Promise<RecordingSummary[]> => Promise.resolve(state.listed),
  };
  const desk = new RecordingDesk({
    isEncrypted: () => isEncrypted,
    engine: {
      statuses: () => state.jobs,
      start: (id) => (calls.push(['wait', id]), Promise.resolve(job(id, 'running'))),
      startRecording: async (id, order) => {
        calls.push(['start', id, order]);
        await Promise.resolve();
        const recording = { name: order.name, since: 0, rows: 0, bytes: 0 };
        state.jobs = state.jobs.map((each) => (each.id === id ? { ...each, recording } : each));
        return recording;
      },
      keepRecent: async (id, order) => {
        calls.push(['keep', id, order]);
        await Promise.resolve();
        return { rows: 12, from: 1000, to: 61_000 };
      },
      stopRecording: async (id) => {
        calls.push(['stop', id]);
        await Promise.resolve();
        state.jobs = state.jobs.map((each) => ({ ...each, recording: null }));
      },
    },
    folder: () => '/data/recordings',
    library: {
      list: () => state.list(),
      folderOf: (folder, id) =>
        id === 'none' ? Promise.reject(new Fault('not-found', 'none')) : Promise.resolve(`${folder}/${id}`),
      newName: (title) => `${title}-1`,
    },
    shell: {
      showItemInFolder: (path) => calls.push(['show', path]),
      trashItem: (path) => (calls.push(['trash', path]), trash()),
    },
    onChange: (list) => told.push(list.map(({ id, rows }) => `${id} ${rows}`).join()),
    onFault: (error) => told.push(error),
  });
  return { desk, calls, told, state };
}

test('a pipeline that is about to run is waited for, and recorded', async () => {
  const { desk, calls } = harness([job('a', 'stopped'), job('b', 'starting')]);
  equal((await desk.start()).name, 'b-1');
  deepEqual(calls, [
    ['wait', 'b'],
    ['start', 'b', { folder: '/data/recordings/b-1', name: 'b-1', format: 'ndjson' }],
  ]);
});

test('the last minutes of the first pipeline that runs are kept, once however often that is asked', async () => {
  const { desk, calls, told } = harness([job('a', 'stopped'), job('b', 'running')]);
  const [kept, same] = await Promise.all([desk.keepRecent(), desk.keepRecent()]);
  deepEqual(kept, { id: 'b-1', rows: 12, from: 1000, to: 61_000 });
  equal(same, kept);
  deepEqual(calls, [['keep', 'b', { folder: '/data/recordings/b-1', name: 'b-1', format: 'ndjson' }]]);
  deepEqual(told, ['']);
});

test('a recording is made of the first pipeline that runs, in a folder of its own', async () => {
  const { desk, calls } = harness([job('a', 'stopped'), job('b', 'running'), job('c', 'running')]);
  equal((await desk.start()).name, 'b-1');
  deepEqual(calls, [['start', 'b', { folder: '/data/recordings/b-1', name: 'b-1', format: 'ndjson' }]]);
});

test('a recording is made of what shows the machine, and not of an alert or an example that stands before it', async () => {
  const of = (id: string, source: string, sinks: readonly string[]): JobStatus => ({
    ...job(id, 'running'),
    nodes: [node('source', source), ...sinks.map((type) => node('sink', type))],
  });
  const jobs = [
    of('an-alert', 'system', ['notification']),
    of('an-example', 'generator', ['chart', 'chart']),
    of('the-machine', 'system', ['chart']),
  ];
  equal((await harness(jobs).desk.start()).name, 'the-machine-1');
  equal((await harness(jobs.slice(0, 2)).desk.keepRecent()).id, 'an-alert-1');
  // What runs is recorded before what only starts.
  equal((await harness([job('b', 'starting'), ...jobs.slice(1, 2)]).desk.start()).name, 'an-example-1');
});

test('asked twice at once, or again, one recording is made', async () => {
  const { desk, calls } = harness([job('b', 'running')]);
  const [first, second] = await Promise.all([desk.start(), desk.start()]);
  const third = await desk.start();
  deepEqual([first, second, third, calls.length], [first, first, first, 1]);
});

test('without a running pipeline the person is told what to do', async () => {
  const { desk } = harness([job('a', 'stopped')]);
  await rejects(desk.start(), new Fault('conflict', 'recording: no pipeline is running; start one first'));
});

test('stopping waits for a start under way, and without a recording does nothing', async () => {
  const { desk, calls } = harness([job('b', 'running')]);
  await desk.stop();
  void desk.start();
  await desk.stop();
  await desk.stop();
  deepEqual(calls.slice(1), [['stop', 'b']]);
});

test('one that was closed while it was looked at has the rows of its manifest', async () => {
  const { desk, state } = harness([job('b', 'running', { name: 'b-1', since: 0, rows: 50, bytes: 9 })]);
  state.listed = [{ ...summary('b-1', 70), state: 'complete' }];
  deepEqual(
    (await desk.list()).map(({ rows }) => rows),
    [70],
  );
});

test('while one is made the list is told every two seconds, with the rows so far', async () => {
  const { desk, told, state } = harness([job('b', 'running')]);
  state.listed = [summary('b-1', 0)];
  await desk.start();
  await vi.advanceTimersByTimeAsync(1_999);
  deepEqual(told, ['b-1 0']);
  state.jobs = [job('b', 'running', { name: 'b-1', since: 0, rows: 50, bytes: 9 })];
  await vi.advanceTimersByTimeAsync(2_001);
  deepEqual(told, ['b-1 0', 'b-1 50', 'b-1 50']);
  await desk.stop();
  await vi.advanceTimersByTimeAsync(10_000);
  // When it is stopped, and once after.
  deepEqual(told.slice(3), ['b-1 0', 'b-1 0', 'b-1 0']);
});

test('a recording that its pipeline closed is told', async () => {
  const { desk, told, state } = harness([job('b', 'running')]);
  await desk.start();
  await vi.advanceTimersByTimeAsync(0);
  state.jobs = [job('b', 'stopped')];
  desk.follow();
  await vi.advanceTimersByTimeAsync(10_000);
  equal(told.length, 3);
});

test('one that goes on is not told for each status, and of lists that overlap the newest is told last', async () => {
  const { desk, told, state } = harness([job('b', 'running')]);
  await desk.start();
  await vi.advanceTimersByTimeAsync(0);
  const before = told.length;
  for (let i = 0; i < 5; i++) desk.follow();
  await vi.advanceTimersByTimeAsync(0);
  equal(told.length, before);
  // The first list takes long, as that of a full library.
  const lists: ((list: RecordingSummary[]) => void)[] = [];
  state.list = () => new Promise((resolve) => lists.push(resolve));
  desk.moved();
  desk.moved();
  equal(lists.length, 1);
  lists[0]!([summary('old', 1)]);
  await vi.advanceTimersByTimeAsync(0);
  lists[1]!([summary('new', 2)]);
  await vi.advanceTimersByTimeAsync(0);
  deepEqual(told.slice(before), ['old 1', 'new 2']);
});

test('removing moves the folder to the trash; showing shows it', async () => {
  const { desk, calls, told } = harness([]);
  await desk.remove('old');
  await desk.reveal('old');
  deepEqual(calls, [
    ['trash', '/data/recordings/old'],
    ['show', '/data/recordings/old'],
  ]);
  equal(told.length, 1);
});

test('what is being recorded, or is not there, is not removed', async () => {
  const { desk, calls } = harness([job('b', 'running')]);
  await desk.start();
  await rejects(desk.remove('b-1'), { code: 'conflict' });
  await rejects(desk.remove('none'), { code: 'not-found' });
  equal(calls.length, 1);
});

test('without a trash the person is told where the folder is', async () => {
  const { desk, told } = harness([], () => Promise.reject(new Error('no trash')));
  await rejects(desk.remove('old'), (error: Fault) => {
    match(error.message, /no trash.*\/data\/recordings\/old/);
    return error.code === 'recording-failed';
  });
  deepEqual(told, []);
});

test('a recording is made for who knows the passphrase; where the settings ask for one, none is made without', async () => {
  const { desk, calls } = harness([job('a', 'running')], undefined, true);
  await rejects(
    desk.start(''),
    new Fault('bad-request', 'recording: the settings have recordings encrypted; give it a passphrase'),
  );
  await rejects(desk.start());
  await rejects(desk.keepRecent());
  await desk.start('open sesame');
  await desk.keepRecent('open barley');
  deepEqual(
    calls.map((call) => (call as [string, string, { passphrase?: string }])[2].passphrase),
    ['open sesame', 'open barley'],
  );
});

test('a folder that cannot be listed is told of once, however often it is looked at, and again where it was well between', async () => {
  const { desk, told, state } = harness([]);
  const fault = new Fault('recording-failed', 'cannot list');
  const look = async (list: () => Promise<RecordingSummary[]>): Promise<void> => {
    state.list = list;
    desk.moved();
    await vi.advanceTimersByTimeAsync(0);
  };
  for (let i = 0; i < 3; i++) await look(() => Promise.reject(fault));
  deepEqual(told, [fault]);
  await look(() => Promise.resolve([]));
  await look(() => Promise.reject(fault));
  deepEqual(told, [fault, '', fault]);
});
