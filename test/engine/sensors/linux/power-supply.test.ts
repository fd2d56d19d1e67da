import { expect, test } from 'vitest';
import { PowerSupplyReader } from '../../../../engine/sensors/linux/power-supply.ts';
import { machine } from '../support/machine.ts';
import type { Machine } from '../support/machine.ts';
import { values } from '../support/values.ts';

const read = async ({ root }: Machine) => values(await new PowerSupplyReader(root).read());

test('a battery that empties has power below 0 and the time that is left; the mouse has none of it', async () => {
  expect(await read(machine('laptop'))).toEqual({
    'hw.power_supply.online AC': 0,
    'hw.battery.power BAT0': -9.175,
    'hw.battery.time_left BAT0': 14_400,
    'hw.battery.health BAT0': 0.8,
  });
});

test('a battery that tells charge and current, in "uevent", is read as well', async () => {
  const computer = machine();
  const lines = {
    TYPE: 'Battery',
    STATUS: 'Charging',
    PRESENT: '1',
    VOLTAGE_NOW: '12000000',
    CURRENT_NOW: '-2000000',
    CHARGE_FULL_DESIGN: '5000000',
    CHARGE_FULL: '4000000',
    CHARGE_NOW: '3000000',
  };
  const uevent = Object.entries(lines).map(([name, value]) => `POWER_SUPPLY_${name}=${value}\n`);
  computer.write('sys/class/power_supply/BAT1/uevent', uevent.join(''));
  expect(await read(computer)).toEqual({
    'hw.battery.power BAT1': 24,
    'hw.battery.time_left BAT1': 1800,
    'hw.battery.health BAT1': 0.8,
  });
});

test('a full battery has neither power nor time, and impossible numbers have no rows', async () => {
  const computer = machine('laptop');
  computer.write('sys/class/power_supply/BAT0/status', 'Full\n');
  computer.write('sys/class/power_supply/BAT0/energy_full_design', '0\n');
  computer.write('sys/class/power_supply/AC/online', '1\n');
  expect(await read(computer)).toEqual({ 'hw.power_supply.online AC': 1 });
  expect((await new PowerSupplyReader(computer.root).absent()).map(({ metric }) => metric)).toEqual([
    'hw.battery.power',
    'hw.battery.time_left',
    'hw.battery.health',
  ]);
});
