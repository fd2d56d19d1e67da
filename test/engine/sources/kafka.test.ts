import { expect, test } from 'vitest';
import { toRows } from '../../../engine/data/rows.ts';
import type { Row } from '../../../engine/data/rows.ts';
import { readDocument } from '../../../engine/document/index.ts';
import { formatProblem } from '../../../engine/document/problem.ts';
import type { SourceNode } from '../../../engine/document/plan.ts';
import { createKafkaSource } from '../../../engine/sources/kafka.ts';
import type { SourcePosition } from '../../../engine/sources/source.ts';
import { KafkaTopic, unreachable } from '../../support/kafka-topic.ts';
import { sourceContext } from './source-rows.ts';

/** A source over `topic` as a document says it. */
async function open(
  topic: KafkaTopic,
  keys = '',
  { from = null, batchSize = 1000 }: { from?: SourcePosition | null; batchSize?: number } = {},
) {
  const schema = keys.includes('schema') ? '' : 'schema: { n: bigint }, ';
  const text = `
version: 1
name: t
sources: { in: { type: kafka, brokers: ["localhost:1", "localhost:2"], topic: rows, ${schema}${keys} } }
sinks: { out: { type: discard, inputs: [in] } }
`;
  const read = readDocument(text, { file: 't', baseFolder: '/', environment: {} });
  if (!('plan' in read)) throw new Error(read.problems.map(formatProblem).join('\n'));
  const { source: options, schema: columns } = read.plan.nodes[0] as SourceNode;
  if (options.type !== 'kafka') throw new Error('no kafka source');
  const time = { monotonic: 0 };
  const { context, rejected } = sourceContext(batchSize, { now: () => 0, monotonic: () => time.monotonic });
  const warnings: string[] = [];
  const around = {
    connect: () => Promise.resolve(topic.client()),
    random: () => 1,
    wait: (ms: number) => Promise.resolve(void (time.monotonic += ms)),
  };
  const given = { ...context, from, warn: (message: string): unknown => warnings.push(message) };
  const source = createKafkaSource(options, columns, { context: given, around });
  await source.open();
  const { signal } = new AbortController();
  /** The rows of the next `polls` polls, or of all until the end. */
  const rows = async (polls = Infinity): Promise<Row[]> => {
    const found: Row[] = [];
    for (let i = 0; i < polls; i++) {
      const batch = await source.poll(signal);
      if (batch === null) break;
      found.push(...toRows(batch));
    }
    return found;
  };
  return { source, rows, rejected, warnings, time, signal };
}

const numbers = (rows: readonly Row[]): unknown[] => rows.map(({ n }) => n);

function filled(partitions: number, each: number): KafkaTopic {
  const topic = new KafkaTopic(partitions);
  for (let n = 0; n < partitions * each; n++) topic.add(n % partitions, `{"n":${n}}`);
  return topic;
}

test('until: latest ends with what was there when it began', async () => {
  const topic = filled(3, 2);
  const { rows } = await open(topic, 'until: latest');
  topic.add(0, '{"n":99}');
  expect(numbers(await rows()).sort()).toEqual([0, 1, 2, 3, 4, 5]);
});

test('start: latest passes over what is there', async () => {
  const topic = filled(2, 2);
  const { rows } = await open(topic, 'start: latest');
  topic.add(1, '{"n":99}');
  expect(numbers(await rows(3))).toEqual([99]);
});

test('from any position it goes on with the next row, to the same end', async () => {
  const topic = filled(3, 5);
  const all: unknown[] = [];
  let from: SourcePosition | null = null;
  for (let run = 0; run < 20; run++) {
    const { source, rows } = await open(topic, 'until: latest', { from, batchSize: 2 });
    all.push(...numbers(await rows(2)));
    from = source.position();
    topic.add(run % 3, '{"n":99}');
  }
  expect(all.sort((a, b) => Number(a) - Number(b))).toEqual(Array.from({ length: 15 }, (_, n) => n));
});

test('key, partition, offset, timestamp and headers are columns, whatever their place among the others', async () => {
  const topic = new KafkaTopic(2);
  const headers = { site: [Buffer.from('old'), Buffer.from('new')] };
  topic.add(1, '{"n":1}');
  topic.add(1, '{"n":2}', { key: Buffer.from('k'), timestamp: 1234, headers });
  topic.add(1, '{"n":3}', { timestamp: -1, headers: { site: Buffer.from('') } });
  const from = (type: string, name: string): string => `{ type: ${type}, from: ${name} }`;
  const { rows } = await open(
    topic,
    `until: latest, schema: { key: ${from('string', '$key')}, n: bigint, p: ${from('bigint', '$partition')}, o: ${from('double', '$offset')}, t: ${from('timestamp', '$timestamp')}, s: ${from('string', '$headers.site')} }`,
  );
  expect(await rows()).toEqual([
    { key: null, n: 1, p: 1, o: 0, t: 1, s: null },
    { key: 'k', n: 2, p: 1, o: 1, t: 1234, s: 'new' },
    { key: null, n: 3, p: 1, o: 2, t: null, s: '' },
  ]);
});

test('what cannot be read is rejected with its topic, partition and offset, and the rows around it stay whole', async () => {
  const topic = new KafkaTopic(1);
  topic.add(0, '{"n":1}', { key: Buffer.from('a') });
  topic.add(0, '{"n":"x"}');
  topic.add(0, '', { value: null });
  topic.add(0, '');
  topic.add(0, '{"n":5}', { key: Buffer.from([0xff]) });
  topic.add(0, '{"n":6}', { key: Buffer.from('f') });
  const { rows, rejected } = await open(topic, 'until: latest, schema: { n: bigint, k: { type: string, from: $key } }');
  expect(await rows()).toEqual([
    { n: 1, k: 'a' },
    { n: 6, k: 'f' },
  ]);
  expect(rejected.map(({ file, line, reason }) => `${file} ${line}: ${reason}`)).toEqual([
    'rows[0] 1: column "n": expected bigint, found string "x"',
    'rows[0] 2: it has no value',
    'rows[0] 3: not JSON: its value is empty',
    'rows[0] 4: $key is not UTF-8',
  ]);
});

test('nothing is asked for while nobody wants rows', async () => {
  const topic = filled(2, 3);
  const { rows } = await open(topic, '', { batchSize: 1 });
  await rows(3);
  expect(topic.calls.filter((call) => call.startsWith('fetch'))).toEqual(['fetch 0']);
});

test('a broker that is away is asked again, and rows come once it is back', async () => {
  const topic = filled(2, 1);
  const { rows, warnings, time } = await open(topic, 'until: latest');
  for (let i = 0; i < 4; i++) topic.failures.push({ call: i % 2 ? 'leaders' : 'fetch', error: unreachable() });
  expect(numbers(await rows())).toEqual([0, 1]);
  expect(warnings).toEqual([
    'topic "rows" of localhost:1, localhost:2: nothing answers at that port; see that the cluster runs, and that the brokers are right',
  ]);
  expect(time.monotonic).toBeGreaterThan(1000);
});

test('a cluster that stays away fails the attempt after half a minute, by the names of brokers and topic', async () => {
  const topic = filled(2, 1);
  const { rows, time } = await open(topic);
  topic.failures.push({ call: 'fetch', error: unreachable() });
  for (let i = 0; i < 50; i++) topic.failures.push({ call: 'leaders', error: unreachable() });
  await expect(rows(1)).rejects.toMatchObject({
    code: 'source-failed',
    isPermanent: false,
    message: /^topic "rows" of localhost:1, localhost:2: nothing answers at that port/,
  });
  expect(time.monotonic).toBeGreaterThanOrEqual(30_000);
  expect(time.monotonic).toBeLessThan(40_000);
});

test('rows that are no longer there are told of at once', async () => {
  const topic = filled(1, 1);
  const { rows, time } = await open(topic);
  topic.failures.push({ call: 'fetch', error: Object.assign(new Error('gone'), { type: 'OFFSET_OUT_OF_RANGE' }) });
  await expect(rows(1)).rejects.toMatchObject({ isPermanent: true, message: /no longer there/ });
  expect(time.monotonic).toBe(0);
});

test('partitions that were added to the topic are read from their start', async () => {
  const topic = filled(1, 1);
  const { rows, time } = await open(topic, 'start: latest');
  await rows(1);
  topic.partitions.push([]);
  topic.add(1, '{"n":7}');
  time.monotonic += 5 * 60 * 1000;
  expect(numbers(await rows(2))).toEqual([7]);
});

test('a partition without rows holds the watermark up until it is idle', async () => {
  const topic = new KafkaTopic(2);
  topic.add(0, '{"ts":1000}');
  const { source, time, signal } = await open(
    topic,
    'schema: { ts: timestamp }, event_time: { column: ts, idle_timeout: 10s }',
  );
  const batch = (await source.poll(signal))!;
  source.watermarks!.stamp(batch, Float64Array.of(1000));
  expect(source.watermarks!.snapshot()).toEqual({ numbers: Float64Array.of(-Infinity, 0, 999, 1, -Infinity) });
  topic.onFetch = () => void (time.monotonic += 6000);
  topic.add(0, '{"ts":2000}');
  source.watermarks!.stamp((await source.poll(signal))!, Float64Array.of(2000));
  const moved = (await source.poll(signal))!;
  expect([moved.length, moved.watermark]).toEqual([0, 1999]);
});

test('rows of one broker that came while another was away come once', async () => {
  const topic = filled(4, 3);
  topic.failures.push({ call: 'fetch 0', error: unreachable() });
  const { rows } = await open(topic, 'until: latest');
  expect(numbers(await rows()).sort((a, b) => Number(a) - Number(b))).toEqual(Array.from({ length: 12 }, (_, n) => n));
});

test('a partition that is added after the end was fixed is behind that', async () => {
  const topic = filled(2, 3);
  const { rows } = await open(topic, 'until: latest', { from: { 0: '1 3' } });
  expect(numbers(await rows())).toEqual([2, 4]);
});
