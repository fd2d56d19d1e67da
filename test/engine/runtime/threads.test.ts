import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { once } from 'node:events';
import type { Worker } from 'node:worker_threads';
import { beforeEach, expect, test, vi } from 'vitest';
import type * as Threads from '../../../engine/runtime/threads.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** A module of its own, which does not know the threads of other tests. */
let threads: typeof Threads;

beforeEach(async () => {
  vi.resetModules();
  threads = await import('../../../engine/runtime/threads.ts');
});

/** A thread that runs `code`. */
function thread(name: string, code: string): Worker {
  const file = join(temporaryFolder(), name);
  writeFileSync(file, code);
  return threads.startThread(file, {});
}

async function endOf(): Promise<string> {
  const calls: string[] = [];
  await threads.endProcess(
    () => calls.push('exit'),
    () => calls.push('kill'),
  );
  return calls.join();
}

test('a process ends by itself once its threads have ended', async () => {
  const worker = thread('short.cjs', 'setTimeout(() => undefined, 50);');
  await once(worker, 'online');
  expect(await endOf()).toBe('exit');
});

test('a process whose thread never ends is killed', async () => {
  const worker = thread('stuck.cjs', 'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);');
  await once(worker, 'online');
  expect(await endOf()).toBe('kill');
  await worker.terminate();
});
