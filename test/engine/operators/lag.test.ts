import { deepEqual } from 'node:assert/strict';
import { describe, test } from 'vitest';
import type { Schema, Value } from '../../../engine/data/types.ts';
import { createLag } from '../../../engine/operators/lag.ts';
import { ALL_KEY_GROUPS } from '../../../engine/state/key-groups.ts';
import { collector } from '../../support/batches.ts';
import type { Emitted, RowSignal, Signal } from '../../support/collect.ts';
import { byOutput, collect, row, rowsOf, toBatches, watermark } from '../../support/collect.ts';
import { lagNode } from '../../support/keyed-nodes.ts';
import { written } from '../../support/moved.ts';

const SCHEMA: Schema = [
  { name: 'k', type: 'string' },
  { name: 'n', type: 'bigint' },
  { name: 'x', type: 'double' },
  { name: 'at', type: 'timestamp' },
  { name: 'isOn', type: 'boolean' },
];

const of = (time: number, values: Readonly<Record<string, Value>>): RowSignal =>
  row(time, { k: null, n: null, x: null, at: null, isOn: null, ...values });

function run(
  columns: Readonly<Record<string, string>>,
  input: readonly Signal[],
  sizes = [1000],
  key = ['k'],
): Emitted[] {
  const node = lagNode(SCHEMA, key, columns);
  return collect((context) => createLag(node, SCHEMA, context), toBatches(SCHEMA, input, sizes));
}

/** The values of `expression` for rows of one key whose column `name` has `values`, a second apart. */
function valuesOf(expression: string, name: string, values: readonly Value[]): Value[] {
  const input = values.map((value, i) => of(i * 1000, { k: 'a', [name]: value }));
  return rowsOf(run({ r: expression }, input)).map((each) => each.row['r']!);
}

describe('lag', () => {
  test('the value of the row before of the same key; null at first and where that one is null', () => {
    const input = [
      of(1, { k: 'a', x: 1 }),
      of(2, { k: 'b', x: 2 }),
      of(3, { k: 'a' }),
      of(0, { k: 'a', x: 4 }),
      of(5, { x: 5 }),
      of(6, { x: 6 }),
    ];
    const emitted = rowsOf(run({ r: 'lag(x)' }, input));
    deepEqual(
      emitted,
      input.map(({ time, row: values }, i) => row(time, { ...values, r: [null, null, 1, null, null, 5][i]! })),
    );
  });

  test('any type, and any number of rows back', () => {
    deepEqual(valuesOf('lag(k, 2)', 'x', [1, 2, 3, 4]), [null, null, 'a', 'a']);
    deepEqual(valuesOf('lag(x, 3)', 'x', [1, null, 3, 4, 5, 6]), [null, null, null, 1, null, 3]);
    deepEqual(valuesOf('lag(isOn)', 'isOn', [true, false, null, true]), [null, true, false, null]);
    deepEqual(valuesOf('lag(at)', 'at', [5, -5]), [null, 5]);
    deepEqual(valuesOf("lag(k || '!')", 'k', ['a']), [null]);
  });

  test('calls that look back by different numbers of rows see what each sees alone, also where rows are rejected', () => {
    const input = Array.from({ length: 200 }, (_, i) =>
      of(i, { k: `k${(i * 7) % 3}`, x: i % 11 === 0 ? null : i, n: i % 5 === 0 ? 9e15 : -i }),
    );
    const calls = { far: 'lag(x, 4)', r: 'lag(x)', second: 'lag(x, 2)', third: 'lag(x, 3)', again: 'lag(x, 4) + 0' };
    const [together, two] = [Object.keys(calls), ['r', 'second']].map((names) => {
      const columns = Object.fromEntries(names.map((name) => [name, calls[name as keyof typeof calls]]));
      return [1, 3, 1000].map((size) => rowsOf(run({ ...columns, fails: 'n * 2 + lag(n)' }, input, [size])));
    });
    const alone = (name: keyof typeof calls): Value[] =>
      rowsOf(run({ [name]: calls[name], fails: 'n * 2 + lag(n)' }, input)).map((each) => each.row[name]!);
    for (const rows of together!) {
      for (const name of Object.keys(calls) as (keyof typeof calls)[])
        deepEqual([name, rows.map((each) => each.row[name])], [name, alone(name)]);
    }
    for (const rows of two!) deepEqual([rows.length, rows.map((each) => each.row['second'])], [160, alone('second')]);
  });

  test.each([{ rows: 1 }, { rows: 2 }])(
    'with an average beside it a lag of $rows keeps what it kept alone, so each form takes over what the other saved',
    ({ rows }) => {
      const input = Array.from({ length: 60 }, (_, i) =>
        of(i, { k: `k${(i * 7) % 4}`, x: i % 11 === 0 ? null : (i * 37) % 20 }),
      );
      const calls = { a: 'lag(x)', b: `lag(x, ${rows})`, c: 'ewma(x, 0.4)', d: 'ewma(x, 0.2)' };
      // A row that may fail can be taken back, so all calls are kept apart then.
      const forms = [calls, { ...calls, mayFail: 'n * 2' }];
      const parts = toBatches(SCHEMA, input, [30]);
      const outcomes = forms.flatMap((first) =>
        forms.map((second) => {
          const [before, after] = [first, second].map((columns) => lagNode(SCHEMA, ['k'], columns));
          const emitted = collect((context) => {
            const old = createLag(before!, SCHEMA, context);
            const next = createLag(after!, SCHEMA, context);
            let count = 0;
            return {
              receive(batch) {
                if (count === 1) next.restore([written(old.snapshot())], ALL_KEY_GROUPS);
                (count++ === 0 ? old : next).receive(batch);
              },
            };
          }, parts);
          return rowsOf(emitted).map(({ row: { a, b, c, d } }) => ({ a, b, c, d }));
        }),
      );
      const whole = rowsOf(run(calls, input)).map(({ row: { a, b, c, d } }) => ({ a, b, c, d }));
      for (const outcome of outcomes) deepEqual(outcome, whole);
    },
  );

  test('without key columns the row before is that of all rows', () => {
    const input = [of(1, { k: 'a', n: 1 }), of(2, { k: 'b', n: 2 })];
    deepEqual(
      rowsOf(run({ r: 'lag(n)' }, input, [1], [])).map((each) => each.row['r']),
      [null, 1],
    );
  });

  test('strings of many batches are forgotten once no row is before any more', () => {
    const input = Array.from({ length: 70_000 }, (_, i) => of(i, { k: `text ${i}` }));
    const emitted = rowsOf(run({ r: 'lag(k)', second: 'lag(k, 2)' }, input, [1000], []));
    deepEqual(emitted.at(-1)!.row, { ...input.at(-1)!.row, r: 'text 69998', second: 'text 69997' });
  });
});

describe('delta and rate', () => {
  test('a delta is the value minus the one before, and null where one of them is null', () => {
    deepEqual(valuesOf('delta(x)', 'x', [1, 2.5, null, 3, 3]), [null, 1.5, null, null, 0]);
    deepEqual(valuesOf('delta(n)', 'n', [5, 3]), [null, -2]);
    deepEqual(valuesOf('delta(at)', 'at', [5, 1005]), [null, 1000]);
  });

  test('a delta of doubles that is not finite is null', () => {
    deepEqual(valuesOf('delta(x)', 'x', [-1.7e308, 1.7e308, 1.7e308]), [null, null, 0]);
  });

  test('a rate is the delta by the second of event time, also between rows out of order', () => {
    const input = [of(0, { x: 1 }), of(500, { x: 2 }), of(250, { x: 3 }), of(2250, { x: 3 })];
    deepEqual(
      rowsOf(run({ r: 'rate(x)' }, input)).map((each) => each.row['r']),
      [null, 2, -4, 0],
    );
  });

  test('between two rows of one moment there is no rate', () => {
    const input = [of(0, { n: 1 }), of(0, { n: 2 }), of(0, { n: 2 }), of(1000, { n: 4 })];
    deepEqual(
      rowsOf(run({ r: 'rate(n)' }, input)).map((each) => each.row['r']),
      [null, null, null, 2],
    );
  });
});

describe('ewma', () => {
  test('the first value is the first average, then each counts for its share', () => {
    deepEqual(valuesOf('ewma(x, 0.5)', 'x', [4, 8, 0]), [4, 6, 3]);
    deepEqual(valuesOf('ewma(n, 1)', 'n', [4, 8]), [4, 8]);
  });

  test('a null changes nothing: the average stays what it is', () => {
    deepEqual(valuesOf('ewma(x, 0.5)', 'x', [null, 4, null, 8]), [null, 4, 4, 6]);
  });

  test('the largest values have an average', () => {
    const most = Number.MAX_VALUE;
    deepEqual(valuesOf('ewma(x, 0.1)', 'x', [most, most, -most]), [most, most, 0.1 * -most + 0.9 * most]);
  });
});

describe('expressions and rejected rows', () => {
  test('an expression reads the row itself and calls, which take expressions', () => {
    deepEqual(valuesOf('x - lag(x * 2) + COALESCE(delta(x), 0)', 'x', [1, 4, 9]), [null, 5, 6]);
  });

  test('a whole difference that is not exact rejects its row, which leaves no trace', () => {
    const values = [9007199254740991, -1, 9007199254740990];
    for (const sizes of [[1], [3]]) {
      const emitted = run(
        { d: 'delta(n)', l: 'lag(n)', e: 'ewma(n, 1)' },
        values.map((n, i) => of(i, { n })),
        sizes,
      );
      deepEqual(
        rowsOf(emitted).map((each) => [each.row['d'], each.row['l'], each.row['e']]),
        [
          [null, null, 9007199254740991],
          [-1, 9007199254740991, 9007199254740990],
        ],
      );
      deepEqual(
        emitted.filter((each) => 'rejected' in each).map(({ reason }) => reason),
        ['delta: -1 - 9007199254740991 is beyond ±(2^53 − 1)'],
      );
    }
  });

  test('rejected are rows whose argument fails and rows whose result does, in their order', () => {
    const input = [5, 0, 7, 7, 8].map((n, i) => of(i, { n }));
    const columns = { inverse: 'lag(10 / n)', share: '10 / delta(n)' };
    const expected = byOutput(run(columns, input, [1]));
    deepEqual(byOutput(run(columns, input, [5])), expected);
    deepEqual(
      rowsOf(run(columns, input, [5])).map((each) => [each.time, each.row['inverse'], each.row['share']]),
      [
        [0, null, null],
        [2, 2, 5],
        [4, 1, 10],
      ],
    );
  });

  test('a batch of which every row fails is rejected row by row in good time', () => {
    const input = Array.from({ length: 20_000 }, (_, i) => of(i, { n: i }));
    const output = collector();
    let rejected = 0;
    const context = { output, late: null, counters: { late: 0 }, reject: () => void rejected++ };
    const operator = createLag(lagNode(SCHEMA, ['k'], { r: 'lag(n) / 0' }), SCHEMA, context);
    for (const batch of toBatches(SCHEMA, input, [20_000])) operator.receive(batch);
    deepEqual([output.batches[0]!.length, rejected], [1, 19_999]);
  });
});

test('rows keep their times, and watermarks go on', () => {
  const input = [of(3, { n: 1 }), watermark(5), of(4, { n: 2 }), watermark(9)];
  const emitted = run({ r: 'lag(n)' }, input, [2]);
  deepEqual(emitted, [of(3, { n: 1, r: null }), watermark(5), of(4, { n: 2, r: 1 }), watermark(9)]);
});
