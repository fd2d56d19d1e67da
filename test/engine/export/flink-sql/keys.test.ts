import { describe, expect, test } from 'vitest';
import { readDocument } from '../../../../engine/document/index.ts';
import type { Kind } from '../../../../engine/document/keys/kind.ts';
import { PIPELINE } from '../../../../engine/document/keys/pipeline.ts';
import { AS_WRITTEN, toFlinkSql } from '../../../../engine/export/flink-sql/index.ts';

const FILE = 'type: file, path: a.ndjson, format: ndjson, schema: { ts: timestamp, k: string, v: double, n: bigint }';
const TOPIC = 'type: kafka, brokers: ["localhost:9092"], topic: t';

/** Something of everything, all of it portable. */
const DOCUMENT = `
version: 1
name: everything
settings: { restart: { strategy: exponential_delay } }
sources:
  in: { ${FILE}, event_time: { column: ts, out_of_orderness: 2s } }
  rows: { type: file, path: a.csv, format: csv, csv: { header: false }, schema: { n: bigint } }
  topic: { ${TOPIC}, schema: { ts: timestamp, t: { type: timestamp, from: $timestamp } }, event_time: { column: ts } }
  sensors: { type: system, interval: 1s }
  made: { type: generator, columns: { n: { sequence: {} }, t: { time: {} } } }
  asked: { type: http, url: "http://localhost:1", format: json, schema: { n: bigint } }
operators:
  kept: { type: filter, inputs: [in], where: v > 1 }
  some: { type: select, inputs: [in], columns: { k: k } }
  more: { type: extend, inputs: [in], columns: { w: v + 1 } }
  all: { type: union, inputs: [in, kept] }
  tumbling: { type: window, inputs: [in], window: { type: tumbling, size: 10s }, aggregate: { c: count(*) } }
  sliding: { type: window, inputs: [in], window: { type: sliding, size: 10s, slide: 5s }, aggregate: { c: count(*) } }
  session: { type: window, inputs: [in], window: { type: session, gap: 5s }, aggregate: { c: count(*) } }
  cumulate: { type: window, inputs: [in], window: { type: cumulate, size: 10s, step: 5s }, aggregate: { c: count(*) } }
  first: { type: deduplicate, inputs: [in], key: [k] }
  changed: { type: deduplicate, inputs: [in], key: [k], keep: changed, on: [v] }
  before: { type: lag, inputs: [in], columns: { p: lag(v) } }
  best: { type: top_n, inputs: [tumbling], order_by: [c], n: 1 }
  pairs: { type: interval_join, inputs: [in, in], on: [[k, k]], between: [-5s, 0s] }
  spell: { type: pattern, inputs: [in], sequence: [{ name: a, where: v > 1 }, { name: b, where: v < 1, times: 2 }], columns: { v: a.v } }
sinks:
  file: { type: file, inputs: [some], path: out }
  topics: { ${TOPIC}, inputs: [in] }
  chart: { type: chart, inputs: [in] }
  printed: { type: console, inputs: [sensors] }
  gone: { type: discard, inputs: [made] }
  told: { type: notification, inputs: [in] }
  ends: { type: discard, inputs: [rows] }
  answers: { type: discard, inputs: [asked] }
  read: { type: discard, inputs: [topic] }
  also: { type: console, inputs: [in] }
  none: { type: discard, inputs: [in] }
`;

const SAID = 'it is said in SQL';
const HERE = 'it is about this machine, and changes nothing of what the rows mean';
/** What Flink does anyway, or what only this program needs to know. */
const NOTHING = 'there is nothing to say';

const NO_REJECTS = 'rejects on ';
const NO_HTTP = 'a sink of type http on ';

/** By key, or by all that begin with it: where it stands in the document, another value for it, and what becomes of that. */
const KEYS: readonly (readonly [key: string, path: string, value: string, outcome: string])[] = [
  ['name', 'name', 'other', SAID],
  ['description', 'description', 'what it is for', SAID],
  ['settings.parallelism', 'settings.parallelism', '3', SAID],
  ['settings.batch.size', 'settings.batch.size', '7', HERE],
  ['settings.batch.timeout', 'settings.batch.timeout', '7ms', HERE],
  ['settings.buffer.capacity', 'settings.buffer.capacity', '7', HERE],
  ['settings.checkpoint.interval', 'settings.checkpoint.interval', '7s', SAID],
  ['settings.checkpoint.timeout', 'settings.checkpoint.timeout', '7s', SAID],
  ['settings.checkpoint.retained', 'settings.checkpoint.retained', '7', HERE],
  ['settings.checkpoint.mode', 'settings.checkpoint.mode', 'at_least_once', SAID],
  ['settings.restart.exponential_delay.initial', 'settings.restart.initial', '7s', SAID],
  ['settings.restart.exponential_delay.max', 'settings.restart.max', '7m', SAID],
  ['settings.restart.exponential_delay.multiplier', 'settings.restart.multiplier', '7', SAID],
  ['settings.restart.exponential_delay.jitter', 'settings.restart.jitter', '0.7', SAID],
  ['settings.restart.exponential_delay.reset_after', 'settings.restart.reset_after', '7h', SAID],
  ['settings.restart.fixed_delay.', 'settings.restart', '{ strategy: fixed_delay, attempts: 7, delay: 7s }', SAID],
  ['settings.restart.failure_rate.', 'settings.restart', '{ strategy: failure_rate, failures: 7, per: 7s }', SAID],

  ['sources.system.interval', 'sources.sensors.interval', '7s', HERE],
  ['sources.system.metrics', 'sources.sensors.metrics', '[hw.*]', HERE],
  ['sources.system.event_time.column', 'sources.sensors.event_time.column', 'ts', NOTHING],
  ['sources.system.event_time.out_of_orderness', 'sources.sensors.event_time.out_of_orderness', '7s', SAID],
  ['sources.system.event_time.idle_timeout', 'sources.sensors.event_time.idle_timeout', '7s', HERE],
  ['sources.system.rejects', 'sources.sensors.rejects', 'bad', NO_REJECTS],
  ['sources.system.on_error', 'sources.sensors.on_error', 'fail', NOTHING],
  ['sources.file.path', 'sources.in.path', 'b.ndjson', SAID],
  ['sources.file.format', 'sources.in.format', 'parquet', 'format: parquet on in'],
  ['sources.file.schema.type', 'sources.in.schema.n', 'double', SAID],
  ['sources.file.schema.from', 'sources.in.schema.n', '{ type: bigint, from: a.b }', SAID],
  ['sources.file.csv.delimiter', 'sources.rows.csv.delimiter', '";"', SAID],
  ['sources.file.csv.header', 'sources.rows.csv.header', 'true', 'the header of csv on rows'],
  ['sources.file.follow', 'sources.in.follow', 'true', 'follow on in'],
  ['sources.file.event_time.column', 'sources.topic.event_time.column', 't', SAID],
  ['sources.file.event_time.out_of_orderness', 'sources.in.event_time.out_of_orderness', '7s', SAID],
  // A file that is read to its end is never idle.
  ['sources.file.event_time.idle_timeout', 'sources.in.event_time.idle_timeout', '7s', NOTHING],
  ['sources.file.rejects', 'sources.in.rejects', 'bad', NO_REJECTS],
  ['sources.file.on_error', 'sources.in.on_error', 'fail', NOTHING],
  ['sources.generator.event_time.', 'sources.made.event_time', '{ column: t, out_of_orderness: 7s }', SAID],
  ['sources.generator.rejects', 'sources.made.rejects', 'bad', NO_REJECTS],
  ['sources.generator.on_error', 'sources.made.on_error', 'fail', NOTHING],
  ['sources.generator.', 'sources.made.rows', '7', HERE],
  ['sources.recording.rejects', 'sources.made.rejects', 'bad', NO_REJECTS],
  ['sources.recording.', 'sources.made.seed', '7', HERE],
  ['sources.http.schema.', 'sources.asked.schema', '{ n: double }', SAID],
  ['sources.http.received', 'sources.asked.received', 'at', SAID],
  [
    'sources.http.event_time.',
    'sources.asked',
    '{ type: http, url: "http://localhost:1", format: json, schema: { n: bigint }, received: at, event_time: { column: at } }',
    SAID,
  ],
  ['sources.http.rejects', 'sources.asked.rejects', 'bad', NO_REJECTS],
  ['sources.http.', 'sources.asked.every', '7s', HERE],
  ['sources.kafka.brokers', 'sources.topic.brokers', '["127.0.0.1:1"]', SAID],
  ['sources.kafka.topic', 'sources.topic.topic', 'other', SAID],
  ['sources.kafka.tls.ca', 'sources.topic.tls', '{ ca: ca.pem }', SAID],
  ['sources.kafka.tls.', 'sources.topic.tls', '{ certificate: c.pem, key: c.key }', SAID],
  ['sources.kafka.sasl.', 'sources.topic.sasl', '{ mechanism: plain, username: me, password: "${PASS}" }', SAID],
  ['sources.kafka.format', 'sources.topic.format', 'json', NOTHING],
  ['sources.kafka.schema.type', 'sources.topic.schema.t', '{ type: bigint, from: $timestamp }', SAID],
  ['sources.kafka.schema.from', 'sources.topic.schema.t', '{ type: timestamp, from: a.b }', SAID],
  ['sources.kafka.start', 'sources.topic.start', 'latest', SAID],
  ['sources.kafka.until', 'sources.topic.until', 'latest', SAID],
  ['sources.kafka.event_time.column', 'sources.topic.event_time.column', 't', SAID],
  ['sources.kafka.event_time.out_of_orderness', 'sources.topic.event_time.out_of_orderness', '7s', SAID],
  ['sources.kafka.event_time.idle_timeout', 'sources.topic.event_time.idle_timeout', '7s', SAID],
  ['sources.kafka.rejects', 'sources.topic.rejects', 'bad', NO_REJECTS],
  ['sources.kafka.on_error', 'sources.topic.on_error', 'fail', NOTHING],

  ['operators.filter.inputs', 'operators.kept.inputs', '[first]', SAID],
  ['operators.filter.where', 'operators.kept.where', 'v > 7', SAID],
  ['operators.select.inputs', 'operators.some.inputs', '[kept]', SAID],
  ['operators.select.columns', 'operators.some.columns', '{ k: n }', SAID],
  ['operators.extend.inputs', 'operators.more.inputs', '[first]', SAID],
  ['operators.extend.columns', 'operators.more.columns', '{ w: v + 7 }', SAID],
  ['operators.union.inputs', 'operators.all.inputs', '[in, first]', SAID],
  ['operators.window.inputs', 'operators.tumbling.inputs', '[more]', SAID],
  ['operators.window.window.tumbling.size', 'operators.tumbling.window.size', '7s', SAID],
  [
    'operators.window.window.tumbling.offset',
    'operators.tumbling.window.offset',
    '1s',
    'the offset of the window on tumbling',
  ],
  ['operators.window.window.sliding.size', 'operators.sliding.window.size', '20s', SAID],
  ['operators.window.window.sliding.slide', 'operators.sliding.window.slide', '2s', SAID],
  [
    'operators.window.window.sliding.offset',
    'operators.sliding.window.offset',
    '1s',
    'the offset of the window on sliding',
  ],
  ['operators.window.window.session.gap', 'operators.session.window.gap', '7s', SAID],
  ['operators.window.window.cumulate.size', 'operators.cumulate.window.size', '20s', SAID],
  ['operators.window.window.cumulate.step', 'operators.cumulate.window.step', '1s', SAID],
  [
    'operators.window.window.count.size',
    'operators.sliding.window',
    '{ type: count, size: 7 }',
    'the window of a count on sliding',
  ],
  ['operators.window.time', 'operators.session.time', 'processing', 'time: processing on session'],
  ['operators.window.key', 'operators.tumbling.key', '[k]', SAID],
  ['operators.window.aggregate', 'operators.tumbling.aggregate', '{ c: count(v) }', SAID],
  ['operators.window.allowed_lateness', 'operators.tumbling.allowed_lateness', '7s', 'allowed_lateness on tumbling'],
  ['operators.deduplicate.inputs', 'operators.first.inputs', '[more]', SAID],
  ['operators.deduplicate.key', 'operators.first.key', '[n]', SAID],
  [
    'operators.deduplicate.keep',
    'operators.first',
    '{ type: deduplicate, inputs: [in], key: [k], keep: changed, on: [n] }',
    SAID,
  ],
  ['operators.deduplicate.on', 'operators.changed.on', '[n]', SAID],
  ['operators.deduplicate.ttl', 'operators.first.ttl', '7s', 'ttl on first'],
  ['operators.lag.inputs', 'operators.before.inputs', '[more]', SAID],
  ['operators.lag.key', 'operators.before.key', '[k]', SAID],
  ['operators.lag.columns', 'operators.before.columns', '{ p: "lag(v, 7)" }', SAID],
  ['operators.top_n.inputs', 'operators.best.inputs', '[sliding]', SAID],
  ['operators.top_n.key', 'operators.best.key', '[c]', SAID],
  ['operators.top_n.order_by', 'operators.best.order_by', '[c desc]', SAID],
  ['operators.top_n.n', 'operators.best.n', '7', SAID],
  ['operators.interval_join.inputs', 'operators.pairs.inputs', '[in, kept]', SAID],
  ['operators.interval_join.on', 'operators.pairs.on', '[[n, n]]', SAID],
  ['operators.interval_join.between', 'operators.pairs.between', '[-7s, 0s]', SAID],
  ['operators.pattern.inputs', 'operators.spell.inputs', '[kept]', SAID],
  ['operators.pattern.key', 'operators.spell.key', '[k]', SAID],
  [
    'operators.pattern.sequence.name',
    'operators.spell.sequence',
    '[{ name: a, where: v > 1 }, { name: c, where: v < 1, times: 2 }]',
    SAID,
  ],
  [
    'operators.pattern.sequence.where',
    'operators.spell.sequence',
    '[{ name: a, where: v > 1 }, { name: b, where: v < 7, times: 2 }]',
    SAID,
  ],
  [
    'operators.pattern.sequence.times.',
    'operators.spell.sequence',
    '[{ name: a, where: v > 1, times: { min: 1, max: 2 } }]',
    'times of the step a on spell',
  ],
  [
    'operators.pattern.sequence.next',
    'operators.spell.sequence',
    '[{ name: a, where: v > 1 }, { name: b, where: v < 1, times: 2, next: true }]',
    SAID,
  ],
  [
    'operators.pattern.sequence.consecutive',
    'operators.spell.sequence',
    '[{ name: a, where: v > 1 }, { name: b, where: v < 1, times: 2, consecutive: true }]',
    SAID,
  ],
  ['operators.pattern.within', 'operators.spell.within', '7s', SAID],
  ['operators.pattern.columns', 'operators.spell.columns', '{ v: b.v }', SAID],
  ['operators.pattern.after_match', 'operators.spell.after_match', 'skip_to_next', SAID],
  ...'filter kept,select some,extend more,union all,window tumbling,deduplicate first,lag before,top_n best,interval_join pairs,pattern spell'
    .split(',')
    .flatMap((each) => {
      const [type, id] = each.split(' ') as [string, string];
      return [
        [`operators.${type}.rejects`, `operators.${id}.rejects`, 'bad', NO_REJECTS],
        [`operators.${type}.on_error`, `operators.${id}.on_error`, 'fail', NOTHING],
      ] as const;
    }),

  ['sinks.file.inputs', 'sinks.file.inputs', '[kept]', SAID],
  ['sinks.file.path', 'sinks.file.path', 'other', SAID],
  ['sinks.file.format', 'sinks.file.format', 'csv', SAID],
  ['sinks.file.rolling.size', 'sinks.file.rolling.size', '7MiB', SAID],
  ['sinks.file.rolling.interval', 'sinks.file.rolling.interval', '7m', SAID],
  // A comment says that it is not done.
  ['sinks.file.compress', 'sinks.file.compress', 'gzip', SAID],
  ['sinks.file.encrypt.passphrase', 'sinks.file.encrypt', '{ passphrase: "${PASS}" }', 'encrypt on file'],
  ['sinks.chart.inputs', 'sinks.chart.inputs', '[kept, in]', SAID],
  ['sinks.chart.', 'sinks.chart.title', 'other', HERE],
  ['sinks.console.inputs', 'sinks.also.inputs', '[kept]', SAID],
  ['sinks.discard.inputs', 'sinks.none.inputs', '[kept]', SAID],
  ['sinks.notification.inputs', 'sinks.told.inputs', '[kept]', SAID],
  ['sinks.notification.', 'sinks.told.title', 'other', HERE],
  ['sinks.http.', 'sinks.gone', '{ type: http, inputs: [made], url: "http://localhost:1" }', NO_HTTP],
  ['sinks.kafka.inputs', 'sinks.topics.inputs', '[kept]', SAID],
  ['sinks.kafka.brokers', 'sinks.topics.brokers', '["127.0.0.1:1"]', SAID],
  ['sinks.kafka.topic', 'sinks.topics.topic', 'other', SAID],
  ['sinks.kafka.tls.ca', 'sinks.topics.tls', '{ ca: ca.pem }', SAID],
  ['sinks.kafka.tls.', 'sinks.topics.tls', '{ certificate: c.pem, key: c.key }', SAID],
  ['sinks.kafka.sasl.', 'sinks.topics.sasl', '{ mechanism: plain, username: me, password: "${PASS}" }', SAID],
  ['sinks.kafka.format', 'sinks.topics.format', 'json', NOTHING],
  ['sinks.kafka.key', 'sinks.topics.key', 'k', SAID],
  ['sinks.kafka.headers', 'sinks.topics.headers', '{ site: k }', SAID],
  ['sinks.kafka.compress', 'sinks.topics.compress', 'gzip', SAID],
  ['sinks.kafka.delivery', 'sinks.topics.delivery', 'at_least_once', SAID],
  ['sinks.kafka.transactional_id', 'sinks.topics.transactional_id', 'other', SAID],
];

/** The SQL of the document with its comments, or the first reason why there is none. */
function exported(overrides: readonly { readonly path: string; readonly value: string }[] = []): string {
  const environment = { PASS: 'long enough to be one' };
  const read = readDocument(DOCUMENT, { file: 'test.yaml', baseFolder: '/data', environment, overrides });
  if (!('plan' in read)) throw new Error(read.problems.map(({ message }) => message).join('\n'));
  const result = toFlinkSql(read.plan, AS_WRITTEN);
  return 'refusals' in result ? result.refusals[0]!.message : result.text;
}

function keysOf(kind: Kind, at: string): string[] {
  switch (kind.kind) {
    case 'object':
      return keysOfTable(kind.keys, at);
    case 'variants':
      return Object.entries(kind.of).flatMap(([name, keys]) => keysOfTable(keys, `${at}.${name}`));
    case 'map':
    case 'list':
      return keysOf(kind.of, at);
    case 'either':
      return keysOf(kind.long, at);
    default:
      return [];
  }
}

function keysOfTable(table: Readonly<Record<string, { readonly kind: Kind }>>, at: string): string[] {
  return Object.entries(table).flatMap(([name, { kind }]) => {
    const below = keysOf(kind, `${at}.${name}`);
    return below.length === 0 ? [`${at}.${name}`] : below;
  });
}

test('what becomes of each key of a document is known', () => {
  const known = (key: string): boolean =>
    KEYS.some(([each]) => (each.endsWith('.') ? key.startsWith(each) : key === each));
  const all = keysOf(PIPELINE, '').map((key) => key.slice(1));
  expect(all.filter((key) => key !== 'version' && !known(key))).toEqual([]);
  const isThere = (each: string): boolean =>
    all.some((key) => (each.endsWith('.') ? key.startsWith(each) : key === each));
  expect(KEYS.filter(([each]) => !isThere(each))).toEqual([]);
});

describe('another value of a key', () => {
  const before = exported();

  test.each(KEYS)('%s (%s: %s): %s', (_, path, value, outcome) => {
    const after = exported([{ path, value }]);
    if (outcome === SAID) expect(after.startsWith('--') && after !== before).toBe(true);
    else if (outcome === HERE || outcome === NOTHING) expect(after).toBe(before);
    else expect(after.startsWith(outcome)).toBe(true);
  });
});
