import { deepEqual } from 'node:assert/strict';
import { test } from 'vitest';
import { SensorBudget } from '../../electron/sensor-budget.ts';

const cost = { cpuPercent: 50, memoryBytes: 1 };
const reading = (sensor: string, readingMs: number, thinning = 1) => ({ sensor, readingMs, everyMs: 1000, thinning });

test('the dearest sensor is told with what all pipelines together pay for it, and what is thinned out with its pace', () => {
  const budget = new SensorBudget({
    sensors: () => [reading('cpu', 1), reading('processes', 2, 4), reading('disk', 3), reading('processes', 2)],
    thin: () => undefined,
    limitPercent: () => null,
    monotonic: () => 0,
  });
  deepEqual(budget.take(cost), {
    ...cost,
    dearest: { sensor: 'processes', percent: 0.4 },
    thinned: [{ sensor: 'processes', everyMs: 1000 }],
  });
});

test('while the app is over its budget the engine is told to thin out more and more, and nothing once the budget is gone', () => {
  const levels: number[] = [];
  let now = 0;
  let limit: number | null = 10;
  const budget = new SensorBudget({
    sensors: () => [],
    thin: (level) => levels.push(level),
    limitPercent: () => limit,
    monotonic: () => now,
  });
  for (now of [0, 10_000, 20_000, 30_000, 40_000]) budget.take(cost);
  limit = null;
  deepEqual(budget.take(cost).dearest, null);
  deepEqual(levels, [0, 0, 1, 1, 2, 0]);
});
