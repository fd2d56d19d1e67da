import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createRecordingSource } from '../../../engine/sources/recording.ts';
import { readDocument } from '../../../engine/document/index.ts';
import { runDocument } from '../../support/run-document.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import type { Batch } from '../../../engine/data/batch.ts';
import { fromRows } from '../../../engine/data/rows.ts';
import { FakeTime } from '../sensors/support/fake-time.ts';
import { clock, fileSink, numbered, SCHEMA } from '../sinks/file-sink-parts.ts';

const GENERATED = `
  rows: 5000
  seed: 7
  columns:
    ts: { time: { start: 2026-11-22T20:04:08Z, step: 100ms, disorder: 3s } }
    key: { choice: [a, b, c] }
    value: { walk: { start: 0, step: 1, min: -50, max: 50 } }
  event_time: { column: ts, out_of_orderness: 1s }`;

const rest = (extra: string): string => `
operators:
  windows: { type: window, inputs: [rows], key: [key], window: { type: tumbling, size: 5s }, aggregate: { n: count(*), last: last(value) } }
  late: { type: select, inputs: [windows.late], columns: { key: key, n: CAST(1 AS BIGINT), last: value } }
sinks:
  windows-out: { type: console, inputs: [windows] }
  late-out: { type: console, inputs: [late] }
${extra}`;

const SINKS = [
  '{ type: file, inputs: [rows], path: r }',
  '{ type: file, inputs: [rows], path: r, format: csv, compress: gzip, rolling: { size: 64KiB } }',
  '{ type: file, inputs: [rows], path: r, format: parquet }',
  '{ type: file, inputs: [rows], path: r, encrypt: { passphrase: "${SECRET}" } }',
];
const environment = { SECRET: 'correct horse' };

/** What each of the two sinks printed: between two sinks there is no order. */
function bySink(printed: string): string[][] {
  const lines = printed.split('\n');
  return [
    lines.filter((line) => line.includes('window_start')),
    lines.filter((line) => !line.includes('window_start')),
  ];
}

test.each(SINKS)(
  'a replay gives byte for byte what the live run gave: windows and late rows, from %s',
  async (sink) => {
    const folder = temporaryFolder();
    const source = GENERATED.replaceAll('\n  ', '\n    ');
    const live = await runDocument(
      `version: 1\nname: live\nsources:\n  rows:\n    type: generator${source}\n${rest(`  r: ${sink}`)}`,
      folder,
      { environment },
    );
    const replay = `version: 1\nname: replay\nsources:\n  rows: { type: recording, path: r }\n${rest('')}`;
    const replayed = await runDocument(replay, folder, { environment });
    expect([live.fault, replayed.fault]).toEqual([null, null]);
    expect(bySink(replayed.printed)).toEqual(bySink(live.printed));
    expect(replayed.nodes.get('windows')!.late).toBeGreaterThan(50);
    cpSync(join(folder, 'r'), join(folder, 'recordings', 'mine'), { recursive: true });
    const byName = await runDocument(replay.replace('path: r', 'name: mine, speed: 1e6'), folder, { environment });
    expect(bySink(byName.printed)).toEqual(bySink(live.printed));
  },
  60_000,
);

test('the rows of windows that were recorded have the event time that they had, before their end', async () => {
  const folder = temporaryFolder();
  const source = GENERATED.replaceAll('\n  ', '\n    ');
  const more = (inputs: string): string => `
  again: { type: window, inputs: [${inputs}], window: { type: tumbling, size: 20s }, aggregate: { n: count(*), sum: sum(n) } }
sinks:
  out: { type: console, inputs: [again] }`;
  const window = `
operators:
  windows: { type: window, inputs: [rows], key: [key], window: { type: tumbling, size: 5s }, aggregate: { n: count(*) } }`;
  const live = `version: 1\nname: live\nsources:\n  rows:\n    type: generator${source}${window}${more('windows')}\n  r: { type: file, inputs: [windows], path: r }`;
  const replay = `version: 1\nname: replay\nsources:\n  windows: { type: recording, path: r }\noperators:${more('windows')}`;
  expect(
    (await runDocument(replay.replace('path: r', 'path: r'), (await runDocument(live, folder), folder))).printed,
  ).toBe((await runDocument(live.replace('path: r', 'path: r2'), folder)).printed);
});

test('rows come at a factor of the pace at which they happened, and go on from a position', async () => {
  const folder = join(temporaryFolder(), 'r');
  const sink = fileSink(folder);
  await sink.open();
  const batch = numbered(0, 100);
  sink.receive({ ...batch, eventTimes: Float64Array.from({ length: 100 }, (_, i) => i * 1000) });
  await sink.finish();
  const context = {
    clock,
    batchSize: 1000,
    counters: { dropped: 0 },
    reject: () => undefined,
    warn: () => undefined,
    waiting: <T>(data: Promise<T>) => data,
  };
  const given: number[] = [];
  const signal = new AbortController().signal;
  const source = createRecordingSource({ type: 'recording', path: folder, speed: null, eventTime: null }, context, {
    from: { rows: 97 },
  });
  await source.open();
  for (let next = await source.poll(signal); next; next = await source.poll(signal))
    given.push(...next.columns[0]!.values.slice(0, next.length));
  expect([given, source.position()]).toEqual([[97, 98, 99], { rows: 100 }]);
});

test('what is wrong with a recording that is named is told before anything starts', () => {
  const folder = temporaryFolder();
  const told = (keys: string): string[] => {
    const text = `version: 1\nname: x\nsources:\n  r: { type: recording${keys} }\nsinks:\n  s: { type: discard, inputs: [r] }\n`;
    const read = readDocument(text, { file: 'd.yaml', baseFolder: folder, environment: {} });
    return 'plan' in read ? [] : read.problems.map(({ message }) => message);
  };
  expect(told('')).toEqual([expect.stringContaining('named by "path" or by "name"')]);
  expect(told(', path: a, name: b')).toEqual([expect.stringContaining('write one of them')]);
  expect(told(', path: none')).toEqual([
    expect.stringContaining(`there is no recording to read in ${join(folder, 'none')}`),
  ]);
  expect(told(', path: none, speed: 0').join()).toContain('the speed is max, or a factor above 0 such as 1 or 10');
});

test('an encrypted recording is replayed by whoever has its passphrase; what is missing is told before anything starts', async () => {
  const folder = temporaryFolder();
  const live = `version: 1\nname: live\nsources:\n  g: { type: generator, rows: 3, seed: 1, columns: { n: { sequence: { start: 0, step: 1 } } } }
sinks:\n  r: { type: file, inputs: [g], path: r, encrypt: { passphrase: "\${SECRET}" } }\n`;
  expect((await runDocument(live, folder, { environment })).fault).toBe(null);
  const replay = `version: 1\nname: replay\nsources:\n  r: { type: recording, path: r }\nsinks:\n  s: { type: console, inputs: [r] }\n`;
  await expect(runDocument(replay, folder)).rejects.toThrow(
    'test.yaml:4:6: sources.r: the recording cannot be read, it is encrypted: set the environment variable SECRET or MILLRACE_PASSPHRASE to its passphrase',
  );
  const wrong = await runDocument(replay, folder, { environment: { SECRET: 'wrong' } });
  expect([wrong.printed, wrong.fault?.message]).toEqual([
    '',
    expect.stringContaining(`the passphrase does not open the recording in ${join(folder, 'r')}`) as string,
  ]);
  const general = await runDocument(replay, folder, { environment: { MILLRACE_PASSPHRASE: 'correct horse' } });
  expect(general.printed).toBe('{"n":0}\n{"n":1}\n{"n":2}\n');
  // To make a key of a passphrase takes half a second, and here four are made.
}, 15_000);

/** Rows with these numbers. */
function timed(numbers: readonly number[]): Batch {
  return fromRows(
    SCHEMA,
    numbers.map((n) => ({ n, text: '' })),
  );
}

const START = Date.parse('2026-11-22T20:04:08Z');

test('at a factor of the pace, each row comes when it is due, and what is due together comes together', async () => {
  const folder = join(temporaryFolder(), 'r');
  const sink = fileSink(folder);
  await sink.open();
  const times = [0, 1000, 1000, 5000, 4000, 20_000];
  sink.receive({ ...timed(times), eventTimes: Float64Array.from(times) });
  await sink.finish();
  const time = new FakeTime(START);
  const eventTime = { column: 'n', outOfOrdernessMs: 0, idleTimeoutMs: null };
  const context = {
    ...{ clock: time, batchSize: 1000, counters: { dropped: 0 } },
    ...{ reject: () => undefined, warn: () => undefined, waiting: <T>(data: Promise<T>) => data },
  };
  const source = createRecordingSource({ type: 'recording', path: folder, speed: 10, eventTime }, context, {
    timers: time,
  });
  await source.open();
  const came: [atMs: number, times: number[]][] = [];
  const begunMs = time.monotonic();
  const reading = (async () => {
    for (let next; (next = await source.poll(new AbortController().signal));)
      came.push([time.monotonic() - begunMs, [...next.columns[0]!.values.slice(0, next.length)]]);
  })();
  // The file is read with real time, so the clock waits for it.
  await expect.poll(() => came.length).toBe(1);
  await time.pass(3000);
  await reading;
  expect(came).toEqual([
    [0, [0]],
    [100, [1000, 1000]],
    [500, [5000, 4000]],
    [2000, [20_000]],
  ]);
});
