import { deepEqual, equal, ok } from 'node:assert/strict';
import { test } from 'vitest';
import { CostMeter, proportionalSetSize } from '../../electron/cost.ts';

const process_ = (pid: number, percent: number, kilobytes: number) => ({
  pid,
  cpu: { percentCPUUsage: percent },
  memory: { workingSetSize: kilobytes },
});

test('the cost is that of all processes, in percent of one core, with each process’s share of memory or else all of it', async () => {
  const meter = new CostMeter({
    processes: () => [process_(1, 1, 100), process_(2, 0.5, 10)],
    cores: 4,
    monotonic: () => 0,
    shareOf: (pid) => Promise.resolve(pid === 1 ? 2_048 : null),
  });
  deepEqual(await meter.measure(), { cpuPercent: 6, memoryBytes: 2_048 + 10_240 });
});

test('memory is asked for at most every ten seconds', async () => {
  let now = 0;
  let asked = 0;
  const meter = new CostMeter({
    processes: () => [process_(1, 0, 0)],
    cores: 1,
    monotonic: () => now,
    shareOf: () => Promise.resolve(++asked),
  });
  for (now of [0, 2_000, 9_999, 10_000, 12_000]) await meter.measure();
  equal(asked, 2);
});

test('a process that is gone has no share', async () => {
  equal(await proportionalSetSize(2 ** 30), null);
});

test.runIf(process.platform === 'linux')('the share of this process is some megabytes', async () => {
  const bytes = await proportionalSetSize(process.pid);
  ok(bytes !== null && 5e6 < bytes && bytes < 5e9, String(bytes));
});
