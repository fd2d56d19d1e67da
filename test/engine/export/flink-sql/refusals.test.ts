import { expect, test } from 'vitest';
import { refusalsOf, SOURCE } from './export-of.ts';

const window = (rest: string): string => `op: { type: window, inputs: [in], key: [k], ${rest} }`;
const tumbling = 'window: { type: tumbling, size: 10s }';
const count = 'aggregate: { c: count(*) }';

test.each([
  [
    `${window(`${tumbling}, ${count}, allowed_lateness: 5s`)}`,
    "allowed_lateness on op: Flink's window functions have none; set it to 0s or keep it local",
  ],
  [
    window(`window: { type: count, size: 3 }, ${count}`),
    'the window of a count on op: Flink SQL has none; use windows of time or keep it local',
  ],
  [
    window(`${tumbling}, ${count}, time: processing`),
    'time: processing on op: the same rows would not give the same results; set it to event or keep it local',
  ],
  [
    window(`window: { type: tumbling, size: 10s, offset: 1s }, ${count}`),
    "the offset of the window on op: Flink's window functions lose rows between two watermarks where there is one; set it to 0s or keep it local",
  ],
  [
    window(`window: { type: sliding, size: 10s, slide: 3s }, ${count}`),
    "the slide of the window on op: Flink's HOP takes a size that is a multiple of it; choose such a slide",
  ],
  [
    window(`${tumbling}, aggregate: { r: rate(n) }`),
    'rate on op: Flink has no aggregate that knows resets of counters; use a lag before, or keep it local',
  ],
  [
    window('window: { type: session, gap: 5s }, aggregate: { f: first(v) }'),
    'first on op: Flink cannot merge it over the parts of session windows; use min or max, or a tumbling window',
  ],
  [
    'op: { type: deduplicate, inputs: [in], key: [k], ttl: 1h }',
    'ttl on op: Flink forgets by the clock of the machine, not by event time; take it out or keep it local',
  ],
  [
    'op: { type: lag, inputs: [in], columns: { e: "ewma(v, 0.5)" } }',
    'ewma on op: each average needs the one before, which Flink SQL cannot say; use avg in a window, or keep it local',
  ],
  [
    'op: { type: pattern, inputs: [in], sequence: [{ name: a, where: v > 1, times: { min: 1, max: 2 } }], columns: { v: a.v } }',
    'times of the step a on op: MATCH_RECOGNIZE gives other matches for a range; write one number, such as times: 1',
  ],
  [
    'op: { type: filter, inputs: [in], where: v > 1, rejects: bad.ndjson }',
    'rejects on op: Flink SQL keeps no rejected rows, a bad one ends the job; take it out',
  ],
])('%s', (operators, message) => {
  expect(refusalsOf({ operators })).toEqual([message]);
});

test('a reader of late rows', () => {
  const operators = `w: { type: window, inputs: [in], ${tumbling}, ${count} }\nop: { type: filter, inputs: [w.late], where: v > 1 }`;
  const sinks = 'a: { type: console, inputs: [w] }\nb: { type: console, inputs: [op] }';
  expect(refusalsOf({ operators, sinks })).toEqual([
    'w.late on op: Flink SQL drops late rows and only counts them; take out what reads them, or keep it local',
  ]);
});

test('a top_n behind what loses the window', () => {
  const operators = [
    `w: { type: window, inputs: [in], key: [k], ${tumbling}, ${count} }`,
    'both: { type: union, inputs: [w, w] }',
    'op: { type: top_n, inputs: [both], order_by: [c desc], n: 1 }',
  ].join('\n');
  expect(refusalsOf({ operators })).toEqual([
    "top_n on op: behind both Flink no longer knows the windows of the rows; rank each window's rows by themselves",
  ]);
});

test('a window over pairs of which either row may be the later one', () => {
  const operators = [
    'pairs: { type: interval_join, inputs: [in, in], on: [[k, k]], between: [-5s, 5s] }',
    `op: { type: window, inputs: [pairs], ${tumbling}, ${count} }`,
  ].join('\n');
  expect(refusalsOf({ operators })).toEqual([
    'the window on op: the later time of two joined rows is no time attribute in Flink, only that of one side is; write between: with 0s as one of its ends in the interval_join before it',
  ]);
});

test.each([
  [
    SOURCE.replace('in.ndjson', '"*.ndjson"'),
    'the path of several files on in: Flink reads files in no certain order, so other rows would be late; name one file, or use --tables kafka',
  ],
  [
    SOURCE.replace('format: ndjson', 'format: csv'),
    "the header of csv on in: Flink's csv knows no line of names; set csv: { header: false } for files without one, or use ndjson",
  ],
  [
    SOURCE.replace('format: ndjson', 'format: parquet'),
    'format: parquet on in: times in it are not read alike; write ndjson, or use --tables kafka',
  ],
  [
    SOURCE.replace('format: ndjson', 'format: ndjson, follow: true'),
    "follow on in: Flink's tables of files read each file once; use --tables kafka or set it to false",
  ],
])('%s, but not with Kafka', (sources, message) => {
  const sinks = 'out: { type: console, inputs: [in] }';
  expect(refusalsOf({ sources, sinks })).toEqual([message]);
  expect(refusalsOf({ sources, sinks, tables: 'kafka' })).toEqual([]);
});

test.each([
  [
    'out: { type: http, inputs: [in], url: "http://localhost:1" }',
    'a sink of type http on out: Flink has no such connector; write a file, or use --tables kafka with one',
  ],
  [
    'out: { type: file, inputs: [in], path: out, format: parquet }',
    'format: parquet on out: times in it are not written alike; write ndjson, or use --tables kafka',
  ],
  [
    'out: { type: file, inputs: [in], path: out, format: ndjson, encrypt: { passphrase: "${PASS}" } }',
    "encrypt on out: Flink's tables are not encrypted; take it out, or keep it local",
  ],
])('%s', (sinks, message) => {
  expect(refusalsOf({ sinks })).toEqual([message]);
});

test('a column of a window that is called like one that Flink adds', () => {
  const operators = window(`${tumbling}, aggregate: { window_time: count(*) }`);
  expect(refusalsOf({ operators })).toEqual([
    'the column window_time on op: windows of Flink have one of that name themselves; call it otherwise',
  ]);
});

test('a field that is read as two types', () => {
  const sources = SOURCE.replace('n: bigint', 'n: bigint, m: { type: double, from: n }');
  expect(refusalsOf({ sources, sinks: 'out: { type: console, inputs: [in] }' })).toEqual([
    'from on in: one field is read as two types; read it once, and CAST it in an extend behind the source',
  ]);
});

test('all reasons at once', () => {
  const operators = window(
    `window: { type: tumbling, size: 10s, offset: 1s }, allowed_lateness: 1s, aggregate: { r: rate(n) }`,
  );
  const sinks = 'out: { type: http, inputs: [op], url: "http://localhost:1" }';
  expect(refusalsOf({ operators, sinks })).toHaveLength(4);
});
