// Pipelines that must not compile: what the types of the TypeScript API are there to prevent, beside what they must let through.
import * as api from '../../engine/api/index.ts';

const { avg, count, lag, max, min, sum, Tumbling } = api;

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
/** Compiles where `stream` has the columns `C`. */
declare function has<C extends api.Columns>(): <D extends api.Columns, T extends boolean>(
  stream: api.DataStream<D, T>,
  same: Same<C, D>,
) => void;

const env = api.streamEnvironment();
const schema = { ts: 'timestamp', name: 'string', value: 'double', n: 'bigint', isOn: 'boolean' } as const;
const timed = env.fromSource('a', api.fileSource({ path: 'a', format: 'csv', schema, eventTime: { column: 'ts' } }));
const untimed = env.fromSource('b', api.fileSource({ path: 'b', format: 'csv', schema }));

// Sources
has<api.ReadingColumns>()(env.fromSource('s', api.systemSource()), true);
has<{ readonly a: 'double'; readonly b: 'string' }>()(
  env.fromSource(
    'f',
    api.fileSource({ path: 'f', format: 'csv', schema: { a: { type: 'double', from: 'x' }, b: 'string' } }),
  ),
  true,
);
has<api.ReadingColumns>()(env.fromSource('prom', api.prometheusSource({ url: 'https://a' })), true);
has<{ readonly at: 'timestamp'; readonly n: 'bigint' }>()(
  env.fromSource(
    'http',
    api.httpSource({
      url: 'https://a',
      format: 'json',
      received: 'at',
      schema: { n: 'bigint' },
      eventTime: { column: 'at' },
    }),
  ),
  true,
);
// @ts-expect-error an event time that is no timestamp
api.httpSource({ url: 'https://a', format: 'json', schema: { n: 'bigint' }, eventTime: { column: 'n' } });
has<{
  readonly t: 'timestamp';
  readonly s: 'bigint';
  readonly u: 'double';
  readonly c: 'string';
  readonly d: 'double';
  readonly e: 'bigint';
  readonly f: 'boolean';
}>()(
  env.fromSource(
    'g',
    api.generatorSource({
      columns: {
        t: { time: { step: '1s' } },
        s: { sequence: {} },
        u: { uniform: {}, nulls: 0.1 },
        c: { choice: ['a', 'b'] },
        d: { choice: [1, 2.5] },
        e: { choice: [1, 2] },
        f: { choice: [true, false] },
      },
    }),
  ),
  true,
);
// @ts-expect-error no such type of column
api.fileSource({ path: 'a', format: 'csv', schema: { a: 'float' } });
// @ts-expect-error event time is a timestamp, not a string
api.fileSource({ path: 'a', format: 'csv', schema, eventTime: { column: 'name' } });
// @ts-expect-error no such column
api.generatorSource({ columns: { t: { time: {} } }, eventTime: { column: 'ts' } });
// @ts-expect-error a bare number is no duration
api.systemSource({ interval: 1000 });
// @ts-expect-error no such unit
api.systemSource({ interval: '1 hour' });

// Columns and their types
has<{ readonly name: 'string'; readonly value: 'double' }>()(timed.select('name', 'value'), true);
// @ts-expect-error no such column
timed.select('name', 'valeu');
timed.filter((col) => col('value').gt(85).and(col('name').like('cpu%')).or(col('isOn')));
// @ts-expect-error no such column
timed.filter((col) => col('valeu').gt(85));
// @ts-expect-error a string is not compared with a number
timed.filter((col) => col('name').gt(85));
// @ts-expect-error nor with a column of numbers
timed.filter((col) => col('name').eq(col('value')));
// @ts-expect-error a time is compared with a Date, not with text
timed.filter((col) => col('ts').gt('2026-01-01'));
// @ts-expect-error a double is no condition
timed.filter((col) => col('value'));
// @ts-expect-error AND is for conditions
timed.filter((col) => col('value').and(col('isOn')));
// @ts-expect-error strings are not added
timed.select((col) => ({ a: col('name').plus(1) }));
// @ts-expect-error nor have they a square root
timed.select((col) => ({ a: api.sqrt(col('name')) }));
// @ts-expect-error an aggregate has no place over single rows
timed.select((col) => ({ a: max(col('value')) }));
has<{
  readonly a: 'double';
  readonly b: 'bigint';
  readonly c: 'double';
  readonly d: 'bigint';
  readonly e: 'timestamp';
  readonly f: 'bigint';
  readonly g: 'double';
  readonly h: 'boolean';
}>()(
  timed.select((col) => ({
    a: col('value').plus(1),
    b: col('n').times(2),
    c: col('n').times(2.5),
    d: col('n').minus(col('n')),
    e: col('ts').plusTime('1d'),
    f: col('ts').since(col('ts')),
    g: api.sql('double', 'value * 2'),
    h: col('n').isNull().not(),
  })),
  true,
);
declare const someNumber: number;
// @ts-expect-error of a variable nobody can tell whether it is whole
timed.select((col) => ({ a: col('n').plus(someNumber) }));
timed.select((col) => ({ a: col('n').plus(api.bigint(someNumber)), b: col('value').plus(someNumber) }));
has<{
  readonly ts: 'timestamp';
  readonly name: 'string';
  readonly value: 'double';
  readonly isOn: 'boolean';
  readonly n: 'double';
}>()(
  timed.extend((col) => ({ n: col('value') })),
  true,
);
timed.extend((col) => ({ twice: col('value').times(2) })).select('twice', 'name');

// Union
timed.union(timed.filter('TRUE'));
// @ts-expect-error other columns
timed.union(timed.select('name'));
// @ts-expect-error rows with and without event time
timed.union(untimed);

// Keys and windows
const keyed = timed.keyBy('name');
// @ts-expect-error no such column
timed.keyBy('nam');
// @ts-expect-error windows by key need a key; without one it is windowAll
export type WindowWithoutKey = (typeof timed)['window'];
timed.windowAll(Tumbling.eventTime('10s'));
// @ts-expect-error rows without event time have no windows of it
untimed.keyBy('name').window(Tumbling.eventTime('10s'));
// @ts-expect-error the same without a key
untimed.windowAll(api.Session.eventTime('10s'));
untimed.keyBy('name').window(Tumbling.processingTime('10s'));
untimed.keyBy('name').window(api.Count.of(10));
const windowed = keyed.window(Tumbling.eventTime('10s'));
windowed.allowedLateness('5s').sideOutputLateData((late) => late.filter((col) => col('value').gt(1)));
// @ts-expect-error no row is late by the clock
keyed.window(Tumbling.processingTime('10s')).allowedLateness('5s');
// @ts-expect-error nor in windows of a count
keyed.window(api.Count.of(10)).sideOutputLateData(() => undefined);
has<{
  readonly name: 'string';
  readonly window_start: 'timestamp';
  readonly window_end: 'timestamp';
  readonly n: 'bigint';
  readonly avg: 'double';
  readonly top: 'bigint';
  readonly last: 'timestamp';
}>()(windowed.aggregate({ n: count(), avg: avg('n'), top: max('n'), last: max('ts') }), true);
has<{ readonly window_start: 'timestamp'; readonly window_end: 'timestamp'; readonly mean: 'double' }>()(
  timed
    .windowAll(Tumbling.eventTime('10s'))
    .aggregate((col) => ({ mean: sum(col('value').times(2)).dividedBy(count()) })),
  true,
);
// @ts-expect-error no such column
windowed.aggregate({ a: avg('valeu') });
// @ts-expect-error the mean of strings
windowed.aggregate({ a: avg('name') });
// @ts-expect-error the sum of times
windowed.aggregate((col) => ({ a: sum(col('ts')) }));
// @ts-expect-error no such column to count
windowed.aggregate({ a: api.countDistinct('nam') });
// @ts-expect-error a column outside of an aggregate
windowed.aggregate((col) => ({ a: col('value') }));
// @ts-expect-error the key has that name already
windowed.aggregate({ name: min('value') });
// @ts-expect-error so has every window
windowed.aggregate({ window_end: max('ts') });
// @ts-expect-error the key is gone that the window did not keep
windowed.aggregate({ n: count() }).select('value');

// What needs event time, a key or windows
// @ts-expect-error pairs are by time
untimed.keyBy('name').intervalJoin(keyed);
// @ts-expect-error patterns are in the order of time
untimed.keyBy('name').pattern({ sequence: [{ name: 'a', where: 'TRUE' }], columns: (of) => ({ a: of('a', 'n') }) });
// @ts-expect-error a top-n is of windows
keyed.topN({ n: 1, orderBy: (col) => api.desc(col('value')) });
const pairs = keyed.intervalJoin(windowed.aggregate({ n: count() }).keyBy('name')).between('-1s', '1s');
has<{
  readonly ts: 'timestamp';
  readonly left_name: 'string';
  readonly value: 'double';
  readonly left_n: 'bigint';
  readonly isOn: 'boolean';
  readonly right_name: 'string';
  readonly window_start: 'timestamp';
  readonly window_end: 'timestamp';
  readonly right_n: 'bigint';
}>()(pairs, true);
const tops = windowed.aggregate({ n: count() }).topN({ n: 1, orderBy: (col) => api.desc(col('n')) });
tops.select('rank', 'name', 'n');
// @ts-expect-error no such column to order by
windowed.aggregate({ n: count() }).topN({ n: 1, orderBy: (col) => api.desc(col('m')) });
// @ts-expect-error no such column to compare
keyed.deduplicate({ keep: 'changed', on: ['valeu'] });
// @ts-expect-error changed in what?
keyed.deduplicate({ keep: 'changed' });
keyed.lag({ before: lag('name'), speed: api.rateOfChange('value') }).filter((col) => col('before').ne('a'));
// @ts-expect-error strings have no difference
keyed.lag({ a: api.delta('name') });
const matches = keyed.pattern({
  sequence: [
    { name: 'hot', where: (col) => col('value').gt(85) },
    { name: 'cool', where: 'TRUE' },
  ],
  columns: (of) => ({ peak: max(of('hot', 'value')), until: of('cool', 'ts') }),
});
has<{ readonly peak: 'double'; readonly until: 'timestamp' }>()(matches, true);
keyed.pattern({
  sequence: [{ name: 'hot', where: 'TRUE' }],
  // @ts-expect-error no such step
  columns: (of) => ({ peak: of('cold', 'value') }),
});

// Sinks
timed.sinkTo(api.chart({ x: 'ts', y: 'value', series: 'name' }));
timed.sinkTo(api.fileSink({ path: 'out' }));
// @ts-expect-error no such column
timed.sinkTo(api.chart({ y: 'valeu' }));
// @ts-expect-error strings cannot be drawn
timed.sinkTo(api.chart({ y: 'name' }));
// @ts-expect-error no such format
api.fileSink({ path: 'out', format: 'xml' });
timed.forEach(({ value, name }) => value !== null && name !== null && [value + 1, name.length]);
// @ts-expect-error every value may be null
timed.forEach(({ value }) => value + 1);
// @ts-expect-error no such column
timed.forEach(({ valeu }) => void valeu);

// Programs' rows and code
const rows = [{ a: 1, b: 'x' }];
has<{ readonly a: 'double'; readonly b: 'string' }>()(
  env.fromSource('r', api.fromRows({ a: 'double', b: 'string' }, rows)),
  true,
);
// @ts-expect-error a string is no number
api.fromRows({ a: 'double', b: 'double' }, rows);
// @ts-expect-error a column is missing
api.fromRows({ a: 'double', b: 'string', c: 'boolean' }, rows);
// @ts-expect-error event time is a timestamp
api.fromRows({ a: 'double', b: 'string' }, rows, { eventTime: { column: 'a' } });
// @ts-expect-error state belongs to keys
export type ProcessWithoutKey = (typeof timed)['process'];
const made = keyed.process({
  columns: { name: 'string', n: 'bigint' },
  state: { last: api.valueState<number>() },
  processElement({ value }, { key, state, collect }) {
    state.last.update(value ?? 0);
    collect({ name: key.name, n: state.last.value() });
    // @ts-expect-error no such column in the key
    void key.value;
    // @ts-expect-error a state of numbers
    state.last.update('x');
    // @ts-expect-error no such state
    void state.first;
    // @ts-expect-error a column is missing
    collect({ name: 'x' });
    // @ts-expect-error a string is no bigint
    collect({ name: 'x', n: 'y' });
  },
});
has<{ readonly name: 'string'; readonly n: 'bigint' }>()(made, true);
