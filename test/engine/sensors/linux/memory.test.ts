import { expect, test } from 'vitest';
import { MemoryReader } from '../../../../engine/sensors/linux/memory.ts';
import { machine } from '../support/machine.ts';
import { values } from '../support/values.ts';

const KIB = 1024;

test('used is total − available, cached has the slab that can be reclaimed, and swap is told apart', () => {
  expect(values(new MemoryReader(machine('laptop').root).read())).toEqual({
    'system.memory.usage used': (16252928 - 10158080) * KIB,
    'system.memory.usage free': 4063232 * KIB,
    'system.memory.usage cached': (5242880 + 262144) * KIB,
    'system.memory.usage buffers': 524288 * KIB,
    'system.memory.limit total': 16252928 * KIB,
    'system.memory.utilization used': 0.375,
    'system.paging.usage used': (8388608 - 6291456) * KIB,
    'system.paging.usage free': 6291456 * KIB,
    'system.paging.utilization used': 0.25,
  });
});

test('without the estimate of what is available, used is what is neither free nor buffers nor cached', () => {
  const readings = values(new MemoryReader(machine('old-kernel').root).read());
  expect(readings).toMatchObject({
    'system.memory.usage used': 400_000 * KIB,
    'system.memory.utilization used': 0.4,
    'system.paging.utilization used': 0,
  });
});

test('a machine without swap gives no rows of it, and says so', () => {
  const reader = new MemoryReader(machine('virtual-machine').root);
  expect(Object.keys(values(reader.read())).filter((key) => key.includes('paging'))).toEqual([]);
  expect(reader.absent().map(({ metric, reason }) => `${metric}: ${reason}`)).toEqual([
    'system.paging.usage: this machine has no swap space',
    'system.paging.utilization: this machine has no swap space',
  ]);
});

test('a /proc/meminfo without a total is a fault that names the file', () => {
  const computer = machine();
  computer.write('proc/meminfo', 'MemFree: 10 kB\ngarbage\n');
  expect(() => new MemoryReader(computer.root).read()).toThrow('has no "MemTotal"');
});
