import { expect, test } from 'vitest';
import { powerReader, voltageReader } from '../../../../engine/sensors/linux/chip-reader.ts';
import { FakeTime } from '../support/fake-time.ts';
import { machine } from '../support/machine.ts';
import { values } from '../support/values.ts';

const time = new FakeTime(0);
const CHIP = 'sys/class/hwmon/hwmon0';

test('voltages are told in volts, and a line that nothing is connected to is left out', async () => {
  const computer = machine();
  computer.write(`${CHIP}/name`, 'nct6798\n');
  computer.write(`${CHIP}/in0_input`, '1016\n');
  computer.write(`${CHIP}/in0_label`, 'Vcore\n');
  computer.write(`${CHIP}/in1_input`, '0\n');
  computer.write(`${CHIP}/in2_input`, '-12040\n');
  computer.write(`${CHIP}/in3_input`, '2147483647\n');
  computer.write(`${CHIP}/in0_min`, '5\n');
  expect(values(await voltageReader(computer.root).read(time))).toEqual({
    'hw.voltage nct6798 Vcore': 1.016,
    'hw.voltage nct6798 in2': -12.04,
  });
});

test('power is told in watts, from the average where a chip has nothing else, and 0 is true', async () => {
  const computer = machine();
  computer.write(`${CHIP}/name`, 'amdgpu\n');
  computer.write(`${CHIP}/power1_average`, '23000000\n');
  computer.write(`${CHIP}/power1_label`, 'PPT\n');
  computer.write(`${CHIP}/power1_cap`, '1\n');
  computer.write('sys/class/hwmon/hwmon1/name', 'corsairpsu\n');
  computer.write('sys/class/hwmon/hwmon1/power1_average', '1\n');
  computer.write('sys/class/hwmon/hwmon1/power1_input', '0\n');
  computer.write('sys/class/hwmon/hwmon1/power2_input', '-1\n');
  expect(values(await powerReader(computer.root).read(time))).toEqual({
    'hw.power amdgpu PPT': 23,
    'hw.power corsairpsu power1': 0,
  });
});

test('chips that come and go are noticed', async () => {
  const computer = machine('laptop');
  const reader = voltageReader(computer.root);
  const entities = async () => {
    time.skip(30_000);
    return (await reader.read(time)).map(({ entity }) => entity);
  };
  const before = await entities();
  computer.write('sys/class/hwmon/hwmon9/name', 'usb\n');
  computer.write('sys/class/hwmon/hwmon9/in1_input', '5000\n');
  const plugged = await entities();
  computer.remove('sys/class/hwmon/hwmon9');
  expect([before, plugged, await entities()]).toEqual([['BAT0 in0'], ['BAT0 in0', 'usb in1'], ['BAT0 in0']]);
});
