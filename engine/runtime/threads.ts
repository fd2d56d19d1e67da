import { Worker } from 'node:worker_threads';
import type { WorkerOptions } from 'node:worker_threads';

/** How long the threads of a program that ends have to end too; a sound one takes some milliseconds. */
export const THREADS_END_MS = 500;

const LOOK_MS = 10;

const running = new Set<Worker>();

/** Starts a thread that `endProcess` knows of. */
export function startThread(file: string, options: WorkerOptions): Worker {
  const worker = new Worker(file, options);
  running.add(worker);
  worker.once('exit', () => running.delete(worker));
  return worker;
}

/**
 * Ends the process by `exit` once all threads have ended. A thread that waits inside the kernel, for a chip or a disk that
 * does not answer, cannot be ended, and `exit` would wait for it for ever: then `kill` has to end the process at once. Whatever has to
 * last must be closed before.
 */
export async function endProcess(exit: () => void, kill: () => void): Promise<void> {
  for (let waitedMs = 0; 0 < running.size && waitedMs < THREADS_END_MS; waitedMs += LOOK_MS) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
  if (running.size === 0) exit();
  else kill();
}
