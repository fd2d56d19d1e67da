import { deepEqual } from 'node:assert/strict';
import { beforeEach, test } from 'vitest';
import { fromRows } from '../../../engine/data/rows.ts';
import type { Row } from '../../../engine/data/rows.ts';
import type { Notice } from '../../../engine/runtime/protocol.ts';
import { Notices } from '../../../engine/sinks/notices.ts';
import { createNotificationSink } from '../../../engine/sinks/notification.ts';
import type { Sink } from '../../../engine/sinks/sink.ts';

const SCHEMA = [
  { name: 'ts', type: 'timestamp' },
  { name: 'entity', type: 'string' },
  { name: 'max', type: 'double' },
  { name: 'n', type: 'bigint' },
  { name: 'ok', type: 'boolean' },
] as const;

let now = 0;
let sent: (readonly Notice[])[] = [];
let notices: Notices;

beforeEach(() => {
  now = 0;
  sent = [];
  notices = new Notices((each) => sent.push(each));
});

function sinkOf(columns: readonly string[], everyMs = 0): Sink {
  const texts = ['', ...columns.map(() => '|')];
  const clock = { now: () => 1000 + now, monotonic: () => now };
  const context = { id: 'warn-me', subtask: 0, clock, warn: () => undefined, notices };
  return createNotificationSink(
    { type: 'notification', title: { texts, columns }, body: null, everyMs },
    SCHEMA,
    context,
  );
}

function give(sink: Sink, ...rows: readonly Row[]): void {
  sink.receive(fromRows(SCHEMA, rows));
}

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('values stand in the text as people read them, a null as a dash', async () => {
  const sink = sinkOf(['ts', 'entity', 'max', 'n', 'ok']);
  give(
    sink,
    { ts: 0, entity: 'cpu "0"', max: 85.33333333333333, n: 9007199254740991, ok: true },
    { ts: null, entity: null, max: 0.000123456, n: null, ok: false },
    { ts: null, entity: '', max: -20, n: -1, ok: null },
  );
  await nextTurn();
  deepEqual(
    sent.flat().map(({ title }) => title),
    ['1970-01-01T00:00:00.000Z|cpu "0"|85.333|9007199254740991|true|', '–|–|0.000123|–|false|', '–||-20|-1|–|'],
  );
});

test('in `every` at most one is told, and the next one says how many were not', async () => {
  const sink = sinkOf(['n'], 10_000);
  for (const [at, n] of [
    [0, 1],
    [1, 2],
    [9_999, 3],
    [10_000, 4],
    [19_999, 5],
    [20_001, 6],
  ] as const) {
    now = at;
    give(sink, { n });
  }
  await nextTurn();
  deepEqual(
    sent.flat().map(({ title, leftOut, at }) => [title, leftOut, at]),
    [
      ['1|', 0, 1_000],
      ['4|', 2, 11_000],
      ['6|', 1, 21_001],
    ],
  );
});

test('the time of a notice is that of its row', async () => {
  const sink = sinkOf(['n']);
  sink.receive({ ...fromRows(SCHEMA, [{ n: 7 }]), eventTimes: Float64Array.of(42) });
  await nextTurn();
  deepEqual(sent, [[{ node: 'warn-me', at: 42, title: '7|', body: '', leftOut: 0 }]]);
});

test('while nobody takes the notices only so many wait, the rest is counted', async () => {
  const sink = sinkOf(['n']);
  give(sink, { n: 0 });
  await nextTurn();
  for (let n = 1; n <= 150; n++) give(sink, { n });
  await nextTurn();
  const before = sent.length;
  notices.taken();
  await nextTurn();
  give(sink, { n: 151 });
  notices.taken();
  await nextTurn();
  deepEqual(
    [before, sent[1]!.length, sent[2]!.map(({ title, leftOut }) => [title, leftOut])],
    [1, 100, [['151|', 50]]],
  );
});

test('what is told last goes out with the end, whatever is on its way', async () => {
  const sink = sinkOf(['n']);
  give(sink, { n: 1 });
  await sink.finish();
  deepEqual(sent.flat().length, 1);
});

test('a long text is cut', async () => {
  const sink = sinkOf(['entity']);
  give(sink, { entity: 'x'.repeat(10_000) });
  await nextTurn();
  deepEqual(sent[0]![0]!.title, `${'x'.repeat(499)}…`);
});
