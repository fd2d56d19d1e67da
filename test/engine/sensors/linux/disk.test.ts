import { expect, test } from 'vitest';
import { DiskReader } from '../../../../engine/sensors/linux/disk.ts';
import { FakeTime } from '../support/fake-time.ts';
import { machine } from '../support/machine.ts';
import type { Machine } from '../support/machine.ts';
import { nextSecond } from '../support/values.ts';

const time = new FakeTime(0);

function started(name: string): { computer: Machine; reader: DiskReader } {
  const computer = machine(name);
  const reader = new DiskReader(computer.root);
  reader.read(time);
  return { computer, reader };
}

test('of partitions, loops, memory disks and mapped devices only the whole disk is told, in sectors of 512 bytes', async () => {
  const { computer, reader } = started('laptop');
  computer.write(
    'proc/diskstats',
    ` 259       0 nvme0n1 1100 10 82000 500 2050 20 164000 900 3 950 1500 100 0 40000 10 50 90
 259       1 nvme0n1p1 200 0 16000 50 0 0 0 0 0 40 50 0 0 0 0 0 0
 253       0 dm-0 1000 0 74000 450 2050 0 164000 900 0 900 1450 0 0 0 0 0 0
 252       0 zram0 20 0 160 0 40 0 320 0 0 0 0 0 0 0 0 0 0
`,
  );
  time.skip(1000);
  expect(await nextSecond(reader, time)).toEqual({
    'system.disk.io.read nvme0n1': (2000 * 512) / 2,
    'system.disk.io.write nvme0n1': (4000 * 512) / 2,
    'system.disk.operations.read nvme0n1': 50,
    'system.disk.operations.write nvme0n1': 25,
    'system.disk.io_time nvme0n1': 0.125,
  });
});

test('the 11 numbers of old kernels are enough, and optical drives are left out', async () => {
  const { computer, reader } = started('old-kernel');
  computer.write(
    'proc/diskstats',
    '   8    0 sda 1000 10 80000 500 2010 20 160100 900 0 1800 1500\n  11 0 sr0 9 0 9 0 9 0 9 0 0 9 0\n',
  );
  expect(await nextSecond(reader, time)).toEqual({
    'system.disk.io.read sda': 0,
    'system.disk.io.write sda': 51200,
    'system.disk.operations.read sda': 0,
    'system.disk.operations.write sda': 10,
    // 1,100 ms of work were counted in a second: the kernel counts whole ticks.
    'system.disk.io_time sda': 1,
  });
});

test('a machine without hardware disks tells the devices that are not laid over others', async () => {
  const { computer, reader } = started('virtual-machine');
  computer.write(
    'proc/diskstats',
    ' 254 0 rbd0 10 0 80 0 20 0 161 0 0 40 0\n 253 0 dm-0 10 0 80 0 20 0 161 0 0 40 0\n 7 0 loop0 1 0 1 0 0 0 0 0 0 0 0\n',
  );
  expect(await nextSecond(reader, time)).toMatchObject({ 'system.disk.io.write rbd0': 512 });
  expect(Object.keys(await nextSecond(reader, time))).toHaveLength(5);
});

test('a disk that is plugged in has rates from its second reading on, and is forgotten when it is unplugged', async () => {
  const { computer, reader } = started('old-kernel');
  const sda = '   8    0 sda 1000 10 80000 500 2000 20 160000 900 0 700 1500\n';
  const sdb = (sectors: number): string => `   8   16 sdb 5 0 ${sectors} 0 0 0 0 0 0 0 0\n`;
  const read = async (stats: string): Promise<number | undefined> => {
    computer.write('proc/diskstats', stats);
    return (await nextSecond(reader, time))['system.disk.io.read sdb'];
  };
  computer.write('sys/block/sdb/device/model', 'STICK');
  const plugged = [
    await read(sda + sdb(100)),
    await read(sda + sdb(102)),
    await read(sda),
    await read(sda + sdb(50_000)),
  ];
  expect(plugged).toEqual([undefined, 1024, undefined, undefined]);
});

test('a counter that went back gives no row once, and rates again after that', async () => {
  const { computer, reader } = started('old-kernel');
  const read = async (sectors: number): Promise<number | undefined> => {
    computer.write('proc/diskstats', `   8    0 sda 1000 10 ${sectors} 500 2000 20 160000 900 0 700 1500\n`);
    return (await nextSecond(reader, time))['system.disk.io.read sda'];
  };
  expect([await read(10), await read(30)]).toEqual([undefined, 10240]);
});

test('garbage, cut off lines and an empty file give no rows', async () => {
  const { computer, reader } = started('old-kernel');
  computer.write('proc/diskstats', '   8    0 sda 1000 10\nhello\n\n   8 x sda 1 2 3 4 5 6 7 8 9 10\n');
  const garbage = await nextSecond(reader, time);
  computer.write('proc/diskstats', '');
  expect([garbage, await nextSecond(reader, time)]).toEqual([{}, {}]);
});

test('a system that lists no disk says so', () => {
  const computer = machine();
  computer.write('proc/diskstats', '   7       0 loop0 0 0 0 0 0 0 0 0 0 0 0\n');
  const absent = new DiskReader(computer.root).absent();
  expect(absent.map(({ metric }) => metric)).toContain('system.disk.io.read');
  expect(absent[0]!.reason).toContain('lists no disk, only partitions, loops and memory disks');
});
