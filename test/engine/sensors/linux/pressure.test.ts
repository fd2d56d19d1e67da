import { expect, test } from 'vitest';
import { PressureReader } from '../../../../engine/sensors/linux/pressure.ts';
import { FakeTime } from '../support/fake-time.ts';
import { machine } from '../support/machine.ts';
import { nextSecond, values } from '../support/values.ts';

const time = new FakeTime(0);
const line = (kind: string, total: number): string => `${kind} avg10=0.00 avg60=0.00 avg300=0.00 total=${total}\n`;

test('pressure is the share of time that the totals grew by, and `full` of the processors is not told', async () => {
  const computer = machine('laptop');
  const reader = new PressureReader(computer.root);
  const first = values(reader.read(time));
  computer.write('proc/pressure/cpu', line('some', 1_250_000) + line('full', 900_000));
  computer.write('proc/pressure/io', line('some', 530_000) + line('full', 120_000));
  expect([first, await nextSecond(reader, time)]).toEqual([
    {},
    {
      'system.linux.pressure.some cpu': 0.25,
      'system.linux.pressure.some memory': 0,
      'system.linux.pressure.full memory': 0,
      'system.linux.pressure.some io': 0.5,
      'system.linux.pressure.full io': 0.1,
    },
  ]);
});

test('it is never more than all of the time, and a total that goes back starts anew', async () => {
  const computer = machine();
  const reader = new PressureReader(computer.root);
  const read = async (total: number) => {
    computer.write('proc/pressure/io', line('some', total));
    return nextSecond(reader, time);
  };
  expect([await read(5), await read(1_000_900), await read(7), await read(100_007)]).toEqual([
    {},
    { 'system.linux.pressure.some io': 1 },
    {},
    { 'system.linux.pressure.some io': 0.1 },
  ]);
});

test('a kernel that does not count pressure says so, and what would change it', () => {
  expect(new PressureReader(machine('old-kernel').root).absent()[0]).toMatchObject({
    metric: 'system.linux.pressure.some',
    remedy: 'where the kernel was built for it: add psi=1 to its command line',
  });
});
