import { createServer as createTcpServer } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { toRows } from '../../../engine/data/rows.ts';
import type { Row } from '../../../engine/data/rows.ts';
import { readDocument } from '../../../engine/document/index.ts';
import { formatProblem } from '../../../engine/document/problem.ts';
import type { SourceNode } from '../../../engine/document/plan.ts';
import { createHttpSource } from '../../../engine/sources/http.ts';
import type { Source, SourceGap } from '../../../engine/sources/source.ts';
import { startServer } from '../../support/http/server.ts';
import type { TestServer } from '../../support/http/server.ts';
import { sourceContext } from './source-rows.ts';

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of opened.splice(0).reverse()) await each.close();
});

/** A server that gives one of `answers` after the other, the last again and again; a number is a status. */
async function serve(...answers: readonly (string | number)[]): Promise<TestServer> {
  let next = 0;
  const server = await startServer((_, response) => {
    const answer = answers[Math.min(next++, answers.length - 1)]!;
    if (typeof answer === 'number') response.writeHead(answer).end();
    else response.end(answer);
  });
  opened.push(server);
  return server;
}

/** A source over `url` as a document says it, and a clock that goes on while it waits. */
async function open(url: string, keys: string, { onWait = (): void => undefined, batchSize = 1000 } = {}) {
  const text = `
version: 1
name: t
sources: { web: { type: http, url: "${url}", ${keys} } }
sinks: { out: { type: discard, inputs: [web] } }
`;
  const read = readDocument(text, { file: 't', baseFolder: '/', environment: { SECRET: 's3cret' } });
  if (!('plan' in read)) throw new Error(read.problems.map(formatProblem).join('\n'));
  const { source: options, schema } = read.plan.nodes[0] as SourceNode;
  if (options.type !== 'http') throw new Error('no http source');
  const time = { wall: 1_000_000, monotonic: 500 };
  const clock = { now: () => time.wall, monotonic: () => time.monotonic };
  const { context, rejected } = sourceContext(batchSize, clock);
  const warnings: string[] = [];
  const warn = (message: string): unknown => warnings.push(message);
  const gaps: unknown[] = [];
  const gap = ({ reason, seconds }: SourceGap): unknown => gaps.push([reason, seconds]);
  const waits: number[] = [];
  const wait = (ms: number): Promise<void> => {
    waits.push(ms);
    time.wall += ms;
    time.monotonic += ms;
    onWait();
    return Promise.resolve();
  };
  const source: Source = createHttpSource(options, schema, { ...context, warn, gap }, wait);
  await source.open();
  opened.push(source);
  /** The rows of the next `polls` polls. */
  const rows = async (polls: number): Promise<Row[]> => {
    const found: Row[] = [];
    const { signal } = new AbortController();
    for (let i = 0; i < polls; i++) found.push(...toRows((await source.poll(signal))!));
    return found;
  };
  return { source, rows, schema: schema, rejected, warnings, gaps, waits, time, counters: context.counters };
}

const values = (rows: readonly Row[]): unknown[] => rows.map((row) => Object.values(row));

test('counters come as rates from the second sight on, one that went back is a new start, gauges as they are', async () => {
  const head = '# TYPE bytes_total counter\n# TYPE temp_celsius gauge\n';
  const { origin } = await serve(
    `${head}bytes_total 100\ntemp_celsius{zone="0"} 40\nload NaN\n`,
    `${head}bytes_total 350\ntemp_celsius{zone="0"} 41\n`,
    `${head}bytes_total 20\n`,
    `${head}bytes_total 30\nnew_total 5\n`,
  );
  const { rows, schema, waits } = await open(`${origin}/metrics`, 'format: prometheus, every: 5s');
  const { host } = new URL(origin);
  const at = (seconds: number): number => 1_000_000 + seconds * 1000;
  expect(schema.map(({ name }) => name)).toEqual(['ts', 'host', 'metric', 'entity', 'value', 'unit']);
  expect([values(await rows(8)), waits]).toEqual([
    [
      [at(0), host, 'temp_celsius', '{zone="0"}', 40, 'Cel'],
      [at(0), host, 'load', '', null, '1'],
      [at(5), host, 'bytes_total', '', 50, 'By/s'],
      [at(5), host, 'temp_celsius', '{zone="0"}', 41, 'Cel'],
      [at(15), host, 'bytes_total', '', 2, 'By/s'],
      [at(15), host, 'new_total', '', 5, '1'],
    ],
    [5000, 5000, 5000],
  ]);
});

test('globs choose from the metrics, a line that is none is rejected with its number, and batches stay small', async () => {
  const { origin } = await serve('a_x 1\nb_x 2\na_y 3\na_z nonsense\na_w 4\n');
  const { rows, rejected, source } = await open(origin, 'format: prometheus, metrics: ["a_*"]', { batchSize: 2 });
  const sizes = [];
  for (let i = 0; i < 3; i++) sizes.push((await source.poll(new AbortController().signal))!.length);
  expect([sizes, rejected]).toEqual([
    [2, 1, 0],
    [{ file: `${origin}/`, line: 4, reason: 'the value is no number, "nonsense"', text: 'a_z nonsense' }],
  ]);
  expect((await rows(1)).length).toBe(2);
});

test('a span without answers is told by one warning, one when it is over, and a gap row; the rate spans it', async () => {
  const { origin, seen } = await serve(
    '# TYPE a_total counter\na_total 1\n',
    503,
    503,
    503,
    '# TYPE a_total counter\na_total 41',
  );
  const { rows, warnings } = await open(origin, 'format: prometheus, every: 10s');
  const found = await rows(7);
  expect([
    found.map(({ metric, entity, value, unit }) => [metric, entity, value, unit]),
    warnings,
    seen.length,
  ]).toEqual([
    [
      ['gap', 'no answer: it answers 503 Service Unavailable', 30, 's'],
      ['a_total', '', 1, '1/s'],
    ],
    [
      `GET ${origin}/: it answers 503 Service Unavailable; it fails inside: look into its log`,
      `GET ${origin}/: answers again, after 3 failures in 30.0 s`,
    ],
    5,
  ]);
});

test('after the machine slept there is a gap, and no rate over it', async () => {
  const total = '# TYPE a_total counter\na_total ';
  const { origin } = await serve(`${total}1`, `${total}1001`, `${total}1002`);
  let sleeps = 3_600_000;
  const { rows, time, gaps } = await open(origin, 'format: prometheus, every: 1s', {
    onWait: () => {
      time.wall += sleeps;
      sleeps = 0;
    },
  });
  const found = await rows(6);
  expect(found.map(({ metric, entity, value }) => [metric, entity, value])).toEqual([
    ['gap', 'suspend', 3600],
    ['a_total', '', 1],
  ]);
  expect(gaps).toEqual([['suspend', 3600]]);
});

test('JSON is one object or a list of them, in the answer or inside of it; an item that does not fit is rejected by number', async () => {
  const keys = 'format: json, received: at, schema: { n: bigint, load: { type: double, from: cpu.load } }';
  const one = await serve('\uFEFF{"n":1,"cpu":{"load":0.5}}');
  const list = await serve('[{"n":1},{"n":"x"},3,{"n":2,"cpu":{"load":NaN}}]');
  const inside = await serve('{"data":{"result":[{"n":9007199254740991}]}}');
  const sources = [
    await open(one.origin, keys),
    await open(list.origin, keys),
    await open(inside.origin, `${keys}, items: data.result`),
  ];
  const rows = [];
  for (const source of sources) rows.push(values(await source.rows(2)));
  expect(rows).toEqual([
    [[1_000_000, 1, 0.5]],
    [
      [1_000_000, 1, null],
      [1_000_000, 2, null],
    ],
    [[1_000_000, 9007199254740991, null]],
  ]);
  expect(sources[1]!.rejected.map(({ line, reason, text }) => [line, reason, text])).toEqual([
    [2, 'column "n": expected bigint, found string "x"', '{"n":"x"}'],
    [3, 'not a JSON object', '3'],
  ]);
});

test('an answer that is no JSON, or has no list where one should be, is one rejected row', async () => {
  const html = await open((await serve('<html>')).origin, 'format: json, schema: { n: bigint }');
  const other = await open((await serve('{"data":1}')).origin, 'format: json, items: data, schema: { n: bigint }');
  expect([await html.rows(1), await other.rows(1)]).toEqual([[], []]);
  expect([...html.rejected, ...other.rejected].map(({ line, reason, text }) => [line, reason, text])).toEqual([
    [1, expect.stringMatching(/^not JSON: /), '<html>'],
    [1, 'there is no list at "data"', '{"data":1}'],
  ]);
});

test('NDJSON and CSV are read as those of files are', async () => {
  const ndjson = await open((await serve('{"n":1}\n{\n\n{"n":2}')).origin, 'format: ndjson, schema: { n: bigint }');
  const csv = await open(
    (await serve('x;n\na;1\nb;z\n')).origin,
    'format: csv, csv: { delimiter: ";" }, schema: { n: bigint, name: { type: string, from: x } }',
  );
  expect([values(await ndjson.rows(1)), values(await csv.rows(1))]).toEqual([[[1], [2]], [[1, 'a']]]);
  expect([...ndjson.rejected, ...csv.rejected].map(({ line, text }) => [line, text])).toEqual([
    [2, '{'],
    [3, 'b;z'],
  ]);
});

test('CSV without a column is told once, and read again once it has it', async () => {
  const { origin } = await serve('m\n1\n', 'm\n2\n', 'n\n3\n', 'm\n4\n');
  const { rows, warnings } = await open(origin, 'format: csv, schema: { n: bigint }');
  expect([values(await rows(7)), warnings.length]).toEqual([[[3]], 2]);
  expect(warnings[0]).toContain('no column "n" in the header row (m)');
});

test('secrets go with the request, and into no message', async () => {
  const { origin, seen } = await serve(404, 'n 1');
  const { port } = new URL(origin);
  const url = `http://me:\${SECRET}@127.0.0.1:${port}/a?token=\${SECRET}`;
  const { rows, warnings } = await open(url, 'format: prometheus, headers: { X-Token: "t-${SECRET}" }');
  await rows(3);
  const { path, headers } = seen[0]!;
  expect([path, headers['x-token'], headers.authorization]).toEqual([
    '/a?token=s3cret',
    't-s3cret',
    `Basic ${Buffer.from('me:s3cret').toString('base64')}`,
  ]);
  expect(warnings).toEqual([
    `GET http://127.0.0.1:${port}/a: it answers 404 Not Found; there is no such thing: correct the url`,
    `GET http://127.0.0.1:${port}/a: answers again, after one failure in 10.0 s`,
  ]);
});

test('questions that would overlap one that takes long are left out and counted', async () => {
  const { origin } = await serve('a 1');
  const { source, rows, counters, time, waits } = await open(origin, 'format: prometheus, every: 1s');
  await rows(2);
  time.wall += 3700;
  time.monotonic += 3700;
  await rows(2);
  await source.poll(new AbortController().signal);
  expect([counters.dropped, waits]).toEqual([2, [300]]);
});

test('a stop does not wait for an answer', async () => {
  const silent = createTcpServer(() => undefined);
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const { port } = silent.address() as { port: number };
  const { source, warnings } = await open(`http://127.0.0.1:${port}`, 'format: prometheus, timeout: 1h');
  const stop = new AbortController();
  const polled = source.poll(stop.signal);
  stop.abort();
  expect([(await polled)!.length, warnings]).toEqual([0, []]);
  silent.close();
});
