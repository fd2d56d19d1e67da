import { deepEqual, equal } from 'node:assert/strict';
import { describe, test } from 'vitest';
import type { Schema, Value } from '../../../engine/data/types.ts';
import { createTopN, TopN } from '../../../engine/operators/top-n.ts';
import { createWindow } from '../../../engine/operators/window.ts';
import { collector } from '../../support/batches.ts';
import type { Emitted, RowSignal, Signal } from '../../support/collect.ts';
import { chain, collect, END, row, rowsOf, toBatches, watermark } from '../../support/collect.ts';
import { windowNode } from '../../support/operator-nodes.ts';
import type { TopNSpecification } from '../../support/top-n-nodes.ts';
import { topNNode } from '../../support/top-n-nodes.ts';

const SCHEMA: Schema = [
  { name: 'k', type: 'string' },
  { name: 'window_start', type: 'timestamp' },
  { name: 'window_end', type: 'timestamp' },
  { name: 'x', type: 'double' },
  { name: 's', type: 'string' },
];

/** The result of a window of ten milliseconds that ends at `end`. */
function of(end: number, k: Value, x: Value, s: Value = null): RowSignal {
  return row(end - 1, { k, window_start: end - 10, window_end: end, x, s });
}

function run(specification: TopNSpecification, input: readonly Signal[], sizes = [1]): Emitted[] {
  const node = topNNode(SCHEMA, specification);
  return collect((context) => createTopN(node, SCHEMA, context), toBatches(SCHEMA, input, sizes));
}

/** Rank, k, x and s of the rows that come out. */
function ranked(specification: TopNSpecification, input: readonly Signal[], sizes?: readonly number[]): string[] {
  const emitted = rowsOf(run(specification, [...input, END], sizes && [...sizes]));
  return emitted.map(({ row: { rank, k, x, s } }) => `${rank} ${k} ${x}${s === null ? '' : ` ${s}`}`);
}

describe('ranks', () => {
  test('the first n of each window and key, with all columns and their rank', () => {
    const input = [of(10, 'a', 1), of(10, 'b', 7), of(10, 'a', 3), of(10, 'a', 2), of(20, 'a', 9), END];
    deepEqual(rowsOf(run({ key: ['k'], orderBy: ['x desc'], n: 2 }, input)), [
      row(9, { ...of(10, 'a', 3).row, rank: 1 }),
      row(9, { ...of(10, 'a', 2).row, rank: 2 }),
      row(9, { ...of(10, 'b', 7).row, rank: 1 }),
      row(19, { ...of(20, 'a', 9).row, rank: 1 }),
    ]);
  });

  test('without a key all rows of a window are ranked together', () => {
    deepEqual(ranked({ orderBy: ['x'], n: 3 }, [of(10, 'a', 3), of(10, null, 1), of(10, 'b', 2), of(10, 'c', 4)]), [
      '1 null 1',
      '2 b 2',
      '3 a 3',
    ]);
  });

  test('rows that tie rank in order of arrival, however many there are', () => {
    const input = Array.from({ length: 500 }, (_, i) => of(10, `k${i}`, 1));
    for (const sizes of [[7], [500]]) {
      deepEqual(ranked({ orderBy: ['x desc'], n: 3 }, input, sizes), ['1 k0 1', '2 k1 1', '3 k2 1']);
    }
  });

  test('of many rows those come out that a sort of all would put first', () => {
    const values = Array.from({ length: 1000 }, (_, i) => (i % 13 === 0 ? null : (i * 7919) % 97));
    const input = values.map((x, i) => of(10, `k${i}`, x));
    for (const [sign, size] of [1, -1].flatMap((each) => [64, 1000].map((rows) => [each, rows] as const))) {
      const found = ranked({ orderBy: [sign === 1 ? 'x' : 'x desc'], n: 40 }, input, [size]);
      // The sort of the language keeps the order of what ties.
      const sorted = [...values.keys()].sort((a, b) => {
        if (values[a] === null || values[b] === null) return Number(values[a] === null) - Number(values[b] === null);
        return sign * (values[a]! - values[b]!);
      });
      deepEqual(
        found,
        sorted.slice(0, 40).map((i, rank) => `${rank + 1} k${i} ${values[i]}`),
      );
    }
  });

  test('nulls are last in both directions, and the zeros tie', () => {
    const input = [of(10, 'a', null), of(10, 'b', 0), of(10, 'c', -0), of(10, 'd', -1)];
    deepEqual(ranked({ orderBy: ['x'], n: 9 }, input), ['1 d -1', '2 b 0', '3 c 0', '4 a null']);
    deepEqual(ranked({ orderBy: ['x desc'], n: 9 }, input), ['1 b 0', '2 c 0', '3 d -1', '4 a null']);
  });

  test('several expressions, each in its own direction; texts by code point', () => {
    const texts = ['b', 'B', null, '\u{1F600}', '\uFFFD'];
    const input = [...texts.map((s) => of(10, 'a', 1, s)), of(10, 'a', 2, 'z')];
    const expected = ['1 a 2 z', '2 a 1 \u{1F600}', '3 a 1 \uFFFD', '4 a 1 b', '5 a 1 B', '6 a 1'];
    deepEqual(ranked({ orderBy: ['x * 2 desc', 's desc'], n: 9 }, input), expected);
  });

  test('sessions that end together are windows of their own, by their starts', () => {
    const other = row(9, { ...of(10, 'b', 5).row, window_start: 3 });
    deepEqual(ranked({ orderBy: ['x'], n: 1 }, [of(10, 'a', 9), other]), ['1 a 9', '1 b 5']);
  });
});

describe('time', () => {
  test('a window is given when the watermark reaches its end − 1 ms, in order of the ends and then of the first rows', () => {
    const input = [of(20, 'b', 1), of(10, 'c', 1), of(10, 'a', 1), of(20, 'a', 1), of(10, 'c', 0)];
    const emitted = run(
      { key: ['k'], orderBy: ['x'], n: 1 },
      [...input, watermark(8), watermark(9), watermark(25)],
      [9],
    );
    const seen = emitted.map((each) =>
      'watermark' in each ? each.watermark : 'row' in each && `${each.time} ${each.row['k']}`,
    );
    deepEqual(
      seen,
      ['9 c', '9 a', 9, '19 b', '19 a', 25].flatMap((each) => (each === '9 c' ? [8, each] : [each])),
    );
  });

  test('a row whose window has been given is late, changes nothing, and is not rejected whatever its values', () => {
    const late = of(10, 'a', 0);
    for (const sizes of [[1], [9]]) {
      const emitted = run(
        { orderBy: ['7 / CAST(x AS BIGINT)'], n: 1 },
        [of(10, 'a', 1), watermark(9), late, END],
        sizes,
      );
      deepEqual(rowsOf(emitted), [row(9, { ...of(10, 'a', 1).row, rank: 1 })]);
      deepEqual(
        emitted.filter((each) => 'late' in each),
        [{ late }],
      );
      deepEqual(
        emitted.filter((each) => 'rejected' in each),
        [],
      );
    }
  });

  test('a row that cannot be ranked is rejected', () => {
    const emitted = run({ orderBy: ['7 / CAST(x AS BIGINT)'], n: 1 }, [of(10, 'a', 0), of(10, 'b', 1), END], [9]);
    deepEqual(
      emitted.filter((each) => 'rejected' in each).map(({ rejected }) => rejected),
      [of(10, 'a', 0).row],
    );
    equal(rowsOf(emitted).length, 1);
  });

  test('of a window that fires again only the first firing is ranked', () => {
    const schema: Schema = [{ name: 'v', type: 'double' }];
    const window = windowNode(schema, { sizeMs: 10, allowedLatenessMs: 100, aggregate: { m: ['max', 'v'] } });
    const node = topNNode(window.schema, { orderBy: ['m desc'], n: 1 });
    const input = [row(1, { v: 1 }), row(12, { v: 5 }), watermark(9), row(2, { v: 3 }), END];
    const emitted = collect(
      chain(
        (context) => createWindow(window, schema, context),
        (context) => createTopN(node, window.schema, context),
      ),
      toBatches(schema, input, [2]),
    );
    deepEqual(
      rowsOf(emitted).map((each) => each.row['m']),
      [1, 5],
    );
    equal(emitted.filter((each) => 'late' in each).length, 1);
  });
});

test('no more is kept than may be among the first, and nothing of a window that was given', () => {
  const output = collector();
  const context = { output, late: null, counters: { late: 0 }, reject: () => undefined };
  const operator = new TopN(topNNode(SCHEMA, { orderBy: ['x'], n: 10 }), SCHEMA, context);
  for (const batch of toBatches(
    SCHEMA,
    Array.from({ length: 5000 }, (_, i) => of(10, 'a', -i)),
    [100],
  ))
    operator.receive(batch);
  equal(operator.stateSize.entries <= 84, true);
  for (const batch of toBatches(SCHEMA, [END])) operator.receive(batch);
  equal(operator.stateSize.entries, 0);
});
