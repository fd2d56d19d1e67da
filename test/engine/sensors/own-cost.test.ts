import { expect, test } from 'vitest';
import { OwnCostReader } from '../../../engine/sensors/own-cost.ts';
import { FakeTime } from './support/fake-time.ts';
import { values } from './support/values.ts';

test('the own cost is processor time over the time that has passed, and the memory of now', () => {
  const time = new FakeTime(0);
  let used = 1_000_000;
  const reader = new OwnCostReader({
    cpuUsage: () => ({ user: used, system: used / 10 }),
    memoryUsage: { rss: () => 5000 },
  });
  const first = values(reader.read(time));
  used += 100_000;
  time.skip(2000);
  const second = values(reader.read(time));
  reader.forget();
  expect([first, second, values(reader.read(time))]).toEqual([
    { 'millrace.memory.usage total': 5000 },
    { 'millrace.cpu.utilization total': 0.055, 'millrace.memory.usage total': 5000 },
    { 'millrace.memory.usage total': 5000 },
  ]);
});
