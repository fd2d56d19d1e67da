import type { MessagePort } from 'node:worker_threads';
import { Worker } from 'node:worker_threads';
import type { FaultDescription } from '../../fault.ts';
import { systemClock } from '../../time/clock.ts';
import { KeyedSubtask } from './keyed-subtask.ts';
import type { FromKeyed, KeyedStart, KeyedThread, ToKeyed } from './messages.ts';

/** Starts a thread for a keyed subtask. `workerFile`: the bundle that calls `runKeyed`. */
export function startKeyedThread(
  workerFile: string,
  start: KeyedStart,
  take: (message: FromKeyed) => void,
): KeyedThread {
  const worker = new Worker(workerFile, { workerData: start });
  const fail = (why: string): void => take({ type: 'failed', fault: failure(start, why) });
  worker.on('message', take);
  worker.on('error', (error) => fail(`failed: ${error.message}`));
  worker.on('exit', (code) => fail(`ended unexpectedly (exit code ${code})`));
  return {
    post: (message, transfer) => worker.postMessage(message, [...transfer]),
    async end() {
      await worker.terminate();
    },
  };
}

/** Runs a keyed subtask in this thread, which is its own. */
export function runKeyed(start: KeyedStart, port: MessagePort): void {
  const subtask = new KeyedSubtask(start, {
    clock: systemClock,
    post: (message: FromKeyed, transfer: readonly ArrayBuffer[] = []) => port.postMessage(message, [...transfer]),
  });
  port.on('message', (message: ToKeyed) => subtask.take(message));
  void subtask.open();
}

function failure({ keyed }: KeyedStart, why: string): FaultDescription {
  return { code: 'internal', message: `the thread of keyed subtask ${keyed} ${why}` };
}
