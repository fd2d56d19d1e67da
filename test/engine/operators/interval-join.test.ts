import { deepEqual } from 'node:assert/strict';
import { test } from 'vitest';
import { fromRows } from '../../../engine/data/rows.ts';
import type { Schema } from '../../../engine/data/types.ts';
import { createIntervalJoin, IntervalJoin } from '../../../engine/operators/interval-join.ts';
import type { OperatorContext } from '../../../engine/operators/operator.ts';
import { END, row, rowsOf, watermark } from '../../support/collect.ts';
import { operatorNode } from '../../support/operator-nodes.ts';
import type { SidedRow, SidedSignal } from '../../support/two-inputs.ts';
import { collectTwo } from '../../support/two-inputs.ts';

const LEFT: Schema = [
  { name: 'key', type: 'string' },
  { name: 'l', type: 'bigint' },
];
const RIGHT: Schema = [
  { name: 'key', type: 'string' },
  { name: 'r', type: 'bigint' },
];
const JOINED: Schema = [
  { name: 'left_key', type: 'string' },
  { name: 'l', type: 'bigint' },
  { name: 'right_key', type: 'string' },
  { name: 'r', type: 'bigint' },
];

function node(lowerMs: number, upperMs: number) {
  return operatorNode({ type: 'interval_join', on: [{ left: 0, right: 0 }], lowerMs, upperMs } as const, JOINED);
}

function run(
  [lower, upper]: readonly [number, number],
  signals: readonly SidedSignal[],
  sizes: readonly number[] = [1],
) {
  const create = (context: OperatorContext) => createIntervalJoin(node(lower, upper), [LEFT, RIGHT], context);
  return collectTwo(create, { schemas: [LEFT, RIGHT], signals }, sizes);
}

const left = (time: number, key: string | null = 'k'): SidedRow => ({ side: 0, ...row(time, { key, l: time }) });
const right = (time: number, key: string | null = 'k'): SidedRow => ({ side: 1, ...row(time, { key, r: time }) });

/** The pair of a left row at `l` and a right row at `r`. */
function pair(l: number, r: number, key = 'k') {
  return row(Math.max(l, r), { left_key: key, l, right_key: key, r });
}

const ONE_TO_FOUR = [1, 2, 3, 4];

// Flink's IntervalJoinOperatorTest.testNegativeInclusiveAndPositiveInclusive.
test('rows that are at most as far apart as the bounds say are paired, both bounds included', () => {
  const input = ONE_TO_FOUR.flatMap((at) => [left(at), right(at)]);
  deepEqual(run([-1, 1], input), [
    pair(1, 1),
    pair(2, 1),
    pair(1, 2),
    pair(2, 2),
    pair(3, 2),
    pair(2, 3),
    pair(3, 3),
    pair(4, 3),
    pair(3, 4),
    pair(4, 4),
  ]);
});

test('a bound can be on one side of the left row only', () => {
  const input = [...ONE_TO_FOUR.map((at) => left(at)), ...ONE_TO_FOUR.map((at) => right(at))];
  deepEqual(run([1, 2], input), [pair(1, 2), pair(1, 3), pair(2, 3), pair(2, 4), pair(3, 4)]);
  deepEqual(run([-2, -2], input), [pair(3, 1), pair(4, 2)]);
  deepEqual(
    run([0, 0], input),
    ONE_TO_FOUR.map((at) => pair(at, at)),
  );
});

test('a row is paired with the kept rows in order of their event time, and of their arrival where that is the same', () => {
  const early = { side: 0, ...row(3, { key: 'k', l: 31 }) } as const;
  const late = { side: 0, ...row(3, { key: 'k', l: 32 }) } as const;
  const found = rowsOf(run([-9, 9], [early, left(5), left(1), late, right(4)]));
  deepEqual(
    found.map((each) => each.row['l']),
    [1, 31, 32, 5],
  );
});

test('only rows of equal keys are paired, and a null equals nothing', () => {
  const input = [left(1, 'a'), left(1, null), right(1, null), right(1, 'b'), right(1, 'a'), left(1, 'b')];
  deepEqual(run([-9, 9], input), [pair(1, 1, 'a'), pair(1, 1, 'b')]);
});

// Flink's IntervalJoinOperatorTest.testDiscardsLateData: older than the watermark is late, as old as it is not.
test('a row that is older than the watermark when it comes is late, of either side', () => {
  const input = [left(1), watermark(3), left(2), right(2), left(3), right(3), right(1)];
  deepEqual(run([-2, 2], input), [
    watermark(3),
    { late: row(2, { key: 'k', l: 2 }) },
    { late: row(2, { key: 'k', r: 2 }) },
    pair(1, 3),
    pair(3, 3),
    { late: row(1, { key: 'k', r: 1 }) },
  ]);
});

test('late rows of each side go to an output of their own, which hears of every watermark', () => {
  const given: string[] = [];
  const tell = (name: string) => ({
    receive: (batch: { length: number; watermark: number }) =>
      given.push(`${name} ${batch.length} @${batch.watermark}`),
  });
  const counters = { late: 0 };
  const context = {
    output: tell('out'),
    late: tell('late'),
    lateRight: tell('late-right'),
    counters,
    reject: () => {},
  };
  const { inputs } = createIntervalJoin(node(0, 0), [LEFT, RIGHT], context);
  const batch = (schema: Schema, time: number, before: number) => ({
    ...fromRows(schema, [{ key: 'k' }]),
    eventTimes: Float64Array.of(time),
    watermarksBefore: before,
    watermark: before,
  });
  inputs[0]!.receive(batch(LEFT, 9, 5));
  inputs[1]!.receive(batch(RIGHT, 4, 5));
  inputs[0]!.receive(batch(LEFT, 5, 6));
  deepEqual(given, [
    ...['out 0 @5', 'late 0 @5', 'late-right 0 @5'],
    ...['out 0 @5', 'late 0 @5', 'late-right 1 @5'],
    ...['out 0 @6', 'late 1 @6', 'late-right 0 @6'],
  ]);
  deepEqual(counters, { late: 2 });
});

/** How many rows of either side are kept after each of `watermarks`, which follow on a left and a right row at each of `times`. */
function keptAfter([lower, upper]: readonly [number, number], times: readonly number[], watermarks: readonly number[]) {
  const kept: [number, number][] = [];
  const signals = [...times.flatMap((at) => [left(at), right(at)]), ...watermarks.map(watermark)];
  let join: IntervalJoin | null = null;
  const create = (context: OperatorContext) => (join = new IntervalJoin(node(lower, upper), [LEFT, RIGHT], context));
  const tell = (): void => {
    const { left: l, right: r } = join!.kept;
    kept.push([l, r]);
  };
  const spied = (context: OperatorContext) => {
    const { inputs } = create(context);
    return {
      inputs: inputs.map((input) => ({
        receive(batch: Parameters<typeof input.receive>[0]) {
          input.receive(batch);
          if (batch.length === 0) tell();
        },
      })),
    };
  };
  collectTwo(spied, { schemas: [LEFT, RIGHT], signals });
  return kept;
}

// As in Flink's IntervalJoinOperatorTest.testStateCleanup…, one millisecond later: L[2, 3, 4, 5] R[1, 2, 3, 4, 5], then L[5] R[4, 5], then nothing.
test('rows are forgotten as soon as the watermark leaves them no partner', () => {
  deepEqual(keptAfter([-1, 0], [1, 2, 3, 4, 5], [2, 5, 7]), [
    [4, 5],
    [1, 2],
    [0, 0],
  ]);
});

test('the end frees everything', () => {
  deepEqual(keptAfter([-1000, 1000], [1, 2, 3], [END.watermark]), [[0, 0]]);
});

test('a row as old as the watermark is not late, and finds every partner that is in reach', () => {
  deepEqual(run([0, 0], [watermark(1), left(1), right(1)]), [watermark(1), pair(1, 1)]);
  deepEqual(run([0, 0], [left(1), watermark(1), right(1)]), [watermark(1), pair(1, 1)]);
});

test('very many pairs of one batch are handed on in several', () => {
  const many = Array.from({ length: 200 }, () => left(1));
  const others = Array.from({ length: 200 }, () => right(1));
  const batches: number[] = [];
  const output = { receive: (batch: { length: number }) => batches.push(batch.length) };
  const create = (context: OperatorContext) => createIntervalJoin(node(0, 0), [LEFT, RIGHT], { ...context, output });
  collectTwo(create, { schemas: [LEFT, RIGHT], signals: [...many, ...others] }, [1000]);
  deepEqual(batches, [0, 16_384, 16_384, 40_000 - 2 * 16_384]);
});
