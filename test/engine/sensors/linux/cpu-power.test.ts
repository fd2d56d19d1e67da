import { expect, test } from 'vitest';
import { CpuPowerReader } from '../../../../engine/sensors/linux/cpu-power.ts';
import { FakeTime } from '../support/fake-time.ts';
import { machine } from '../support/machine.ts';
import { nextSecond, values } from '../support/values.ts';

const time = new FakeTime(0);
const ENERGY = 'sys/class/powercap/intel-rapl:0/energy_uj';

test('power is the increase of the energy, also over the overflow of the counter, and each package is told once', async () => {
  const computer = machine('laptop');
  const reader = new CpuPowerReader(computer.root);
  const first = values(await reader.read(time));
  computer.write(ENERGY, '16000000\n');
  computer.write('sys/class/powercap/intel-rapl:0:0/energy_uj', '4671150\n');
  expect([first, await nextSecond(reader, time)]).toEqual([
    {},
    { 'hw.cpu.power package-0': 15, 'hw.cpu.power package-0 core': 5 },
  ]);
});

test('what cannot be true, and what would be power over a gap, has no row', async () => {
  const computer = machine('laptop');
  computer.remove('sys/class/powercap/intel-rapl:0:0');
  const reader = new CpuPowerReader(computer.root);
  const read = async (energy: string) => {
    computer.write(ENERGY, energy);
    return nextSecond(reader, time);
  };
  await read('1000000\n');
  const wild = await read('200000000000\n');
  const unknown = [await read('\n'), await read('5000000\n')];
  reader.forget();
  expect([wild, ...unknown, await read('9000000\n'), await read('9500000\n')]).toEqual([
    {},
    {},
    {},
    {},
    { 'hw.cpu.power package-0': 0.5 },
  ]);
});

test('counters that only root may read are absent, with the reason and what would allow it', async () => {
  const { root } = machine('laptop');
  const reader = new CpuPowerReader(root, { mayRead: () => false });
  const [absent] = reader.absent();
  expect([absent!.metric, absent!.reason.startsWith('only root may read '), await reader.read(time)]).toEqual([
    'hw.cpu.power',
    true,
    [],
  ]);
  expect(absent!.remedy).toBe(
    `until the next start of the machine: sudo chmod a+r ${root}/sys/class/powercap/*/energy_uj`,
  );
});
