import { expect, test } from 'vitest';
import { LoadReader } from '../../../../engine/sensors/linux/load.ts';
import { machine } from '../support/machine.ts';
import { values } from '../support/values.ts';

test('the three load averages are read', () => {
  expect(values(new LoadReader(machine('laptop').root).read())).toEqual({
    'system.cpu.load_average.1m total': 0.52,
    'system.cpu.load_average.5m total': 1.25,
    'system.cpu.load_average.15m total': 2.08,
  });
});

test('anything but three numbers is a fault', () => {
  const computer = machine();
  computer.write('proc/loadavg', '0.10 none\n');
  expect(() => new LoadReader(computer.root).read()).toThrow('does not hold three numbers');
});
