import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CompressionTypes, Kafka, logLevel } from 'kafkajs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BROKER, newTopic, rowsIn, run, SASL_BROKER, TLS } from './command.ts';
import { copy, count, ONCE, tally } from './documents.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'millrace-topics-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const kafka = new Kafka({ brokers: [BROKER], logLevel: logLevel.NOTHING });

const numbers = (name: string): number[] =>
  rowsIn(join(folder, name))
    .map(({ n }) => Number(n))
    .sort((a, b) => a - b);

test('what went into a topic comes out, with key, partition, offset, time and headers as columns', async () => {
  const topic = newTopic();
  expect((await run(folder, count('full', topic, { keys: ', key: k, headers: { number: n }' }))).code).toBe(0);
  const from = (name: string, type: string, place: string): string => `${name}: { type: ${type}, from: ${place} }`;
  const schema = [
    'n: bigint',
    'k: string',
    from('key', 'string', '$key'),
    from('p', 'bigint', '$partition'),
    from('o', 'bigint', '$offset'),
    from('t', 'timestamp', '$timestamp'),
    from('h', 'string', '$headers.number'),
  ].join(', ');
  expect((await run(folder, copy('full-copy', topic, { schema }))).code).toBe(0);
  const rows = rowsIn(join(folder, 'full-copy'));
  expect(tally(numbers('full-copy'), 1000)).toEqual(ONCE);
  const places = new Map<unknown, unknown>();
  for (const { n, k, key, p, t, h } of rows) {
    expect([key, h, t]).toEqual([k, String(n), new Date(Date.UTC(2026, 0, 1) + Number(n) * 1000).toISOString()]);
    expect(places.get(key) ?? p).toBe(p);
    places.set(key, p);
  }
  expect(new Set(rows.map(({ p }) => p))).toEqual(new Set([0, 1]));
});

test('a sink that is killed again and again writes each row once for those who read what is committed', async () => {
  const topic = newTopic();
  const document = count('killed', topic, { rows: 24_000, rate: 3000 });
  for (const killMs of [2500, 3100, 2200, 3700]) expect((await run(folder, document, { killMs })).code).toBe(null);
  expect((await run(folder, document)).code).toBe(0);
  await run(folder, copy('killed-copy', topic));
  expect(tally(numbers('killed-copy'), 24_000)).toEqual(ONCE);
}, 120_000);

test('a source that is killed again and again goes on from its offsets, and its end stays where it was', async () => {
  const topic = newTopic();
  await run(folder, count('source', topic, { rows: 400_000 }));
  const document = copy('source-copy', topic, { settings: ', batch: { size: 100 }' });
  const killed = [];
  for (const killMs of [1400, 1700, 2000]) killed.push((await run(folder, document, { killMs })).code);
  await run(folder, count('more', topic));
  const last = await run(folder, document);
  expect(last.code, last.errors).toBe(0);
  expect(killed).toContain(null);
  expect(tally(numbers('source-copy'), 400_000)).toEqual(ONCE);
}, 120_000);

test('with at_least_once rows are there at once, and none is missing after a kill', async () => {
  const topic = newTopic();
  const document = count('atleast', topic, { rows: 9000, rate: 3000, keys: ', delivery: at_least_once' });
  await run(folder, document, { killMs: 2500 });
  expect((await run(folder, document)).code).toBe(0);
  await run(folder, copy('atleast-copy', topic));
  expect(tally(numbers('atleast-copy'), 9000).missing).toBe(0);
}, 60_000);

test('rows of transactions that were given up are not seen, compressed ones are, and what cannot be read is rejected', async () => {
  const topic = newTopic();
  const producer = kafka.producer({ transactionalId: topic, maxInFlightRequests: 1, idempotent: true });
  await producer.connect();
  const write = async (outcome: 'commit' | 'abort', ...values: (string | null)[]): Promise<void> => {
    const transaction = await producer.transaction();
    const messages = values.map((value) => ({ value, partition: 0 }));
    await transaction.send({ topic, messages, compression: CompressionTypes.GZIP });
    await transaction[outcome]();
  };
  await write('commit', '{"n":0}', '{"n":"x"}', null);
  await write('abort', '{"n":8}', '{"n":9}');
  await write('commit', '{"n":1}');
  await write('abort', '{"n":7}');
  await producer.disconnect();
  const rejects = join(folder, 'rejects.ndjson');
  expect((await run(folder, copy('seen', topic, { keys: `, rejects: "${rejects}"` }))).code).toBe(0);
  expect(numbers('seen')).toEqual([0, 1]);
  const rejected = readFileSync(rejects, 'utf8').trim().split('\n');
  expect(rejected.map((line) => JSON.parse(line) as unknown)).toMatchObject([
    { line: 1, reason: 'column "n": expected bigint, found string "x"' },
    { line: 2, reason: 'it has no value' },
  ]);
});

test.each(['plain', 'scram-sha-256'])(
  'a user is let in by %s, and nobody with a wrong password',
  async (mechanism) => {
    const topic = newTopic();
    await run(folder, count(`open-${mechanism}`, topic, { rows: 10 }));
    const sasl = `, sasl: { mechanism: ${mechanism}, username: millrace, password: "\${PASSWORD}" }`;
    const document = copy(`user-${mechanism}`, topic, { keys: sasl }).replace(BROKER, SASL_BROKER);
    const wrong = await run(folder, document, { environment: { PASSWORD: 'wine' } });
    expect(wrong.errors).toMatch(/does not let the user in .*; correct "sasl"/);
    expect(wrong.errors).not.toContain('wine');
    expect((await run(folder, document, { environment: { PASSWORD: 'water' } })).code).toBe(0);
    expect(tally(numbers(`user-${mechanism}`), 10)).toEqual(ONCE);
  },
  60_000,
);

test('a broker is reached over TLS by whoever trusts its certificate, and by nobody else', async () => {
  const topic = newTopic();
  await run(folder, count('open-tls', topic, { rows: 10 }));
  const over = (name: string, tls: string): string =>
    copy(name, topic, { keys: `, tls: ${tls}`, settings: ', restart: { strategy: none }' }).replace(BROKER, TLS.broker);
  const stranger = await run(folder, over('tls-stranger', '{}'));
  expect(stranger.code).toBe(1);
  expect(stranger.errors).toMatch(/certificate/);
  expect(await run(folder, over('tls-friend', `{ ca: "${TLS.ca}" }`))).toMatchObject({ code: 0 });
  expect(tally(numbers('tls-friend'), 10)).toEqual(ONCE);
}, 60_000);
