import { expect, test } from 'vitest';
import { FileReads, isHanging } from '../../../../engine/sensors/linux/file-reads.ts';
import { FanReader } from '../../../../engine/sensors/linux/fan.ts';
import { TemperatureReader } from '../../../../engine/sensors/linux/temperature.ts';
import { FakeTime, settled } from '../support/fake-time.ts';
import { machine } from '../support/machine.ts';

/** A read that answers when it is told to. */
function slow() {
  let answer = (_: string): void => undefined;
  let isStarted = false;
  const read = (): Promise<string> => {
    isStarted = true;
    return new Promise((resolve) => (answer = resolve));
  };
  return { read, answer: (text: string) => answer(text), isStarted: () => isStarted };
}

const outcome = (reading: Promise<string>): Promise<string> =>
  reading.catch((error: Error) => `${isHanging(error) ? 'hangs' : 'fails'}: ${error.message}`);

test('no more reads are under way at once than may be; the others wait for their turn', async () => {
  const reads = new FileReads(new FakeTime(0), 2);
  const each = [slow(), slow(), slow(), slow()];
  const outcomes = each.map(({ read }) => outcome(reads.run(read)));
  const started = [each.map(({ isStarted }) => isStarted())];
  each[1]!.answer('b');
  await settled();
  started.push(each.map(({ isStarted }) => isStarted()));
  each[0]!.answer('a');
  await settled();
  each[2]!.answer('c');
  each[3]!.answer('d');
  expect([started, await Promise.all(outcomes)]).toEqual([
    [
      [true, true, false, false],
      [true, true, true, false],
    ],
    ['a', 'b', 'c', 'd'],
  ]);
});

test('one that hangs is given up and keeps its place; where all places are kept, no more are asked until one is free', async () => {
  const time = new FakeTime(0);
  const reads = new FileReads(time, 2);
  const [first, second, third, fourth] = [slow(), slow(), slow(), slow()];
  const outcomes = [outcome(reads.run(first.read)), outcome(reads.run(second.read)), outcome(reads.run(third.read))];
  await time.pass(700);
  outcomes.push(outcome(reads.run(fourth.read)));
  const full = '2 other files of sensors do not answer, and no more are asked until one does';
  const hung = 'hangs: it does not answer within 0.6 s';
  expect([await Promise.all(outcomes), third.isStarted(), fourth.isStarted()]).toEqual([
    [hung, hung, `hangs: ${full}`, `hangs: ${full}`],
    false,
    false,
  ]);
  first.answer('late');
  await settled();
  const last = outcome(reads.run(fourth.read));
  await settled();
  fourth.answer('d');
  expect(await last).toBe('d');
});

test('an input that hangs is left out alone and told of once; when it is back, its gap is told', async () => {
  const computer = machine();
  computer.write('sys/class/hwmon/hwmon0/name', 'bad\n');
  computer.write('sys/class/hwmon/hwmon0/temp1_input', '40000\n');
  computer.write('sys/class/hwmon/hwmon0/temp2_input', '50000\n');
  computer.write('sys/class/hwmon/hwmon0/fan1_input', '900\n');
  const time = new FakeTime(0);
  const warnings: string[] = [];
  const system = {
    hangs: true,
    wake: (): void => undefined,
    descriptors: [] as string[],
    open: (path: string): Promise<number> => Promise.resolve(system.descriptors.push(path) - 1),
    async read(descriptor: number, buffer: Buffer): Promise<number> {
      const path = system.descriptors[descriptor]!;
      if (system.hangs && path.endsWith('temp1_input')) await new Promise<void>((resolve) => (system.wake = resolve));
      return buffer.write(path.endsWith('fan1_input') ? '900' : '40000');
    },
  };
  const parts = {
    warn: (message: string): unknown => warnings.push(message.replace(computer.root, '')),
    files: { reads: new FileReads(time, 3), system },
  };
  const temperatures = new TemperatureReader(computer.root, parts);
  const fans = new FanReader(computer.root, parts);
  const read = async (): Promise<unknown[]> => {
    const reading = Promise.all([temperatures.read(time), fans.read(time)]);
    await time.pass(1000);
    return (await reading).flat().map(({ metric, entity, value }) => [metric, entity, value]);
  };
  const others = [
    ['hw.temperature', 'bad temp2', 40],
    ['hw.fan.speed', 'bad fan1', 900],
  ];
  expect([await read(), await read()]).toEqual([others, others]);
  system.hangs = false;
  system.wake();
  await settled();
  expect(await read()).toEqual([
    ['gap', 'sensor failed: hw.temperature bad temp1', 2],
    ['hw.temperature', 'bad temp1', 40],
    ...others,
  ]);
  expect(warnings).toEqual([
    'hw.temperature of "bad temp1" hangs: /sys/class/hwmon/hwmon0/temp1_input does not answer; the others go on',
    'hw.temperature of "bad temp1" answers again after 2 s',
  ]);
});
