import { expect, test } from 'vitest';
import { CpuPowerReader } from '../../../../engine/sensors/linux/cpu-power.ts';
import { FanReader } from '../../../../engine/sensors/linux/fan.ts';
import { GpuReader } from '../../../../engine/sensors/linux/gpu.ts';
import type { FileParts } from '../../../../engine/sensors/linux/hang-watch.ts';
import { TemperatureReader } from '../../../../engine/sensors/linux/temperature.ts';
import type { SensorReader } from '../../../../engine/sensors/sensor.ts';
import { FakeTime } from '../support/fake-time.ts';
import { hangingFiles } from '../support/hanging-files.ts';
import type { Machine } from '../support/machine.ts';
import { machine } from '../support/machine.ts';

interface Case {
  readonly computer: Machine;
  /** How the path of the file ends that hangs. */
  readonly hanging: string;
  readonly number: number;
  readers(root: string, parts: FileParts): SensorReader[];
}

/** What the readers tell in three seconds, and warn of: in the first two of them a file hangs. */
async function threeSeconds({ computer, hanging, number, readers }: Case) {
  const time = new FakeTime(0);
  const warnings: string[] = [];
  const { files, wake } = hangingFiles(time, hanging, number);
  const all = readers(computer.root, { files, warn: (message) => warnings.push(message.replace(computer.root, '')) });
  const read = async (): Promise<unknown[]> => {
    const reading = Promise.all(all.map(async (each) => each.read(time)));
    await time.pass(1000);
    return (await reading).flat().map(({ metric, entity, value }) => [metric, entity, value]);
  };
  const during = [await read(), await read()];
  await wake();
  return { during, after: await read(), warnings };
}

test('an input that hangs is left out alone and told of once; when it is back, its gap is told', async () => {
  const computer = machine();
  computer.write('sys/class/hwmon/hwmon0/name', 'bad\n');
  computer.write('sys/class/hwmon/hwmon0/temp1_input', '40000\n');
  computer.write('sys/class/hwmon/hwmon0/temp2_input', '50000\n');
  computer.write('sys/class/hwmon/hwmon0/fan1_input', '900\n');
  const readers = (root: string, parts: FileParts): SensorReader[] => [
    new TemperatureReader(root, parts),
    new FanReader(root, parts),
  ];
  const others = [
    ['hw.temperature', 'bad temp2', 4],
    ['hw.fan.speed', 'bad fan1', 4000],
  ];
  expect(await threeSeconds({ computer, hanging: 'temp1_input', number: 4000, readers })).toEqual({
    during: [others, others],
    after: [['gap', 'sensor failed: hw.temperature bad temp1', 2], ['hw.temperature', 'bad temp1', 4], ...others],
    warnings: [
      'hw.temperature of "bad temp1" hangs: /sys/class/hwmon/hwmon0/temp1_input does not answer; the others go on',
      'hw.temperature of "bad temp1" answers again after 2 s',
    ],
  });
});

test('a counter of energy that hangs leaves the power of the others', async () => {
  const computer = machine('laptop');
  const readers = (root: string, parts: FileParts): SensorReader[] => [new CpuPowerReader(root, parts)];
  const other = ['hw.cpu.power', 'package-0 core', 0];
  const path = 'sys/class/powercap/intel-rapl:0/energy_uj';
  expect(await threeSeconds({ computer, hanging: path, number: 9, readers })).toEqual({
    during: [[], [other]],
    after: [['gap', 'sensor failed: hw.cpu.power package-0', 2], other],
    warnings: [
      `hw.cpu.power of "package-0" hangs: /${path} does not answer; the others go on`,
      'hw.cpu.power of "package-0" answers again after 2 s',
    ],
  });
});

test('power is not told over the time in which its counter hung', async () => {
  const time = new FakeTime(0);
  const { files, wake, hang } = hangingFiles(time, 'intel-rapl:0/energy_uj', 9);
  const reader = new CpuPowerReader(machine('laptop').root, { files });
  const read = async (): Promise<string[]> => {
    const reading = reader.read(time);
    await time.pass(1000);
    return (await reading).map(({ metric, entity }) => `${metric} ${entity}`);
  };
  await wake();
  const before = [await read(), await read()];
  hang();
  await read();
  await wake();
  const [both, core] = [['hw.cpu.power package-0', 'hw.cpu.power package-0 core'], 'hw.cpu.power package-0 core'];
  expect([before, await read(), await read()]).toEqual([
    [[], both],
    ['gap sensor failed: hw.cpu.power package-0', core],
    both,
  ]);
});

test('a graphics card that hangs leaves the readings of the others, and is told of', async () => {
  const computer = machine('laptop');
  computer.write('sys/devices/pci/0000:01:00.0/power/runtime_status', 'active\n');
  const readers = (root: string, parts: FileParts): SensorReader[] => [new GpuReader(root, parts)];
  const others = [
    ['hw.gpu.frequency', 'i915 0000:00:02.0', 1e6],
    ['hw.gpu.memory.usage', 'amdgpu 0000:01:00.0', 1],
    ['hw.gpu.memory.limit', 'amdgpu 0000:01:00.0', 1],
  ];
  const { during, after, warnings } = await threeSeconds({ computer, hanging: 'gpu_busy_percent', number: 1, readers });
  expect([during, after.length, warnings]).toEqual([
    [others, others],
    others.length + 2,
    [
      expect.stringMatching(
        /^hw.gpu.utilization of "amdgpu 0000:01:00.0" hangs: .*gpu_busy_percent does not answer; the others go on$/,
      ),
      'hw.gpu.utilization of "amdgpu 0000:01:00.0" answers again after 2 s',
    ],
  ]);
});
