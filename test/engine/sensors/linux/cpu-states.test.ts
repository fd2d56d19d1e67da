import { expect, test } from 'vitest';
import { CpuStatesReader } from '../../../../engine/sensors/linux/cpu-states.ts';
import { FakeTime } from '../support/fake-time.ts';
import { machine } from '../support/machine.ts';
import { nextSecond, values } from '../support/values.ts';

const time = new FakeTime(0);

function started(text: string) {
  const computer = machine();
  computer.write('proc/stat', text);
  const reader = new CpuStatesReader(computer.root);
  const first = values(reader.read(time));
  return { computer, reader, first };
}

test('the states are shares of the time that has passed, and add up to 1; guests are in user already', async () => {
  const { computer, reader, first } = started('cpu  100 200 300 400 500 600 700 800 50 0\n');
  computer.write('proc/stat', 'cpu  120 210 310 500 520 605 705 830 55 0\n');
  const shares = await nextSecond(reader, time);
  expect([first, shares]).toEqual([
    {},
    {
      'system.cpu.utilization.user total': 0.1,
      'system.cpu.utilization.nice total': 0.05,
      'system.cpu.utilization.system total': 0.05,
      'system.cpu.utilization.idle total': 0.5,
      'system.cpu.utilization.iowait total': 0.1,
      'system.cpu.utilization.interrupt total': 0.05,
      'system.cpu.utilization.steal total': 0.15,
    },
  ]);
  expect(Object.values(shares).reduce((left, right) => left + right)).toBeCloseTo(1, 12);
});

test('a kernel of the 2.4 line, which has four times only, has no share of what it does not count', async () => {
  const { computer, reader } = started('cpu  10 0 10 80\ncpu0 10 0 10 80\n');
  computer.write('proc/stat', 'cpu  20 0 10 170\ncpu0 20 0 10 170\n');
  expect(await nextSecond(reader, time)).toMatchObject({
    'system.cpu.utilization.user 0': 0.1,
    'system.cpu.utilization.idle 0': 0.9,
    'system.cpu.utilization.steal 0': 0,
  });
});

test('context switches and interrupts are rates, and start anew when they go back', async () => {
  const { computer, reader } = started('intr 9000 1 2 3\nctxt 20000\n');
  const read = async (intr: number, ctxt: number) => {
    computer.write('proc/stat', `intr ${intr} 1 2 3\nctxt ${ctxt}\n`);
    return nextSecond(reader, time);
  };
  expect([await read(9100, 20500), await read(5, 20700), await read(25, 20700)]).toEqual([
    { 'system.cpu.interrupts total': 100, 'system.cpu.context_switches total': 500 },
    { 'system.cpu.context_switches total': 200 },
    { 'system.cpu.interrupts total': 20, 'system.cpu.context_switches total': 0 },
  ]);
});

test('after a gap nothing is told of the time before it', async () => {
  const { computer, reader } = started('cpu  10 0 10 80\nctxt 5\n');
  reader.forget();
  computer.write('proc/stat', 'cpu  900 0 10 170\nctxt 9000\n');
  expect(await nextSecond(reader, time)).toEqual({});
});
