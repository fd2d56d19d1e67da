import { expect, test } from 'vitest';
import { FilesystemReader } from '../../../../engine/sensors/linux/filesystem.ts';
import type { FileSystemSize } from '../../../../engine/sensors/linux/mount-reader.ts';
import { FakeTime } from '../support/fake-time.ts';
import { machine } from '../support/machine.ts';
import type { Machine } from '../support/machine.ts';
import { values } from '../support/values.ts';

const SIZE: FileSystemSize = { total: 1000, used: 600, available: 300 };

/** A reader whose mounts answer `SIZE`, but for those in `dead`, which never answer. */
function setup(computer: Machine, dead: Set<string>) {
  const time = new FakeTime(0);
  const warnings: string[] = [];
  const asked: string[] = [];
  const waiting: (() => void)[] = [];
  const size = (path: string): Promise<FileSystemSize> => {
    asked.push(path);
    if (!dead.has(path)) return Promise.resolve(SIZE);
    // Whoever asks a dead mount waits: let a second go by.
    setImmediate(() => void time.pass(1000));
    return new Promise((resolve) => waiting.push(() => resolve(SIZE)));
  };
  const parts = { timers: time, warn: (message: string) => void warnings.push(message), size };
  const reader = new FilesystemReader(computer.root, parts);
  const read = async (): Promise<Record<string, number>> => values(await reader.read(time));
  return { read, time, warnings, asked, waiting };
}

test('each real file system is told once, by its mount point: used ÷ what this user could use', async () => {
  const { read } = setup(machine('laptop'), new Set());
  const readings = await read();
  expect(Object.keys(readings).filter((key) => key.startsWith('system.filesystem.utilization'))).toEqual([
    'system.filesystem.utilization /',
    'system.filesystem.utilization /boot/efi',
    'system.filesystem.utilization /media/ann/My Disk',
    'system.filesystem.utilization /mnt/nas',
  ]);
  expect(readings).toMatchObject({
    'system.filesystem.utilization /': 0.666666666667,
    'system.filesystem.usage /': 600,
    'system.filesystem.limit /': 1000,
  });
});

test('a dead network mount loses its own rows only, is told once, and is not asked again until it answers', async () => {
  const { read, time, warnings, asked, waiting } = setup(machine('laptop'), new Set(['/mnt/nas']));
  const rows = [Object.keys(await read()).length];
  time.skip(9000);
  rows.push(Object.keys(await read()).length);
  expect([rows, asked.filter((path) => path === '/mnt/nas').length, warnings]).toEqual([
    [9, 9],
    1,
    ['file system /mnt/nas (nfs4) did not answer within 1 s; the others go on'],
  ]);
  waiting[0]!();
});

test('a mount that comes back gives one row of the gap before its own', async () => {
  const dead = new Set(['/mnt/nas']);
  const { read, time, warnings, waiting } = setup(machine('laptop'), dead);
  await read();
  dead.clear();
  waiting[0]!();
  time.skip(9000);
  const gap = 'gap sensor failed: system.filesystem.utilization /mnt/nas';
  const rows = [await read(), await read()];
  expect(rows.map((row) => Object.keys(row).filter((key) => key.startsWith('gap')))).toEqual([[gap], []]);
  expect(rows[0]![gap]).toBe(9);
  expect(warnings[1]).toBe('file system /mnt/nas (nfs4) answers again');
});

test('no more than two dead network mounts keep a thread each', async () => {
  const computer = machine();
  const mounts = ['a', 'b', 'c', 'd'].map((name, i) => `4${i} 28 0:6${i} / /mnt/${name} rw - nfs4 nas:/${name} rw\n`);
  computer.write('proc/self/mountinfo', `28 1 253:0 / / rw - ext4 /dev/root rw\n${mounts.join('')}`);
  const dead = new Set(['/mnt/a', '/mnt/b', '/mnt/c', '/mnt/d']);
  const { read, asked } = setup(computer, dead);
  await read();
  await read();
  expect(asked).toEqual(['/', '/mnt/a', '/mnt/b', '/']);
});

test('a file that a container mounts is not a file system, its root is', async () => {
  const computer = machine();
  computer.write('etc/hosts', '127.0.0.1 localhost\n');
  computer.write('data/file', '');
  computer.write(
    'proc/self/mountinfo',
    `1 0 0:40 / / rw - overlay overlay rw
2 1 254:1 /var/lib/docker/containers/x/hosts /etc/hosts rw - ext4 /dev/vda1 rw
3 1 254:2 /volumes/data /data rw - ext4 /dev/vdb rw
garbage
`,
  );
  const { read } = setup(computer, new Set());
  expect(Object.keys(await read()).filter((key) => key.includes('usage'))).toEqual([
    'system.filesystem.usage /',
    'system.filesystem.usage /data',
  ]);
});
