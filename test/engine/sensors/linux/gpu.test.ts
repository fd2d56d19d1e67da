import { expect, test } from 'vitest';
import { GpuReader } from '../../../../engine/sensors/linux/gpu.ts';
import { FakeTime } from '../support/fake-time.ts';
import { machine } from '../support/machine.ts';
import { values } from '../support/values.ts';

const time = new FakeTime(0);
const SLEEPING = 'sys/devices/pci/0000:01:00.0';

test('a card that sleeps is not woken, and tells what it has once it works', async () => {
  const computer = machine('laptop');
  const reader = new GpuReader(computer.root);
  const asleep = values(await reader.read(time));
  computer.write(`${SLEEPING}/power/runtime_status`, 'active\n');
  expect([asleep, values(await reader.read(time))]).toEqual([
    { 'hw.gpu.frequency i915 0000:00:02.0': 3.5e8 },
    {
      'hw.gpu.frequency i915 0000:00:02.0': 3.5e8,
      'hw.gpu.utilization amdgpu 0000:01:00.0': 0.37,
      'hw.gpu.memory.usage amdgpu 0000:01:00.0': 536_870_912,
      'hw.gpu.memory.limit amdgpu 0000:01:00.0': 4_294_967_296,
    },
  ]);
});

test('a share above 1 is left out, and a card that is unplugged is forgotten', async () => {
  const computer = machine('laptop');
  computer.write(`${SLEEPING}/power/runtime_status`, 'active\n');
  const reader = new GpuReader(computer.root);
  await reader.read(time);
  computer.write(`${SLEEPING}/gpu_busy_percent`, '255\n');
  const wrong = Object.keys(values(await reader.read(time)));
  computer.remove('sys/class/drm/card1');
  expect([wrong.length, Object.keys(values(await reader.read(time)))]).toEqual([
    3,
    ['hw.gpu.frequency i915 0000:00:02.0'],
  ]);
});

test("a card whose driver tells nothing in files is absent, with the driver's name", () => {
  const computer = machine();
  computer.write('sys/bus/pci/drivers/nvidia/module/refcnt', '1\n');
  computer.write('sys/class/drm/card0/device/vendor', '0x10de\n');
  computer.link('sys/class/drm/card0/device/driver', '../../../../bus/pci/drivers/nvidia');
  const absent = new GpuReader(computer.root).absent();
  expect([absent.length, absent[0]!.reason, absent[0]!.remedy]).toEqual([
    4,
    'the driver of the graphics card (nvidia) does not tell it in a file',
    "none here: NVIDIA's own tool nvidia-smi tells it, but wakes a sleeping card",
  ]);
});
