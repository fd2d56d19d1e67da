import { Fault } from '../fault.ts';
import { AskedThread } from '../runtime/asked-thread.ts';
import type { PlayerOrders } from './orders.ts';

/** The thread that reads recordings for people who look at them; it keeps the keys of those that were opened. */
export type PlayerThread = AskedThread<PlayerOrders>;

/** A thread that reads recordings, whose bundled file is `workerFile`. */
export function playerThread(workerFile: string): PlayerThread {
  return new AskedThread({
    file: workerFile,
    name: 'recordings',
    fault: (reason) => new Fault('recording-failed', `the recording cannot be read (${reason}); open it again`),
  });
}
