import { parentPort } from 'node:worker_threads';
import { absentMetrics } from './absent-metrics.ts';

// The entry of a worker thread that looks for what this machine cannot measure, and says it once.
const port = parentPort!;

void absentMetrics().then((absent) => {
  port.postMessage(absent);
  port.close();
});
