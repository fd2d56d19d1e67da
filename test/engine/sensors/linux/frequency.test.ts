import { expect, test } from 'vitest';
import { FrequencyReader } from '../../../../engine/sensors/linux/frequency.ts';
import { machine } from '../support/machine.ts';
import { values } from '../support/values.ts';

test('the clocks are those of the cpufreq drivers, in Hz', async () => {
  const reader = new FrequencyReader(machine('laptop').root);
  expect(values(await reader.read())).toEqual({ 'system.cpu.frequency 0': 2.4e9, 'system.cpu.frequency 1': 8e8 });
});

test('where no driver tells, /proc/cpuinfo does', async () => {
  const computer = machine();
  computer.write(
    'proc/cpuinfo',
    'processor\t: 0\nmodel name\t: X\ncpu MHz\t\t: 2994.375\n\nprocessor\t: 1\ncpu MHz\t\t: 1200.000\n\n',
  );
  const reader = new FrequencyReader(computer.root);
  expect([reader.absent(), values(await reader.read())]).toEqual([
    [],
    { 'system.cpu.frequency 0': 2_994_375_000, 'system.cpu.frequency 1': 1.2e9 },
  ]);
});

test('a clock that cannot be has no row: 0 of a processor that sleeps, garbage, a counter gone wild', async () => {
  const computer = machine('laptop');
  computer.write('sys/devices/system/cpu/cpu0/cpufreq/scaling_cur_freq', '0\n');
  computer.write('sys/devices/system/cpu/cpu1/cpufreq/scaling_cur_freq', '4294967295\n');
  computer.write('sys/devices/system/cpu/cpu2/cpufreq/scaling_cur_freq', '<unknown>\n');
  computer.write('sys/devices/system/cpu/cpu3/cpufreq/scaling_cur_freq', '3600000\n');
  expect(values(await new FrequencyReader(computer.root).read())).toEqual({ 'system.cpu.frequency 3': 3.6e9 });
});

test('processors that are switched off and on again are followed', async () => {
  const computer = machine('laptop');
  const reader = new FrequencyReader(computer.root);
  const entities = async () => (await reader.read()).map(({ entity }) => entity);
  const both = await entities();
  computer.remove('sys/devices/system/cpu/cpu1/cpufreq');
  const one = await entities();
  computer.write('sys/devices/system/cpu/cpu1/cpufreq/scaling_cur_freq', '900000\n');
  expect([both, one, await entities()]).toEqual([['0', '1'], ['0'], ['0', '1']]);
});

test('a virtual machine without a clock says so, and offers nothing', () => {
  const computer = machine();
  computer.write('sys/class/dmi/id/sys_vendor', 'QEMU\n');
  const absent = new FrequencyReader(computer.root).absent();
  expect(absent.map(({ metric, remedy }) => [metric, remedy])).toEqual([['system.cpu.frequency', null]]);
});
