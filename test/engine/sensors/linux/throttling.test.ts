import { expect, test } from 'vitest';
import { ThrottlingReader } from '../../../../engine/sensors/linux/throttling.ts';
import { FakeTime } from '../support/fake-time.ts';
import { machine } from '../support/machine.ts';
import { nextSecond, values } from '../support/values.ts';

const time = new FakeTime(0);
const CPU0 = 'sys/devices/system/cpu/cpu0/thermal_throttle';

test('each core and each package is told once, as events per second and as a share of time', async () => {
  const computer = machine('laptop');
  const reader = new ThrottlingReader(computer.root);
  const first = values(reader.read(time));
  computer.write(`${CPU0}/core_throttle_count`, '14\n');
  computer.write(`${CPU0}/package_throttle_count`, '22\n');
  computer.write(`${CPU0}/package_throttle_total_time_ms`, '450\n');
  expect([first, await nextSecond(reader, time)]).toEqual([
    {},
    {
      'system.cpu.throttling.core 0': 4,
      'system.cpu.throttling_time.core 0': 0,
      'system.cpu.throttling.package 0': 2,
      'system.cpu.throttling_time.package 0': 0.25,
    },
  ]);
});

test('a kernel that counts events only has no shares, and a count that goes back starts anew', async () => {
  const computer = machine();
  const reader = new ThrottlingReader(computer.root);
  const read = async (count: number) => {
    computer.write(`${CPU0}/core_throttle_count`, `${count}\n`);
    return nextSecond(reader, time);
  };
  expect([await read(10), await read(12), await read(1), await read(2)]).toEqual([
    {},
    { 'system.cpu.throttling.core 0': 2 },
    {},
    { 'system.cpu.throttling.core 0': 1 },
  ]);
});

test('a processor that does not count it says so for every metric', () => {
  expect(new ThrottlingReader(machine('virtual-machine').root).absent()).toHaveLength(4);
});
