// How exactly the sensors are read on their mark, beside a timer that does nothing else: `npm run bench -- jitter [SECONDS]`.
import { setTimeout as wait } from 'node:timers/promises';
import { createReaders } from '../../engine/sensors/readers.ts';
import type { SensorReader } from '../../engine/sensors/sensor.ts';
import { createSystemSource } from '../../engine/sources/system.ts';
import { systemClock } from '../../engine/time/clock.ts';

const seconds = Number(process.argv[2] ?? 60);

void main();

async function main(): Promise<void> {
  for (const intervalMs of [1000, 100]) {
    print(`sensors every ${intervalMs} ms`, await measure(intervalMs), intervalMs);
    print(`a timer every ${intervalMs} ms`, await bareTimer(intervalMs), intervalMs);
  }
}

function print(what: string, lateMs: readonly number[], intervalMs: number): void {
  const sorted = [...lateMs].sort((a, b) => a - b);
  const at = (share: number): string =>
    sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!.toFixed(1);
  const tenth = Math.ceil(lateMs.length / 10);
  const drift = mean(lateMs.slice(-tenth)) - mean(lateMs.slice(0, tenth));
  console.log(
    `${what.padEnd(24)} ${lateMs.length} of ${(seconds * 1000) / intervalMs} ticks, late by ${at(0.5)} ms (p50), ${at(0.99)} ms (p99), ${at(1)} ms (most); drift ${drift.toFixed(1)} ms in ${seconds} s`,
  );
}

/** What this machine makes of a timer alone: no program is more exact than that. */
async function bareTimer(intervalMs: number): Promise<number[]> {
  const lateMs: number[] = [];
  const endMs = Date.now() + seconds * 1000;
  while (Date.now() < endMs) {
    await wait(intervalMs - (Date.now() % intervalMs));
    lateMs.push(Date.now() % intervalMs);
  }
  return lateMs;
}

/** How late each tick was read, with all sensors of this machine. */
async function measure(intervalMs: number): Promise<number[]> {
  const lateMs: number[] = [];
  const probe: SensorReader = {
    name: 'probe',
    metrics: [{ metric: 'probe', unit: '1', meaning: '', source: '', method: '', range: [0, 1] }],
    cadenceMs: 0,
    timeoutMs: 1000,
    read() {
      lateMs.push(Date.now() % intervalMs);
      return [];
    },
    absent: () => [],
    forget: () => undefined,
    close: () => undefined,
  };
  const source = createSystemSource(
    {
      type: 'system',
      intervalMs,
      metrics: ['*'],
      eventTime: { column: 'ts', outOfOrdernessMs: 0, idleTimeoutMs: null },
    },
    {
      clock: systemClock,
      batchSize: 1000,
      counters: { dropped: 0 },
      waiting: (data) => data,
      reject: () => undefined,
      warn: (message) => console.log(message),
    },
    { readers: [probe, ...createReaders()] },
  );
  await source.open();
  lateMs.length = 0;
  const stop = new AbortController();
  void wait(seconds * 1000).then(() => stop.abort());
  while (!stop.signal.aborted) await source.poll(stop.signal);
  await source.close();
  return lateMs;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
