import { expect, test } from 'vitest';
import { numberTicks, timeTicks } from '../../../renderer/charts/ticks.ts';

const START = new Date(2026, 10, 22, 20, 0, 10).getTime();

function labels(spanMs: number, width: number): string[] {
  return timeTicks({ from: START, to: START + spanMs }, width, 'en').map(({ label }) => label);
}

test('five minutes are marked at whole local minutes', () => {
  expect(labels(300_000, 330)).toEqual(['20:01', '20:02', '20:03', '20:04']);
});

test('one minute is marked with seconds', () => {
  expect(labels(60_000, 330)).toEqual(['20:00:15', '20:00:30', '20:00:45', '20:01:00']);
});

test('an hour on a narrow plot gets fewer marks', () => {
  expect(labels(3_600_000, 330)).toEqual(['20:15', '20:30', '20:45']);
  expect(labels(3_600_000, 140)).toEqual(['20:30']);
});

test('a plot without width has no marks', () => {
  expect(labels(60_000, 0)).toEqual([]);
});

test('numbers are marked at round steps', () => {
  expect(numberTicks({ from: 0.5, to: 10 }, 'en').map(({ label }) => label)).toEqual(['5', '10']);
  expect(numberTicks({ from: 0, to: 1 }, 'en').map(({ label }) => label)).toEqual(['0.0', '0.5', '1.0']);
});

test('time since a moment is marked at round steps before and after it', () => {
  const range = { from: START - 60_000, to: START + 240_000 };
  const ticks = timeTicks(range, 330, 'en', START);
  expect(ticks.map(({ label }) => label)).toEqual(['0:00', '1:00', '2:00', '3:00']);
  expect(ticks.map(({ value }) => value - START)).toEqual([0, 60_000, 120_000, 180_000]);
  expect(timeTicks({ from: START - 150_000, to: START }, 330, 'en', START)[0]!.label).toBe('−2:00');
});
