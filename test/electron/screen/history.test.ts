import fc from 'fast-check';
import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'vitest';
import { History, POINTS_PER_SERIES, SERIES_MAX } from '../../../electron/screen/history.ts';

function put(history: History, series: string, times: readonly number[]): void {
  const column = Float64Array.from(times);
  history.put({ chart: 'p/c', series, unit: 'By', times: column, values: column.map((time) => -time) });
}

test('each series comes back with its points, oldest first', () => {
  const history = new History();
  put(history, 'a', [1, 2]);
  put(history, 'b', [5]);
  put(history, 'a', [3]);
  deepEqual(
    history
      .points()
      .map(({ series, unit, times, values }) => ({ series, unit, times: [...times], values: [...values] })),
    [
      { series: 'b', unit: 'By', times: [5], values: [-5] },
      { series: 'a', unit: 'By', times: [1, 2, 3], values: [-1, -2, -3] },
    ],
  );
});

test('what comes back is a copy that later points do not change', () => {
  const history = new History();
  put(history, 'a', [1]);
  const [before] = history.points();
  put(history, 'a', [2]);
  deepEqual([...before!.times], [1]);
});

test('a series keeps its last hour, however the points come', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 2 * POINTS_PER_SERIES }), { maxLength: 6 }), (sizes) => {
      const history = new History();
      let next = 0;
      for (const size of sizes)
        put(
          history,
          'a',
          Array.from({ length: size }, () => next++),
        );
      const kept = Array.from({ length: Math.min(next, POINTS_PER_SERIES) }, (_, i) => next - 1 - i).reverse();
      deepEqual([...(history.points()[0]?.times ?? [])], kept);
    }),
    { numRuns: 40 },
  );
});

test('of too many series the one that was silent for longest is forgotten', () => {
  const history = new History();
  for (let i = 0; i < SERIES_MAX; i++) put(history, `s${i}`, [i]);
  put(history, 's0', [1_000]);
  put(history, 'new', [1_001]);
  const names = history.points().map(({ series }) => series);
  equal(names.length, SERIES_MAX);
  deepEqual([names.includes('s0'), names.includes('s1'), names.includes('new')], [true, false, true]);
});
