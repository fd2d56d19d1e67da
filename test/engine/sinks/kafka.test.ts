import { expect, test } from 'vitest';
import type { Batch } from '../../../engine/data/batch.ts';
import { fromRows } from '../../../engine/data/rows.ts';
import type { KafkaSinkOptions } from '../../../engine/document/plan.ts';
import { partitionOfKey } from '../../../engine/kafka/murmur2.ts';
import { createKafkaSink } from '../../../engine/sinks/kafka.ts';
import type { Sink, SinkState } from '../../../engine/sinks/sink.ts';
import { KafkaTopic, unreachable } from '../../support/kafka-topic.ts';

const SCHEMA = [
  { name: 'n', type: 'bigint' },
  { name: 'k', type: 'string' },
] as const;

const OPTIONS: KafkaSinkOptions = {
  type: 'kafka',
  connection: { brokers: ['localhost:1'], tls: null, sasl: null },
  topic: 'rows',
  key: null,
  headers: {},
  compress: 'none',
  delivery: 'exactly_once',
  transactionalId: null,
};

async function open(topic: KafkaTopic, options: Partial<KafkaSinkOptions> = {}, restored?: readonly SinkState[]) {
  const time = { monotonic: 0 };
  const warnings: string[] = [];
  const sink = createKafkaSink({ ...OPTIONS, ...options }, SCHEMA, {
    id: 'out',
    subtask: 0,
    clock: { now: () => 5000, monotonic: () => time.monotonic },
    warn: (message) => warnings.push(message),
    name: 'me',
    connect: () => Promise.resolve(topic.client()),
    random: () => 1,
    wait: (ms) => Promise.resolve(void (time.monotonic += ms)),
  });
  await sink.open(restored);
  return { sink, warnings, time };
}

const batch = (...numbers: number[]): Batch =>
  fromRows(
    SCHEMA,
    numbers.map((n) => ({ n, k: null })),
  );
const seen = (topic: KafkaTopic): number[] =>
  topic.seen
    .flat()
    .map((value) => (JSON.parse(value) as { n: number }).n)
    .sort((a, b) => a - b);

/** Gives `numbers` to `sink` and prepares `checkpoint`. */
async function prepare(sink: Sink, checkpoint: number, ...numbers: number[]): Promise<SinkState> {
  if (0 < numbers.length) sink.receive(batch(...numbers));
  return (await sink.prepareCommit(checkpoint))!;
}

test('rows are seen once their checkpoint is complete, and not before', async () => {
  const topic = new KafkaTopic(3);
  const { sink } = await open(topic);
  await prepare(sink, 1, 1, 2);
  sink.receive(batch(3));
  expect(seen(topic)).toEqual([]);
  await sink.commit(1);
  expect(seen(topic)).toEqual([1, 2]);
  await sink.finish();
  expect(seen(topic)).toEqual([1, 2, 3]);
  expect(topic.calls.at(-1)).toBe('close');
});

test('from a checkpoint that was never told to be complete its rows are committed, and what came after it is not', async () => {
  const topic = new KafkaTopic(2);
  const { sink } = await open(topic);
  await prepare(sink, 1, 1);
  await sink.commit(1);
  const state = await prepare(sink, 2, 2);
  await prepare(sink, 3, 3);
  const next = await open(topic, {}, [JSON.parse(JSON.stringify(state)) as SinkState]);
  await prepare(next.sink, 3, 3);
  await next.sink.commit(3);
  expect([seen(topic), next.warnings]).toEqual([[1, 2, 3], []]);
});

test('a checkpoint whose rows were committed is restored without committing anything of the next ones', async () => {
  const topic = new KafkaTopic(2);
  const { sink } = await open(topic);
  const state = await prepare(sink, 1, 1);
  await sink.commit(1);
  await prepare(sink, 2, 2);
  await sink.release();
  const next = await open(topic, {}, [state]);
  await prepare(next.sink, 2, 2);
  await next.sink.commit(2);
  expect([seen(topic), next.warnings]).toEqual([[1, 2], []]);
});

test('after many checkpoints each row is there once, and transactions without rows are none', async () => {
  const topic = new KafkaTopic(2);
  let { sink } = await open(topic);
  const numbers: number[] = [];
  for (let checkpoint = 1; checkpoint <= 30; checkpoint++) {
    if (checkpoint % 3 !== 0) numbers.push(checkpoint);
    const state = await prepare(sink, checkpoint, ...(checkpoint % 3 === 0 ? [] : [checkpoint]));
    if (checkpoint % 7 === 0) {
      await sink.release();
      ({ sink } = await open(topic, {}, [state]));
    } else await sink.commit(checkpoint);
  }
  expect(seen(topic)).toEqual(numbers);
  expect(topic.calls.filter((call) => call.startsWith('add')).length).toBe(20);
});

test('somebody else under the same name ends the attempt, and its rows are not mixed in', async () => {
  const topic = new KafkaTopic(1);
  const { sink } = await open(topic);
  sink.receive(batch(1));
  await prepare(sink, 1);
  await open(topic);
  await expect(sink.commit(1)).rejects.toMatchObject({
    isPermanent: false,
    message: /somebody else writes under the same transactional id/,
  });
  expect(seen(topic)).toEqual([]);
});

test('where the cluster gave a prepared transaction up, the rows that are missing are told of', async () => {
  const topic = new KafkaTopic(1);
  const { sink } = await open(topic);
  const state = await prepare(sink, 1, 1, 2, 3);
  topic.epochs.set('me.0', 9);
  const next = await open(topic, {}, [state]);
  expect(next.warnings).toEqual([expect.stringMatching(/^sink "out": 3 rows of the checkpoint are missing/)]);
});

test('without a checkpoint what an earlier run left open is given up', async () => {
  const topic = new KafkaTopic(1);
  const { sink } = await open(topic);
  sink.receive(batch(1));
  await sink.prepareCommit(1);
  await open(topic);
  expect([...topic.epochs.values()]).toEqual([2, 1, 1, 1]);
});

test('rows of one key are in the partition in which other clients put them, with headers of their columns', async () => {
  const topic = new KafkaTopic(3);
  const { sink } = await open(topic, { key: 'k', headers: { number: 'n', k: 'k' }, delivery: 'at_least_once' });
  const keys = ['a', 'b', 'c', 'd', null];
  sink.receive(
    fromRows(
      SCHEMA,
      keys.map((k, n) => ({ n, k })),
    ),
  );
  await sink.finish();
  const entries = topic.partitions.flatMap((entries, partition) => entries.map((entry) => ({ ...entry, partition })));
  for (const { key, partition } of entries) if (key) expect(partition).toBe(partitionOfKey(key, 3));
  entries.sort((a, b) => a.value!.compare(b.value!));
  const shown = entries.map(({ key, value, headers }) => [
    key && String(key),
    String(value),
    Object.fromEntries(Object.entries(headers).map(([name, each]) => [name, String(each)])),
  ]);
  expect(shown).toEqual([
    ['a', '{"n":0,"k":"a"}', { number: '0', k: 'a' }],
    ['b', '{"n":1,"k":"b"}', { number: '1', k: 'b' }],
    ['c', '{"n":2,"k":"c"}', { number: '2', k: 'c' }],
    ['d', '{"n":3,"k":"d"}', { number: '3', k: 'd' }],
    [null, '{"n":4,"k":null}', { number: '4' }],
  ]);
});

test('with at_least_once rows are seen at once and a checkpoint waits until they are written', async () => {
  const topic = new KafkaTopic(2);
  const { sink } = await open(topic, { delivery: 'at_least_once' });
  sink.receive(batch(1, 2));
  expect([await sink.prepareCommit(1), seen(topic), sink.queued!()]).toEqual([null, [1, 2], 0]);
});

test('the event time of a row is the time of its entry, but of one that is still to come', async () => {
  const topic = new KafkaTopic(1);
  const { sink } = await open(topic, { delivery: 'at_least_once' });
  sink.receive({ ...batch(1, 2, 3), eventTimes: Float64Array.of(1234, 9999, -5) });
  await sink.finish();
  expect(topic.partitions[0]!.map(({ timestamp }) => timestamp)).toEqual([1234, 5000, 5000]);
});

test('a broker that is away is tried again, and rows stay in order', async () => {
  const topic = new KafkaTopic(1);
  const { sink, warnings } = await open(topic);
  for (const call of ['identify', 'add', 'produce', 'leaders', 'commit']) {
    topic.failures.push({ call, error: unreachable() });
  }
  await prepare(sink, 1, 1, 2, 3);
  await sink.commit(1);
  expect(topic.seen[0]).toEqual([1, 2, 3].map((n) => `{"n":${n},"k":null}`));
  expect(new Set(warnings)).toEqual(
    new Set([
      'sink "out": topic "rows" of localhost:1: nothing answers at that port; see that the cluster runs, and that the brokers are right',
    ]),
  );
});

test('a cluster that stays away fails the attempt after half a minute, for whoever waits', async () => {
  const topic = new KafkaTopic(1);
  const { sink, time } = await open(topic);
  for (let i = 0; i < 60; i++) topic.failures.push({ call: 'add', error: unreachable() });
  sink.receive(batch(1));
  await expect(sink.prepareCommit(1)).rejects.toMatchObject({
    code: 'sink-failed',
    isPermanent: false,
    message: /^sink "out": topic "rows" of localhost:1: nothing answers/,
  });
  expect(time.monotonic).toBeGreaterThanOrEqual(30_000);
  expect(() => sink.room()).toThrow(/nothing answers/);
});

test('whoever brings rows waits while as much as fits is on its way', async () => {
  const topic = new KafkaTopic(1);
  const { sink } = await open(topic, { delivery: 'at_least_once' });
  const large = 'x'.repeat(1024 * 1024);
  expect(sink.room()).toBe(null);
  for (let n = 0; n < 17; n++) sink.receive(fromRows(SCHEMA, [{ n, k: large }]));
  const room = sink.room();
  expect(room).not.toBe(null);
  await room;
  expect(sink.room()).toBe(null);
  await sink.finish();
  expect(seen(topic).length).toBe(17);
});

test('a failed job gives its open transaction up', async () => {
  const topic = new KafkaTopic(1);
  const { sink } = await open(topic);
  sink.receive(batch(1));
  await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
  await sink.abandon('because');
  expect(topic.calls.slice(-2)).toEqual(['abort me.0', 'close']);
});

test('a checkpoint shows what was prepared for it and before, and nothing of later ones, once', async () => {
  const topic = new KafkaTopic(1);
  const { sink } = await open(topic);
  await prepare(sink, 1, 1);
  const both = await prepare(sink, 2, 2);
  await sink.commit(1);
  const first = seen(topic);
  const rest = await prepare(sink, 3, 3);
  await sink.commit(3);
  const names = (state: SinkState): number => (state['prepared'] as readonly unknown[]).length;
  const committed = topic.calls.filter((call) => call.startsWith('commit'));
  expect([first, seen(topic), names(both), names(rest), committed]).toEqual([
    [1],
    [1, 2, 3],
    2,
    2,
    ['commit me.0', 'commit me.1', 'commit me.2'],
  ]);
});

test('a failed job keeps what a checkpoint waits for', async () => {
  const topic = new KafkaTopic(1);
  const { sink } = await open(topic);
  const state = await prepare(sink, 1, 1);
  await sink.abandon('test');
  const again = await open(topic, {}, [state]);
  const givenUp = topic.calls.filter((call) => call.startsWith('abort'));
  expect([seen(topic), again.warnings, givenUp]).toEqual([[1], [], []]);
});

test('what comes in several turns is one transaction, each entry numbered after the one before', async () => {
  const topic = new KafkaTopic(1);
  const { sink } = await open(topic);
  for (let n = 1; n <= 3; n++) {
    sink.receive(batch(n));
    for (let i = 0; i < 5; i++) await new Promise((resolve) => setImmediate(resolve));
  }
  await prepare(sink, 1);
  await sink.commit(1);
  const [written, committed] = ['produce', 'commit'].map((call) => topic.calls.filter((each) => each.startsWith(call)));
  expect([seen(topic), written!.length, committed!.length]).toEqual([[1, 2, 3], 3, 1]);
});

test('what was open under the name that a sink had at its checkpoint is given up, too', async () => {
  const topic = new KafkaTopic(1);
  await open(topic, {}, [{ name: 'before', prepared: [] }]);
  expect(topic.calls.filter((call) => call.startsWith('identify'))).toEqual([
    ...[0, 1, 2, 3].map((i) => `identify me.${i}`),
    ...[0, 1, 2, 3].map((i) => `identify before.${i}`),
  ]);
});

test('a cluster that is away is no reason to give up the rows of a checkpoint', async () => {
  const topic = new KafkaTopic(1);
  const { sink } = await open(topic);
  const state = await prepare(sink, 1, 1);
  for (let i = 0; i < 1_000; i++) topic.failures.push({ call: 'commit', error: unreachable() });
  await expect(open(topic, {}, [state])).rejects.toThrow(/nothing answers at that port/);
});

test('where a partition has gone to another broker is asked after a failure', async () => {
  const topic = new KafkaTopic(1);
  const { sink } = await open(topic);
  topic.failures.push({ call: 'produce', error: unreachable() });
  await prepare(sink, 1, 1);
  expect(topic.calls.filter((call) => call === 'leaders')).toHaveLength(2);
});

test('what comes while rows are being written follows them in a request of its own, numbered after them', async () => {
  const topic = new KafkaTopic(1);
  const client = topic.client();
  const held: (() => void)[] = [];
  const produce: typeof client.produce = async (...args) => {
    await new Promise<void>((resolve) => held.push(resolve));
    return client.produce(...args);
  };
  topic.client = () => ({ ...client, produce });
  const { sink } = await open(topic);
  const turns = async (): Promise<void> => {
    for (let i = 0; i < 5; i++) await new Promise((resolve) => setImmediate(resolve));
  };
  sink.receive(batch(1));
  await turns();
  sink.receive(batch(2));
  await turns();
  expect(held.length).toBe(1);
  held.shift()!();
  await turns();
  held.shift()!();
  await prepare(sink, 1);
  await sink.commit(1);
  expect(topic.seen).toEqual([['{"n":1,"k":null}', '{"n":2,"k":null}']]);
});

test('rows without a key go to the partitions in turn, whatever news of the watermark comes between them', async () => {
  const topic = new KafkaTopic(2);
  const { sink } = await open(topic, { delivery: 'at_least_once' });
  for (const n of [1, 2, 3, 4]) {
    sink.receive(batch(n));
    sink.receive(batch());
  }
  await sink.finish();
  expect(topic.partitions.map(({ length }) => length)).toEqual([2, 2]);
});
