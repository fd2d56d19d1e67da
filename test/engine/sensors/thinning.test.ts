import { expect, test } from 'vitest';
import type { Reading } from '../../../engine/sensors/sensor.ts';
import { SensorPoll } from '../../../engine/sensors/sensor-poll.ts';
import { FakeReader } from './support/fake-reader.ts';
import { FakeTime } from './support/fake-time.ts';

/** Readers that take so many milliseconds each, polled once a second. */
function setup(costs: Readonly<Record<string, number>>) {
  const time = new FakeTime(0);
  const warnings: string[] = [];
  let inReading = 0;
  const clock = { now: () => time.now(), monotonic: () => time.monotonic() + inReading };
  const readers = Object.entries(costs).map(([name, ms]) => {
    const reader = new FakeReader(name);
    reader.answer = () => {
      inReading += ms;
      return [reader.reading(reader.reads)];
    };
    return reader;
  });
  const poll = new SensorPoll(readers, { clock, timers: time, warn: (message) => warnings.push(message) });
  let tickMs = 0;
  /** What was read in so many seconds. */
  const rows = (seconds: number): Reading[] =>
    Array.from({ length: seconds }).flatMap(() => {
      poll.begin((tickMs += 1000));
      return poll.take(tickMs);
    });
  /** How often each was read in so many seconds. */
  const run = (seconds: number): number[] => {
    const before = readers.map(({ reads }) => reads);
    rows(seconds);
    return readers.map(({ reads }, index) => reads - before[index]!);
  };
  return { poll, run, rows, warnings };
}

test('the dearest sensor is read half as often, then whichever is dearest then, and the others as before', () => {
  const { poll, run } = setup({ cpu: 1, processes: 8, disk: 3 });
  run(10);
  poll.thin(1);
  run(2);
  expect(run(16)).toEqual([16, 8, 16]);
  poll.thin(2);
  run(4);
  expect(run(16)).toEqual([16, 4, 16]);
  poll.thin(3);
  run(4);
  expect(run(16)).toEqual([16, 4, 8]);
});

test('what was thinned last comes back first, and each step is told with what it means', () => {
  const { poll, run, warnings } = setup({ cpu: 1, processes: 8 });
  run(10);
  poll.thin(2);
  run(4);
  poll.thin(0);
  run(2);
  expect(run(8)).toEqual([8, 8]);
  expect(warnings.map((text) => text.split(':')[0])).toEqual([
    'sensor "processes" is read every 2 s from now on',
    'sensor "processes" is read every 4 s from now on',
    'sensor "processes" is read every 2 s again',
    'sensor "processes" is read every 1 s again',
  ]);
});

test('a sensor tells what it costs, how often it is read, and how much it is thinned out', () => {
  const { poll, run } = setup({ cpu: 1, processes: 8 });
  run(100);
  poll.thin(1);
  run(4);
  const rounded = poll.costs().map((cost) => ({ ...cost, readingMs: Math.round(cost.readingMs) }));
  expect(rounded).toEqual([
    { sensor: 'cpu', readingMs: 1, everyMs: 1000, thinning: 1 },
    { sensor: 'processes', readingMs: 8, everyMs: 2000, thinning: 2 },
  ]);
});

test('no sensor is read less often than a sixteenth, and where all are, nothing more happens', () => {
  const { poll, run } = setup({ processes: 8 });
  run(4);
  poll.thin(9);
  run(32);
  expect(run(64)).toEqual([4]);
});

test('the rows say once, with the first wider step, that a sensor is read less often for the sake of the budget', () => {
  const { poll, rows } = setup({ cpu: 1, processes: 8 });
  rows(10);
  poll.thin(1);
  const gaps = rows(12).filter(({ metric }) => metric === 'gap');
  poll.thin(2);
  const further = rows(12).filter(({ metric }) => metric === 'gap');
  poll.thin(0);
  const back = rows(12).filter(({ metric }) => metric === 'gap');
  const gap = (value: number) => ({ metric: 'gap', entity: 'over budget: processes', value, unit: 's' });
  expect([gaps, further, back]).toEqual([[gap(2)], [gap(4)], []]);
});
