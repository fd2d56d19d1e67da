import { freemem, totalmem } from 'node:os';
import { expect, test } from 'vitest';
import { absentMetrics, createReaders } from '../../../engine/sensors/index.ts';
import { systemClock } from '../../../engine/time/clock.ts';
import { machine } from './support/machine.ts';

test('every metric has one reader, a unit and a meaning, on every platform', () => {
  for (const platform of ['linux', 'darwin', 'win32'] as const) {
    const metrics = createReaders({ platform }).flatMap((reader) => reader.metrics);
    expect(new Set(metrics.map(({ metric }) => metric)).size).toBe(metrics.length);
    expect(metrics.filter(({ unit, meaning }) => unit === '' || meaning === '')).toEqual([]);
  }
});

test('a machine that shows nothing lacks every metric, with a reason for each', async () => {
  const { root } = machine();
  // What this program itself costs is known anywhere.
  const all = createReaders({ platform: 'linux', root }).flatMap((reader) =>
    reader.metrics.map(({ metric }) => metric).filter((metric) => !metric.startsWith('millrace.')),
  );
  const absent = await absentMetrics({ platform: 'linux', root });
  expect(absent.map(({ metric }) => metric)).toEqual(all);
  expect(absent.filter(({ reason }) => reason.length < 20)).toEqual([]);
});

test('a laptop lacks nothing', async () => {
  expect(await absentMetrics({ platform: 'linux', root: machine('laptop').root })).toEqual([]);
});

test.runIf(process.platform === 'linux')(
  'this machine has a processor share between 0 and 1 and the memory that Node sees',
  async () => {
    const readings = new Map<string, number>();
    for (const reader of createReaders()) {
      await reader.read(systemClock);
      const until = systemClock.monotonic() + 50;
      // The kernel counts in steps of 10 ms: work until there is something to count.
      while (reader.name === 'cpu' && systemClock.monotonic() < until);
      for (const { metric, entity, value } of await reader.read(systemClock))
        readings.set(`${metric} ${entity}`, value);
      reader.close();
    }
    const busy = readings.get('system.cpu.utilization total');
    expect([0 < busy!, busy! <= 1, readings.get('system.memory.limit total')]).toEqual([true, true, totalmem()]);
    expect(Math.abs(readings.get('system.memory.usage used')! - (totalmem() - freemem())) / totalmem()).toBeLessThan(
      0.02,
    );
  },
);
