import { expect, test } from 'vitest';
import { absentOf } from '../../../engine/sensors/absent-metrics.ts';
import type { AbsentMetric, SensorReader } from '../../../engine/sensors/sensor.ts';

/** A reader of one metric that says what `absent` gives. */
function readerOf(name: string, absent: () => Promise<readonly AbsentMetric[]>): SensorReader {
  const metrics = [{ metric: `hw.${name}`, unit: '1', meaning: 'A number.' }] as unknown as SensorReader['metrics'];
  return { name, metrics, cadenceMs: 0, timeoutMs: 2_000, read: () => [], absent, forget() {}, close() {} };
}

test('a sensor that does not tell what it lacks is missing with that reason, and the others tell', async () => {
  const none: AbsentMetric = { metric: 'hw.fan', reason: 'there is none', remedy: null };
  const readers = [
    readerOf('hung', () => new Promise(() => undefined)),
    readerOf('broken', () => Promise.reject(new Error('no such bus'))),
    readerOf('fan', () => Promise.resolve([none])),
  ];
  const atOnce = {
    after: (_ms: number, callback: () => void) => (queueMicrotask(() => queueMicrotask(callback)), () => undefined),
  };
  expect(await absentOf([readers[0]!], atOnce)).toEqual([
    { metric: 'hw.hung', reason: 'sensor "hung" did not answer within 2 s', remedy: null },
  ]);
  const never = { after: () => () => undefined };
  expect(await absentOf(readers.slice(1), never)).toEqual([
    { metric: 'hw.broken', reason: 'sensor "broken" failed: no such bus', remedy: null },
    none,
  ]);
});
