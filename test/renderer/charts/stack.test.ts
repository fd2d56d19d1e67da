import { deepEqual } from 'node:assert/strict';
import { test } from 'vitest';
import { PointList } from '../../../renderer/charts/point-list.ts';
import { stack } from '../../../renderer/charts/stack.ts';
import { Series } from '../../../renderer/live/series.ts';

function series(points: readonly (readonly [number, number])[]): Series {
  const made = new Series();
  made.append(
    Float64Array.from(points, ([time]) => time),
    Float64Array.from(points, ([, value]) => value),
  );
  return made;
}

function pointsOf({ x, y, length }: PointList): (readonly [number, number])[] {
  return Array.from({ length }, (_one, i) => [x[i]!, y[i]!] as const);
}

const range = { from: 0, to: 2999 };

function stacked(all: readonly (Series | null)[]): unknown {
  const lists = all.map(() => new PointList());
  stack(all, range, 1, lists);
  return lists.map(pointsOf);
}

test('each line reaches up to the sum of it and those below, though their readings are not at the same moments', () => {
  const a = series([0, 1000, 2000, 3000].map((time) => [time, 1] as const));
  const b = series([300, 1300, 2300, 3300].map((time) => [time, 2] as const));
  deepEqual(stacked([a, b]), [[500, 1500, 2500, 3500].map((x) => [x, 1]), [500, 1500, 2500, 3500].map((x) => [x, 3])]);
});

test('a line that is off adds nothing and keeps its place in the order', () => {
  const a = series([0, 1000, 2000, 3000].map((time) => [time, 1] as const));
  deepEqual(stacked([null, a]), [[], [500, 1500, 2500, 3500].map((x) => [x, 1])]);
});

test('where nothing was read there is nothing, and where one is missing the others still stand', () => {
  const a = series([0, 1000, 9000, 10_000, 11_000].map((time) => [time, 1] as const));
  const lists = [new PointList()];
  stack([a], { from: 0, to: 9999 }, 1, lists);
  const gone = pointsOf(lists[0]!)
    .filter(([, y]) => Number.isNaN(y))
    .map(([x]) => x);
  deepEqual(gone, [4500, 5500]);
});
