import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { toRows } from '../../../engine/data/rows.ts';
import { TemperatureReader } from '../../../engine/sensors/linux/temperature.ts';
import { createSystemSource } from '../../../engine/sources/system.ts';
import { systemClock } from '../../../engine/time/clock.ts';
import { FakeReader } from '../sensors/support/fake-reader.ts';
import { machine } from '../sensors/support/machine.ts';
import { values } from '../sensors/support/values.ts';

// With the clock and the timers of this machine, however busy it is.

test('every 100 ms, with a sensor that never answers: ticks are on the mark, in order, and none is lost without being counted', async () => {
  const [good, hanging] = [new FakeReader('good'), new FakeReader('hanging')];
  hanging.answer = () => new Promise(() => undefined);
  const counters = { dropped: 0 };
  const warnings: string[] = [];
  const source = createSystemSource(
    {
      type: 'system',
      intervalMs: 100,
      metrics: ['*'],
      eventTime: { column: 'ts', outOfOrdernessMs: 0, idleTimeoutMs: null },
    },
    {
      clock: systemClock,
      batchSize: 100,
      counters,
      reject: () => undefined,
      waiting: (wait) => wait,
      warn: (message) => void warnings.push(message),
    },
    { readers: [good, hanging], host: 'here' },
  );
  await source.open();
  const stop = new AbortController();
  const ticks: number[] = [];
  let droppedBefore = 0;
  while (ticks.length < 25) {
    const rows = toRows((await source.poll(stop.signal))!);
    ticks.push(...rows.filter(({ metric }) => metric === 'test.good').map(({ ts }) => Number(ts)));
    if (ticks.length === 1) droppedBefore = counters.dropped;
  }
  await source.close();
  const steps = ticks.slice(1).map((tick, i) => (tick - ticks[i]!) / 100);
  expect(ticks.filter((tick) => tick % 100 !== 0)).toEqual([]);
  expect(Math.min(...steps)).toBeGreaterThanOrEqual(1);
  expect(steps.reduce((left, right) => left + right) - steps.length).toBe(counters.dropped - droppedBefore);
  expect(warnings).toEqual(['sensor "hanging" did not answer within 2 s; the other sensors go on']);
});

test.runIf(process.platform === 'linux')(
  'a file that nobody ever writes to keeps nothing waiting, and the other chips go on',
  async () => {
    const computer = machine('laptop');
    const pipe = join(computer.root, 'sys/class/hwmon/hwmon7/temp1_input');
    mkdirSync(dirname(pipe), { recursive: true });
    execFileSync('mkfifo', [pipe]);
    const reader = new TemperatureReader(computer.root);
    const readings = values(await reader.read(systemClock));
    reader.close();
    expect(Object.keys(readings)).toEqual([
      'hw.temperature nvme0 Composite',
      'hw.temperature coretemp Package id 0',
      'hw.temperature coretemp Core 0',
      'hw.temperature coretemp Core 4',
    ]);
  },
);
