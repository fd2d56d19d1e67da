import { Fault } from '../fault.ts';
import { startThread } from './threads.ts';
import type { AbsentMetric } from '../sensors/sensor.ts';

/**
 * What this machine cannot measure, found out in a thread of its own, whose bundled file is `workerFile`: looking means
 * opening the files of every sensor, and one of them may keep whoever opens it waiting.
 * Rejects with a Fault when that thread fails.
 */
export function absentMetricsApart(workerFile: string): Promise<readonly AbsentMetric[]> {
  return new Promise((resolve, reject) => {
    const worker = startThread(workerFile, { name: 'absent sensors' });
    // A thread that a sensor keeps must not keep the program.
    worker.unref();
    worker.once('message', resolve);
    worker.once('error', (error) =>
      reject(new Fault('source-failed', `cannot tell which sensors are missing (${error.message})`, { cause: error })),
    );
    worker.once('exit', () => reject(new Fault('source-failed', 'cannot tell which sensors are missing')));
  });
}
