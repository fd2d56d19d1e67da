import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { statfs } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { FilesystemReader } from '../../../../engine/sensors/linux/filesystem.ts';
import { sizeByProgram } from '../../../../engine/sensors/linux/size-by-program.ts';
import { systemTimers } from '../../../../engine/sensors/timers.ts';
import { systemClock } from '../../../../engine/time/clock.ts';
import { machine } from '../support/machine.ts';

const onLinux = test.runIf(process.platform === 'linux');

onLinux('the program gives the size that the system call gives', async () => {
  const { total, inodes } = await sizeByProgram('/proc/..', new AbortController().signal);
  const { bsize, blocks, files } = await statfs('/');
  expect([total, inodes?.total]).toEqual([blocks * bsize, 0 < files ? files : undefined]);
});

onLinux('a path that is not there, and a program that is not there, are told', async () => {
  const { signal } = new AbortController();
  const asked = [sizeByProgram('/no/such/path', signal), sizeByProgram('/', signal, 'no-such-program')];
  const reasons = (await Promise.allSettled(asked)).map((each) =>
    each.status === 'rejected' ? String(each.reason) : '',
  );
  expect(reasons).toEqual(['Error: "stat -f /no/such/path" told nothing', 'Error: spawn no-such-program ENOENT']);
});

onLinux(
  'in a real run, a mount that never answers is told after a second, the others go on, and nothing is left at the end',
  async () => {
    const computer = machine();
    computer.write('stat', '#!/bin/sh\nexec sleep 600\n');
    chmodSync(join(computer.root, 'stat'), 0o755);
    computer.write(
      'proc/self/mountinfo',
      '28 1 253:0 / / rw - ext4 /dev/root rw\n29 1 0:9 / /mnt/a rw - nfs4 nas:/a rw\n',
    );
    const stop = new AbortController();
    const warnings: string[] = [];
    let child = '';
    const reader = new FilesystemReader(computer.root, {
      timers: systemTimers,
      warn: (message) => void warnings.push(message),
      size: (path) => {
        if (path === '/') return Promise.resolve({ total: 10, used: 1, available: 9 });
        const answer = sizeByProgram(path, stop.signal, join(computer.root, 'stat'));
        return answer.catch((error: unknown) => Promise.reject(new Error((child = (error as Error).name))));
      },
    });
    const startMs = systemClock.monotonic();
    const rows = [await reader.read(systemClock), await reader.read(systemClock)].map(({ length }) => length);
    const elapsedMs = systemClock.monotonic() - startMs;
    stop.abort();
    await expect.poll(() => child).toBe('AbortError');
    expect([rows, warnings]).toEqual([
      [3, 3],
      ['file system /mnt/a (nfs4) did not answer within 1 s; the others go on'],
    ]);
    expect(elapsedMs).toBeLessThan(5000);
  },
);
