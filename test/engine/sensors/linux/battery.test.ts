import { expect, test } from 'vitest';
import { BatteryReader } from '../../../../engine/sensors/linux/battery.ts';
import { machine } from '../support/machine.ts';
import { values } from '../support/values.ts';

test('the charge is energy now ÷ when full; mains and mice are left out', async () => {
  expect(values(await new BatteryReader(machine('laptop').root).read())).toEqual({ 'hw.battery.charge BAT0': 0.734 });
});

test('whole per cents do where the driver gives nothing else, and a worn battery is never more than full', async () => {
  const computer = machine('laptop');
  const reader = new BatteryReader(computer.root);
  computer.write('sys/class/power_supply/BAT0/energy_now', '50500000\n');
  const over = values(await reader.read());
  computer.remove('sys/class/power_supply/BAT0/energy_now');
  expect([over, values(await reader.read())]).toEqual([
    { 'hw.battery.charge BAT0': 1 },
    { 'hw.battery.charge BAT0': 0.73 },
  ]);
});

test('a battery that was taken out gives no row, and a machine without one says so', async () => {
  const computer = machine('laptop');
  computer.write('sys/class/power_supply/BAT0/present', '0\n');
  const reader = new BatteryReader(computer.root);
  expect([await reader.read(), await reader.absent()]).toEqual([
    [],
    [
      {
        metric: 'hw.battery.charge',
        reason: 'this machine has no battery under /sys/class/power_supply',
        remedy: null,
      },
    ],
  ]);
});
