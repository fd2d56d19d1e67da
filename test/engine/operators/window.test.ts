import { deepEqual } from 'node:assert/strict';
import { test } from 'vitest';
import type { Batch } from '../../../engine/data/batch.ts';
import type { Row } from '../../../engine/data/rows.ts';
import type { Schema } from '../../../engine/data/types.ts';
import { createWindow } from '../../../engine/operators/window.ts';
import { BoundedOutOfOrderness } from '../../../engine/time/watermarks.ts';
import { fromRows } from '../../../engine/data/rows.ts';
import type { Create, Emitted, Signal } from '../../support/collect.ts';
import { chain, collect, END, row, rowsOf, toBatches, watermark } from '../../support/collect.ts';
import type { WindowSpecification } from '../../support/operator-nodes.ts';
import { column, windowNode } from '../../support/operator-nodes.ts';

const SCHEMA: Schema = [
  { name: 'key', type: 'string' },
  { name: 'value', type: 'bigint' },
];

const SUM: Omit<WindowSpecification, 'sizeMs'> = { key: ['key'], aggregate: { sum: ['sum', 'value'] } };

function window(specification: WindowSpecification): Create {
  return (context) => createWindow(windowNode(SCHEMA, specification), SCHEMA, context);
}

function run(specification: WindowSpecification, input: readonly Signal[], sizes: readonly number[] = [1]): Emitted[] {
  return collect(window(specification), toBatches(SCHEMA, input, sizes));
}

/** `key:value@time` as a row. */
function event(text: string): Signal {
  const [, key, value, time] = /^(\w+):(-?\d+)@(-?\d+)$/.exec(text)!;
  return row(Number(time), { key: key!, value: Number(value) });
}

/** `key=sum [start,end)` as the row that fires. */
function result(key: string, sum: number, start: number, end: number): Signal {
  return row(end - 1, { key, window_start: start, window_end: end, sum });
}

// Flink's WindowOperatorTest.testTumblingEventTimeWindows.
test('each key and window fires once, when the watermark reaches the last moment of the window', () => {
  const input = [
    ...['key2:1@3999', 'key2:1@3000', 'key1:1@20', 'key1:1@0'].map(event),
    ...['key1:1@999', 'key2:1@1998', 'key2:1@1999', 'key2:1@1000'].map(event),
    ...[999, 1999, 2999, 3999, 5999, 6999].map(watermark),
  ];
  deepEqual(run({ sizeMs: 3000, ...SUM }, input), [
    watermark(999),
    watermark(1999),
    result('key1', 3, 0, 3000),
    result('key2', 3, 0, 3000),
    watermark(2999),
    watermark(3999),
    result('key2', 2, 3000, 6000),
    watermark(5999),
    watermark(6999),
  ]);
});

// Flink's EventTimeTriggerTest.
test('a window ends exactly one millisecond before its end', () => {
  const input = [
    ...[event('a:1@3'), watermark(8), event('a:2@9'), watermark(9)],
    ...[event('a:4@9'), event('a:8@10'), watermark(18), watermark(19)],
  ];
  deepEqual(run({ sizeMs: 10, ...SUM }, input), [
    watermark(8),
    result('a', 3, 0, 10),
    watermark(9),
    { late: event('a:4@9') },
    watermark(18),
    result('a', 8, 10, 20),
    watermark(19),
  ]);
});

// Flink's WindowOperatorTest.testSideOutputDueToLatenessTumbling.
test('a row of a window that has fired is late, and changes nothing', () => {
  const input = [
    ...[event('key2:1@1000'), watermark(1985), event('key2:1@1980'), watermark(1999)],
    ...[event('key2:1@1998'), event('key2:1@2001'), watermark(2999), watermark(3999)],
  ];
  deepEqual(run({ sizeMs: 2000, ...SUM }, input), [
    watermark(1985),
    result('key2', 2, 0, 2000),
    watermark(1999),
    { late: event('key2:1@1998') },
    watermark(2999),
    result('key2', 1, 2000, 4000),
    watermark(3999),
  ]);
});

// Flink's WindowOperatorTest.testLateness, whose trigger purges; ours keeps and gives the whole result so far (contract, section 6).
test('within the allowed lateness each row fires its window again for its key, with the whole result so far', () => {
  const input = [
    ...[event('key2:1@500'), event('key1:5@600'), watermark(1500), event('key2:1@1300'), watermark(2300)],
    ...[event('key2:1@1997'), event('key3:7@10'), watermark(6000), event('key2:1@1998'), watermark(7000)],
  ];
  deepEqual(run({ sizeMs: 2000, allowedLatenessMs: 500, ...SUM }, input), [
    watermark(1500),
    result('key2', 2, 0, 2000),
    result('key1', 5, 0, 2000),
    watermark(2300),
    result('key2', 3, 0, 2000),
    result('key3', 7, 0, 2000),
    watermark(6000),
    { late: event('key2:1@1998') },
    watermark(7000),
  ]);
});

test('a window is kept until the watermark reaches its last moment and the allowed lateness', () => {
  const lateness = (at: number) =>
    run({ sizeMs: 10, allowedLatenessMs: 5, ...SUM }, [watermark(at), event('a:1@0')]).slice(1);
  deepEqual(lateness(13), [result('a', 1, 0, 10)]);
  deepEqual(lateness(14), [{ late: event('a:1@0') }]);
});

// Flink's WindowOperatorTest.testCleanupTimeOverflow.
test('without end to the allowed lateness no row is late', () => {
  const input = [event('k:1@250'), watermark(999), watermark(1e12), event('k:2@251'), END];
  deepEqual(run({ sizeMs: 1000, allowedLatenessMs: Infinity, ...SUM }, input), [
    result('k', 1, 0, 1000),
    watermark(999),
    watermark(1e12),
    result('k', 3, 0, 1000),
    END,
  ]);
});

// Flink's consecutive windowed operations.
test('the results of a window are never late for a window of the same size behind it', () => {
  const first = windowNode(SCHEMA, { sizeMs: 5, ...SUM });
  const second = windowNode(first.schema, { sizeMs: 5, aggregate: { total: ['sum', 'sum'] } });
  const both = chain(
    (context) => createWindow(first, SCHEMA, context),
    (context) => createWindow(second, first.schema, context),
  );
  const input = [event('a:1@0'), event('b:2@4'), event('a:4@5'), watermark(4), watermark(9)];
  deepEqual(collect(both, toBatches(SCHEMA, input)), [
    row(4, { window_start: 0, window_end: 5, total: 3 }),
    watermark(4),
    row(9, { window_start: 5, window_end: 10, total: 4 }),
    watermark(9),
  ]);
});

// A whole pipeline: a watermark 2 s behind after every row, maximum per sensor in 10 s.
test('rows out of order are waited for as long as the source says, and no longer', () => {
  const rows = ['cpu0:41@1000', 'cpu1:39@1500', 'cpu0:47@9500', 'cpu0:44@11900', 'cpu1:52@9999', 'cpu0:60@12000']
    .concat(['cpu1:70@9998', 'cpu0:45@12001', 'cpu1:71@9997', 'cpu1:40@21000'])
    .map(event) as { time: number; row: Row }[];
  const source = new BoundedOutOfOrderness(2000);
  const stamped = rows.map((each) => source.stamp(fromRows(SCHEMA, [each.row]), Float64Array.of(each.time)));
  const max = window({ sizeMs: 10_000, key: ['key'], aggregate: { sum: ['max', 'value'] } });
  deepEqual(collect(max, [...stamped, ...toBatches(SCHEMA, [END])]), [
    ...[-1001, -501, 7499, 9899].map(watermark),
    result('cpu0', 47, 0, 10_000),
    result('cpu1', 52, 0, 10_000),
    watermark(9999),
    { late: event('cpu1:70@9998') },
    watermark(10_000),
    { late: event('cpu1:71@9997') },
    watermark(18_999),
    result('cpu0', 60, 10_000, 20_000),
    result('cpu1', 40, 20_000, 30_000),
    END,
  ]);
});

test('rows that go to and fro between two windows, of known keys and of new ones, are each in their own, however they are cut', () => {
  const input = [
    'a:1@5',
    'b:1@15',
    'b:2@6',
    'a:2@16',
    'c:4@9',
    'a:4@10',
    'c:8@19',
    'b:4@9',
    'd:16@14',
    'd:32@7',
    'd:64@11',
  ];
  const expected = [
    result('a', 1, 0, 10),
    result('b', 6, 0, 10),
    result('c', 4, 0, 10),
    result('d', 32, 0, 10),
    result('b', 1, 10, 20),
    result('a', 6, 10, 20),
    result('c', 8, 10, 20),
    result('d', 80, 10, 20),
  ];
  for (const sizes of [[1], [2], [3], [4], [100]]) {
    deepEqual(rowsOf(run({ sizeMs: 10, ...SUM }, [...input.map(event), END], sizes)), expected, String(sizes));
  }
});

test('windows that fire together fire in order of their end, and keys in order of their first row in the window', () => {
  const input = ['b:1@25', 'a:2@15', 'c:3@5', 'a:4@21', 'b:5@11', 'a:6@9'].map(event);
  deepEqual(rowsOf(run({ sizeMs: 10, ...SUM }, [...input, END], [100])), [
    result('c', 3, 0, 10),
    result('a', 6, 0, 10),
    result('a', 2, 10, 20),
    result('b', 5, 10, 20),
    result('b', 1, 20, 30),
    result('a', 4, 20, 30),
  ]);
});

test('without a key all rows of a window are one group', () => {
  const input = [event('a:1@0'), event('b:2@4'), END];
  deepEqual(run({ sizeMs: 5, aggregate: { n: ['count_rows'] } }, input), [
    row(4, { window_start: 0, window_end: 5, n: 2 }),
    END,
  ]);
});

test('a null is a key like any other', () => {
  const input = [row(0, { key: null, value: 1 }), event('a:2@1'), row(2, { key: null, value: 3 }), END];
  deepEqual(rowsOf(run({ sizeMs: 5, ...SUM }, input, [10])), [
    row(4, { key: null, window_start: 0, window_end: 5, sum: 4 }),
    result('a', 2, 0, 5),
  ]);
});

test('results that fire inside one batch carry the watermark that was promised before each of them', () => {
  const input = [watermark(1), event('a:1@5'), watermark(12), event('b:2@13'), watermark(25), event('c:3@26'), END];
  deepEqual(run({ sizeMs: 10, ...SUM }, input, [100]), [
    watermark(1),
    result('a', 1, 0, 10),
    watermark(12),
    result('b', 2, 10, 20),
    watermark(25),
    result('c', 3, 20, 30),
    END,
  ]);
});

test('every batch is answered by one batch that carries the watermark on, also where late rows go', () => {
  const batches = toBatches(SCHEMA, [event('a:1@5'), watermark(12), event('a:2@1'), END], [1, 1, 2]);
  const main: Batch[] = [];
  const late: Batch[] = [];
  const operator = window({ sizeMs: 10, ...SUM })({
    output: { receive: (batch) => main.push(batch) },
    late: { receive: (batch) => late.push(batch) },
    counters: { late: 0 },
    reject: () => {},
  });
  for (const batch of batches) operator.receive(batch);
  const watermarks = (each: readonly Batch[]) => each.map((batch) => [batch.length, batch.watermark]);
  deepEqual(watermarks(main), [
    [0, -Infinity],
    [1, 12],
    [0, Infinity],
  ]);
  deepEqual(watermarks(late), [
    [0, -Infinity],
    [0, 12],
    [1, Infinity],
  ]);
  deepEqual([late[2]!.watermarksBefore, late[2]!.eventTimes, late[2]!.schema], [12, Float64Array.of(1), SCHEMA]);
});

test('an input without rows gives its watermarks and no results', () => {
  deepEqual(run({ sizeMs: 5, ...SUM }, [watermark(3), watermark(100), END]), [watermark(3), watermark(100), END]);
});

test('a sum of whole numbers may pass 2^53 − 1 on its way, and is rejected where it ends beyond', () => {
  const specification: WindowSpecification = {
    sizeMs: 10,
    key: ['key'],
    aggregate: { n: ['count_rows'], sum: ['sum', 'value'], max: ['max', 'value'] },
  };
  const large = Number.MAX_SAFE_INTEGER - 1;
  const back = [large, 1, 2, -5].map((value, i) => row(i, { key: 'back', value }));
  const beyond = [large, 2].map((value, i) => row(i, { key: 'beyond', value }));
  const reason =
    'the sum is beyond ±9007199254740991, the largest whole number that is exact; write sum(CAST(… AS DOUBLE))';
  deepEqual(run(specification, [...back, ...beyond, END], [10]), [
    { rejected: { key: 'beyond', window_start: 0, window_end: 10 }, reason },
    row(9, { key: 'back', window_start: 0, window_end: 10, n: 4, sum: large - 2, max: large }),
    END,
  ]);
});

test('a row whose window no timestamp can say is rejected', () => {
  const emitted = run({ sizeMs: 7, ...SUM }, [event('a:1@8640000000000000'), event('a:1@-8640000000000000'), END]);
  deepEqual(
    emitted.map((each) => ('rejected' in each ? each.rejected : each)),
    [{ key: 'a', value: 1 }, { key: 'a', value: 1 }, END],
  );
});

test('a row whose argument cannot be computed is rejected and counts nowhere; a late one is just late', () => {
  const value = column(SCHEMA, 'value');
  const node = windowNode(SCHEMA, {
    sizeMs: 10,
    key: ['key'],
    aggregate: { n: ['count_rows'], sum: ['sum', 'value'] },
  });
  const quotient = {
    kind: 'call',
    type: 'bigint',
    name: '/',
    arguments: [{ ...value, kind: 'literal', value: 10 }, value],
  };
  const calls = [node.operator.calls[0]!, { ...node.operator.calls[1]!, argument: quotient as typeof value }];
  const divided = { ...node, operator: { ...node.operator, calls } };
  const input = [event('a:2@0'), event('b:0@1'), event('a:5@2'), watermark(9), event('c:0@3'), END];
  const emitted = collect((context) => createWindow(divided, SCHEMA, context), toBatches(SCHEMA, input, [100]));
  deepEqual(
    emitted.map((each) => ('rejected' in each ? each.rejected : each)),
    [
      { key: 'b', value: 0 },
      row(9, { key: 'a', window_start: 0, window_end: 10, n: 2, sum: 7 }),
      watermark(9),
      END,
      { late: event('c:0@3') },
    ],
  );
});

test('a result that cannot be computed is rejected with its key and window, and the others are given', () => {
  const node = windowNode(SCHEMA, { sizeMs: 10, ...SUM });
  const sum = { kind: 'column', type: 'bigint', index: 0, name: 'sum' } as const;
  const inverse = {
    kind: 'call',
    type: 'bigint',
    name: '/',
    arguments: [{ kind: 'literal', type: 'bigint', value: 10 }, sum],
  };
  const results = [{ name: 'sum', expression: inverse as unknown as typeof sum }];
  const inverted = { ...node, operator: { ...node.operator, results } };
  const input = [event('a:2@0'), event('b:0@1'), event('c:5@2'), END];
  const emitted = collect((context) => createWindow(inverted, SCHEMA, context), toBatches(SCHEMA, input, [100]));
  deepEqual(
    emitted.map((each) => ('rejected' in each ? each.rejected : each)),
    [{ key: 'b', window_start: 0, window_end: 10 }, result('a', 5, 0, 10), result('c', 2, 0, 10), END],
  );
});
