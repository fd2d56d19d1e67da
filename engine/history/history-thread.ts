import { Fault } from '../fault.ts';
import { AskedThread } from '../runtime/asked-thread.ts';
import type { HistoryOrders } from './orders.ts';

/** Who looks at the past asks again within this time; what the thread holds of a day is some 30 MB. */
const REST_AFTER_MS = 60_000;

/** A thread that reads the history of the charts, whose bundled file is `workerFile`. */
export function historyThread(workerFile: string): AskedThread<HistoryOrders> {
  return new AskedThread({
    file: workerFile,
    name: 'history',
    fault: (reason) => new Fault('internal', `the past of the charts cannot be read (${reason}); look at it again`),
    restAfterMs: REST_AFTER_MS,
  });
}
