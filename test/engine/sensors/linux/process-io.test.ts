import { expect, test } from 'vitest';
import { ProcessIoReader } from '../../../../engine/sensors/linux/process-io.ts';
import { FakeTime } from '../support/fake-time.ts';
import { machine } from '../support/machine.ts';
import { nextSecond, values } from '../support/values.ts';

const time = new FakeTime(0);
const io = (read: number, write: number): string =>
  `rchar: 9\nwchar: 9\nsyscr: 9\nsyscw: 9\nread_bytes: ${read}\nwrite_bytes: ${write}\ncancelled_write_bytes: 7\n`;

test('what processes of one name read and wrote is a rate; those that may not be read are passed over', async () => {
  const computer = machine();
  const reader = new ProcessIoReader(computer.root);
  for (const pid of [10, 11]) computer.write(`proc/${pid}/comm`, 'tar\n');
  computer.write('proc/12/comm', 'root program\n');
  computer.write('proc/10/io', io(1000, 0));
  computer.write('proc/11/io', io(0, 500));
  const first = values(await reader.read(time));
  computer.write('proc/10/io', io(5000, 0));
  computer.write('proc/11/io', io(1000, 1500));
  expect([first, await nextSecond(reader, time)]).toEqual([
    {},
    { 'process.disk.io.read tar': 5000, 'process.disk.io.write tar': 1000 },
  ]);
});

test('a count that goes back is another process, and starts anew', async () => {
  const computer = machine();
  const reader = new ProcessIoReader(computer.root);
  computer.write('proc/10/comm', 'a\n');
  computer.write('proc/10/io', io(1000, 1000));
  await reader.read(time);
  computer.write('proc/10/io', io(900, 2000));
  expect(await nextSecond(reader, time)).toEqual({});
});

test('a kernel that does not count it says so', () => {
  expect(new ProcessIoReader(machine().root).absent().map(({ metric }) => metric)).toEqual([
    'process.disk.io.read',
    'process.disk.io.write',
  ]);
});
