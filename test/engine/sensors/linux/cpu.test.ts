import { expect, test } from 'vitest';
import { CpuReader } from '../../../../engine/sensors/linux/cpu.ts';
import { FakeTime } from '../support/fake-time.ts';
import { machine } from '../support/machine.ts';
import type { Machine } from '../support/machine.ts';
import { nextSecond, values } from '../support/values.ts';

const time = new FakeTime(0);

/** A machine whose /proc/stat has these lines, and a reader that has read it once. */
function started(...lines: string[]): { computer: Machine; reader: CpuReader } {
  const computer = machine();
  computer.write('proc/stat', `${lines.join('\n')}\n`);
  const reader = new CpuReader(computer.root);
  reader.read(time);
  return { computer, reader };
}

test('the first reading has no shares and rates, only what is so right now', () => {
  const reader = new CpuReader(machine('laptop').root);
  expect(values(reader.read(time))).toEqual({ 'system.process.count running': 2, 'system.process.count blocked': 1 });
});

test('utilization is 1 − (idle + iowait) / all, with guests counted once and stolen time as work', async () => {
  const { computer, reader } = started('cpu  100 200 300 400 500 600 700 800 50 0', 'cpu0 10 0 0 10 0 0 0 0 0 0');
  // user +20 (5 of it guest), nice +10, system +10, idle +100, iowait +20, irq +5, softirq +5, steal +30: 80 of 200.
  computer.write('proc/stat', 'cpu  120 210 310 500 520 605 705 830 55 0\ncpu0 10 0 0 110 0 0 0 0 0 0\n');
  expect(await nextSecond(reader, time)).toEqual({
    'system.cpu.utilization total': 0.4,
    'system.cpu.utilization 0': 0,
  });
});

test('processes started are a rate', async () => {
  const { computer, reader } = started('cpu  0 0 0 0', 'processes 5000', 'procs_running 1');
  computer.write('proc/stat', 'cpu  0 0 0 0\nprocesses 5030\nprocs_running 3\n');
  time.skip(1000);
  expect(await nextSecond(reader, time)).toEqual({
    'system.process.created total': 15,
    'system.process.count running': 3,
  });
});

test('a processor whose counter goes back starts anew, and the others go on', async () => {
  const { computer, reader } = started('cpu  10 0 10 100 50', 'cpu0 10 0 10 100 50', 'cpu1 10 0 10 100 50');
  computer.write('proc/stat', 'cpu  60 0 10 150 49\ncpu0 60 0 10 150 49\ncpu1 60 0 10 150 50\n');
  expect(await nextSecond(reader, time)).toEqual({ 'system.cpu.utilization 1': 0.5 });
  computer.write('proc/stat', 'cpu  85 0 10 225 49\ncpu0 85 0 10 225 49\ncpu1 85 0 10 225 50\n');
  const quarter = 0.25;
  expect(await nextSecond(reader, time)).toEqual({
    'system.cpu.utilization total': quarter,
    'system.cpu.utilization 0': quarter,
    'system.cpu.utilization 1': quarter,
  });
});

test('a processor that was switched off starts anew when it comes back', async () => {
  const { computer, reader } = started('cpu  0 0 0 0', 'cpu0 10 0 0 10', 'cpu1 10 0 0 10');
  computer.write('proc/stat', 'cpu  0 0 0 0\ncpu0 20 0 0 20\n');
  expect(await nextSecond(reader, time)).toEqual({ 'system.cpu.utilization 0': 0.5 });
  computer.write('proc/stat', 'cpu  0 0 0 0\ncpu0 30 0 0 30\ncpu1 90 0 0 10\n');
  expect(await nextSecond(reader, time)).toEqual({ 'system.cpu.utilization 0': 0.5 });
  computer.write('proc/stat', 'cpu  0 0 0 0\ncpu0 40 0 0 40\ncpu1 90 0 0 20\n');
  expect(await nextSecond(reader, time)).toEqual({ 'system.cpu.utilization 0': 0.5, 'system.cpu.utilization 1': 0 });
});

test('counters beyond 2^53 lose nothing', async () => {
  const { computer, reader } = started('cpu  18446744073709550000 0 0 9007199254740993 0');
  computer.write('proc/stat', 'cpu  18446744073709550003 0 0 9007199254740994 0\n');
  expect(await nextSecond(reader, time)).toEqual({ 'system.cpu.utilization total': 0.75 });
});

test('no time between two readings gives no share', () => {
  const { reader } = started('cpu  10 0 10 100 50');
  expect(reader.read(time)).toEqual([]);
});

test('lines of garbage are passed over', async () => {
  const { computer, reader } = started('cpu  10 0 10 100', 'cpu0 x y z', 'cpu1', '\u0000\u0001', 'processes many');
  computer.write('proc/stat', 'cpu  20 0 10 130\ncpu0 x y z\ncpu1\nprocesses\nprocs_running -3\n');
  expect(await nextSecond(reader, time)).toEqual({ 'system.cpu.utilization total': 0.25 });
});

test('an empty /proc/stat is a fault that names the file', () => {
  const computer = machine();
  computer.write('proc/stat', '');
  expect(() => new CpuReader(computer.root).read(time)).toThrow(`${computer.root}/proc/stat does not begin with "cpu"`);
});

test('after `forget` the next reading has no shares', async () => {
  const { computer, reader } = started('cpu  10 0 10 100');
  reader.forget();
  computer.write('proc/stat', 'cpu  20 0 10 130\n');
  expect(await nextSecond(reader, time)).toEqual({});
});

test('a system without /proc/stat gives no rows and says why', () => {
  const { root } = machine();
  const reader = new CpuReader(root);
  expect([reader.read(time), reader.absent()[0]]).toEqual([
    [],
    {
      metric: 'system.cpu.utilization',
      reason: `this system has no ${root}/proc/stat; some containers and sandboxes do not show it`,
      remedy: null,
    },
  ]);
});

test('the four times of the first kernels are enough', async () => {
  const computer = machine('old-kernel');
  const reader = new CpuReader(computer.root);
  reader.read(time);
  computer.write('proc/stat', 'cpu  150 0 100 850\n');
  expect(await nextSecond(reader, time)).toEqual({ 'system.cpu.utilization total': 0.5 });
});
