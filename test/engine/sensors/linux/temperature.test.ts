import { expect, test } from 'vitest';
import { FanReader } from '../../../../engine/sensors/linux/fan.ts';
import { TemperatureReader } from '../../../../engine/sensors/linux/temperature.ts';
import { FakeTime } from '../support/fake-time.ts';
import { machine } from '../support/machine.ts';
import { values } from '../support/values.ts';

const time = new FakeTime(0);

test('chips are named with their labels, NVMe disks by their own name, and what cannot be true is left out', async () => {
  expect(values(await new TemperatureReader(machine('laptop').root).read(time))).toEqual({
    'hw.temperature nvme0 Composite': 41.85,
    'hw.temperature coretemp Package id 0': 52,
    'hw.temperature coretemp Core 0': 50,
    'hw.temperature coretemp Core 4': 51,
  });
});

test('several chips of one name are told apart, labels that occur twice too, and a sleeping card is not woken', async () => {
  expect(values(await new TemperatureReader(machine('desktop').root).read(time))).toEqual({
    'hw.temperature k10temp Tctl': 61.125,
    'hw.temperature amdgpu 0000:03:00.0 edge': 44,
    'hw.temperature nct6798 SYSTIN': 35,
    'hw.temperature nct6798 AUXTIN temp4': 32.5,
    'hw.temperature nct6798 AUXTIN temp5': 33.5,
    'hw.temperature sda temp1': 36,
  });
});

test('a disk is asked again only when it has worked since', async () => {
  const computer = machine('desktop');
  const reader = new TemperatureReader(computer.root);
  const disk = async (): Promise<number | undefined> => values(await reader.read(time))['hw.temperature sda temp1'];
  const told = [await disk(), await disk()];
  computer.write('sys/devices/ata1/1:0:0:0/block/sda/stat', '  101 0 808 10 50 0 400 10 0 20 20\n');
  expect([...told, await disk(), await disk()]).toEqual([36, undefined, 36, undefined]);
});

test('the files of very old kernels are found in the device folder', async () => {
  expect(values(await new TemperatureReader(machine('old-kernel').root).read(time))).toEqual({
    'hw.temperature w83627hf temp1': 45,
  });
});

test('a board without monitoring chips gives its thermal zones', async () => {
  const reader = new TemperatureReader(machine('arm-board').root);
  expect([values(await reader.read(time)), reader.absent()]).toEqual([
    { 'hw.temperature cpu-thermal': 48.312, 'hw.temperature ddr-thermal 1': 44 },
    [],
  ]);
});

test('a chip that goes and one that comes are noticed, and the value is always the one of now', async () => {
  const computer = machine();
  const chip = (name: string, milliCelsius: string): void => {
    computer.write('sys/class/hwmon/hwmon0/name', `${name}\n`);
    computer.write('sys/class/hwmon/hwmon0/temp1_input', milliCelsius);
  };
  chip('usb-probe', '20500\n');
  const reader = new TemperatureReader(computer.root);
  const told = [values(await reader.read(time))];
  chip('usb-probe', '21500\n');
  told.push(values(await reader.read(time)));
  computer.remove('sys/class/hwmon/hwmon0');
  time.skip(30_000);
  told.push(values(await reader.read(time)));
  chip('other', '30000\n');
  time.skip(30_000);
  told.push(values(await reader.read(time)));
  expect(told).toEqual([
    { 'hw.temperature usb-probe temp1': 20.5 },
    { 'hw.temperature usb-probe temp1': 21.5 },
    {},
    { 'hw.temperature other temp1': 30 },
  ]);
});

test('when no input can be read the sensor fails and says which file', async () => {
  const computer = machine();
  computer.write('sys/class/hwmon/hwmon0/name', 'broken');
  computer.write('sys/class/hwmon/hwmon0/temp1_input/not-a-file', '');
  const reader = new TemperatureReader(computer.root);
  await expect(reader.read(time)).rejects.toThrow('hwmon0/temp1_input (it is a folder)');
});

test('a virtual machine says that it has none, a real one how to get them', () => {
  const virtual = machine('virtual-machine');
  const real = machine('old-kernel');
  real.remove('sys/class/hwmon');
  expect([virtual, real].map(({ root }) => new TemperatureReader(root).absent()[0])).toEqual([
    {
      metric: 'hw.temperature',
      reason:
        'this machine has no temperature sensors under /sys/class/hwmon or /sys/class/thermal; virtual machines usually have none',
      remedy: null,
    },
    {
      metric: 'hw.temperature',
      reason:
        'this machine has no temperature sensors under /sys/class/hwmon or /sys/class/thermal; virtual machines usually have none',
      remedy: 'load the driver for your board: sudo sensors-detect',
    },
  ]);
});

test('a fan is told once it has turned, then also while it stands still', async () => {
  const computer = machine('laptop');
  const reader = new FanReader(computer.root);
  const turning = values(await reader.read(time));
  computer.write('sys/class/hwmon/hwmon3/fan1_input', '0\n');
  expect([turning, values(await reader.read(time))]).toEqual([
    { 'hw.fan.speed thinkpad fan1': 2650 },
    { 'hw.fan.speed thinkpad fan1': 0 },
  ]);
});

test('impossible fan speeds and headers without a fan are left out', async () => {
  expect(values(await new FanReader(machine('desktop').root).read(time))).toEqual({
    'hw.fan.speed nct6798 fan1': 1180,
  });
});

test('a single wild reading of a chip is left out', async () => {
  const computer = machine('arm-board');
  computer.write('sys/class/hwmon/hwmon0/name', 'chip\n');
  const reader = new TemperatureReader(computer.root);
  const read = async (millidegrees: number) => {
    computer.write('sys/class/hwmon/hwmon0/temp1_input', `${millidegrees}\n`);
    return values(await reader.read(time))['hw.temperature chip temp1'];
  };
  expect([await read(52_000), await read(127_000), await read(53_000)]).toEqual([52, undefined, 53]);
});
