import { expect, test } from 'vitest';
import { ProcessesReader } from '../../../../engine/sensors/linux/processes.ts';
import { FakeTime } from '../support/fake-time.ts';
import { machine } from '../support/machine.ts';
import type { Machine } from '../support/machine.ts';
import { nextSecond, values } from '../support/values.ts';

const time = new FakeTime(0);

interface Process {
  readonly name: string;
  readonly parent?: number;
  readonly ticks?: number;
  readonly threads?: number;
  readonly start?: number;
  readonly pages?: number;
}

function put(
  computer: Machine,
  pid: number,
  { name, parent = 1, ticks = 0, threads = 1, start = 7, pages = 1 }: Process,
) {
  computer.write(
    `proc/${pid}/stat`,
    `${pid} (${name}) S ${parent} ${pid} ${pid} 0 -1 4194560 100 0 0 0 ${ticks} 0 0 0 20 0 ${threads} 0 ${start} 1000000 ${pages} 18446744073709551615 0\n`,
  );
}

function setup() {
  const computer = machine();
  computer.write('proc/stat', 'cpu  1 1 1 1\ncpu0 1 1 1 1\ncpu1 1 1 1 1\nintr 5\n');
  return { computer, reader: new ProcessesReader(computer.root) };
}

test('processes of one name are told together: share of all processors, memory, threads', async () => {
  const { computer, reader } = setup();
  put(computer, 10, { name: 'Web Content', ticks: 100, threads: 20, pages: 1000 });
  put(computer, 11, { name: 'Web Content', ticks: 50, threads: 5, pages: 500 });
  put(computer, 12, { name: 'a) R 1 (b', ticks: 5, pages: 10 });
  const first = values(await reader.read(time));
  put(computer, 10, { name: 'Web Content', ticks: 140, threads: 20, pages: 1000 });
  put(computer, 11, { name: 'Web Content', ticks: 60, threads: 5, pages: 500 });
  const gauges = {
    'process.memory.usage Web Content': 1500 * 4096,
    'process.memory.usage a) R 1 (b': 10 * 4096,
    'process.thread.count Web Content': 25,
    'process.thread.count a) R 1 (b': 1,
  };
  // 50 hundredths of a second, in a second of two processors; what used none has no row.
  expect([first, await nextSecond(reader, time)]).toEqual([
    gauges,
    { 'process.cpu.utilization Web Content': 0.25, ...gauges },
  ]);
});

test('a number that another process got, and a process that has just come, start anew', async () => {
  const { computer, reader } = setup();
  put(computer, 10, { name: 'a', ticks: 100 });
  await reader.read(time);
  put(computer, 10, { name: 'b', ticks: 150, start: 9 });
  put(computer, 11, { name: 'c', ticks: 900 });
  const cpu = async () =>
    Object.entries(await nextSecond(reader, time)).filter(([key]) => key.startsWith('process.cpu'));
  const before = await cpu();
  put(computer, 10, { name: 'b', ticks: 160, start: 9 });
  computer.remove('proc/11');
  expect([before, await cpu()]).toEqual([[], [['process.cpu.utilization b', 0.05]]]);
});

test('of many names the ten with most are told, and of threads of the kernel those of one kind together', async () => {
  const { computer, reader } = setup();
  for (let i = 0; i < 60; i++) put(computer, 100 + i, { name: `p${i}`, pages: i + 1 });
  put(computer, 3, { name: 'kworker/0:1-events', parent: 2, threads: 40, pages: 0 });
  put(computer, 4, { name: 'kworker/1:2', parent: 2, threads: 40, pages: 0 });
  const readings = await reader.read(time);
  const named = (metric: string) => readings.filter((each) => each.metric === metric).map(({ entity }) => entity);
  expect([named('process.memory.usage'), named('process.thread.count')[0]]).toEqual([
    ['p59', 'p58', 'p57', 'p56', 'p55', 'p54', 'p53', 'p52', 'p51', 'p50'],
    'kworker',
  ]);
});

test('pages are as large as the kernel says, and lines that are cut off are passed over', async () => {
  const computer = machine();
  const auxiliary = Buffer.alloc(48);
  auxiliary.writeBigUInt64LE(3n, 0);
  auxiliary.writeBigUInt64LE(6n, 16);
  auxiliary.writeBigUInt64LE(65_536n, 24);
  computer.write('proc/self/auxv', auxiliary.toString('latin1'));
  put(computer, 10, { name: 'a', pages: 2 });
  computer.write('proc/11/stat', '11 (b) S 1 11');
  computer.write('proc/12/stat', '');
  const memory = values(await new ProcessesReader(computer.root).read(time));
  expect(memory).toEqual({ 'process.memory.usage a': 131_072, 'process.thread.count a': 1 });
});
