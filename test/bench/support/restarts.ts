import path from 'node:path';
import { Engine, readDocument, systemClock } from '../../../engine/index.ts';

/** A pipeline that keeps `keys` keys open and goes on for ever. */
function documentOf(keys: number): string {
  return `
version: 1
name: restarts
settings: { checkpoint: { interval: 1h, timeout: 5m } }
sources:
  in:
    type: generator
    columns:
      n: { sequence: { start: 0, step: 1 } }
      time: { time: { start: '2026-01-01T00:00:00Z', step: 1ms } }
    event_time: { column: time }
operators:
  named: { type: extend, inputs: [in], columns: { key: "'device-' || CAST(n % ${keys} AS string)" } }
  counted:
    type: window
    inputs: [named]
    key: [key]
    window: { type: tumbling, size: 300d }
    aggregate: { rows: count(*), sum: sum(n), most: max(n) }
sinks:
  out: { type: discard, inputs: [counted] }
`;
}

/** Milliseconds from the order to start until rows go through it again, once for each of `rounds`: by its last checkpoint in `folder`. */
export async function measureRestart(folder: string, keys: number, rounds: number): Promise<number[]> {
  const engine = new Engine({
    clock: systemClock,
    workerFile: path.join(__dirname, 'worker.cjs'),
    stateOf: () => ({ folder }),
    onWarning: ({ message }) => console.warn(message),
  });
  const text = documentOf(keys);
  const read = readDocument(text, { file: 'restarts', baseFolder: folder, environment: {} });
  if ('problems' in read) throw new Error(read.problems.map(({ message }) => message).join('\n'));
  engine.add('restarts', { plan: read.plan, text });
  await engine.start('restarts');
  await until(() => (engine.statuses()[0]!.nodes.find(({ id }) => id === 'counted')!.state?.keys ?? 0) === keys);
  await engine.stop('restarts');
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const begun = performance.now();
    await engine.start('restarts');
    times.push(performance.now() - begun);
    await engine.stop('restarts');
  }
  return times;
}

async function until(isDone: () => boolean): Promise<void> {
  while (!isDone()) await new Promise((resolve) => setTimeout(resolve, 100));
}
