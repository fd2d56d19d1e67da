import { expect, test } from 'vitest';
import { LEVEL_MAX, nextBudget, WITHIN_BUDGET } from '../../../engine/sensors/budget.ts';

/** The level after each of these spans of seconds at so many percent, measured every two seconds, with a budget of 10 percent. */
function levels(spans: readonly (readonly [percent: number, seconds: number])[], limitPercent: number | null = 10) {
  let state = WITHIN_BUDGET;
  let now = 0;
  return spans.map(([cpuPercent, seconds]) => {
    for (const end = now + seconds * 1000; now < end;) {
      state = nextBudget(state, { cpuPercent, limitPercent, now });
      now += 2000;
    }
    return state.level;
  });
}

test('a burst changes nothing, and what lasts twenty seconds is one step, each further one another twenty', () => {
  expect(
    levels([
      [50, 18],
      [5, 2],
      [50, 18],
      [50, 6],
      [50, 20],
    ]),
  ).toEqual([0, 0, 0, 1, 2]);
});

test('there is room again after a minute well under the budget, and not for what is just below it', () => {
  expect(
    levels([
      [50, 44],
      [9, 600],
      [5, 58],
      [5, 6],
      [5, 60],
    ]),
  ).toEqual([2, 2, 2, 1, 0]);
});

test('a cost that swings around the budget moves nothing', () => {
  expect(levels(Array.from({ length: 60 }, (_one, i) => [i % 2 === 0 ? 11 : 8, 10] as const)).at(-1)).toBe(0);
});

test('without a budget nothing is thinned, and taking it away gives everything back at once', () => {
  expect(levels([[90, 600]], null)).toEqual([0]);
  const thinned = { level: 3, since: 0, trend: 'over' } as const;
  expect(nextBudget(thinned, { cpuPercent: 90, limitPercent: null, now: 1 }).level).toBe(0);
});

test('thinning ends somewhere, however much it costs', () => {
  expect(levels([[90, 3600]])).toEqual([LEVEL_MAX]);
});
