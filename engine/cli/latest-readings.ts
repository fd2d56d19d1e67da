import type { Reading, SensorReader } from '../sensors/sensor.ts';
import type { Clock } from '../time/clock.ts';

/** A reading is shown until two of its reader's turns, and a moment, have passed without a new one. */
const TURNS = 2;
const MOMENT_MS = 2500;
/** What is measured with a converter trembles: one that says the same for so long may stand still. */
const FROZEN_MS = 600_000;
const TREMBLING = new Set(['Cel', 'V', 'W', 'rpm']);

/** A reading, how old it is, and how far it can be believed. */
export interface LatestReading extends Reading {
  readonly ageMs: number;
  /** `good`, or `frozen`: the same to the last digit for ten minutes, which what is measured hardly ever is. */
  readonly confidence: 'good' | 'frozen';
}

interface Known {
  readonly reading: Reading;
  readonly readMs: number;
  /** Since when its value is the same. */
  readonly sinceMs: number;
}

/** The last reading of each metric and entity, as long as it is not stale: slow sensors do not answer at each tick. */
export class LatestReadings {
  readonly #clock: Clock;
  readonly #readings = new Map<string, Known>();
  readonly #lifeMs = new Map<string, number>();

  constructor(readers: readonly SensorReader[], clock: Clock) {
    this.#clock = clock;
    for (const { metrics, cadenceMs } of readers) {
      for (const { metric } of metrics) this.#lifeMs.set(metric, TURNS * cadenceMs + MOMENT_MS);
    }
  }

  /** Takes in new readings. */
  put(readings: readonly Reading[]): void {
    const nowMs = this.#clock.monotonic();
    for (const reading of readings) {
      const key = `${reading.metric} ${reading.entity}`;
      const before = this.#readings.get(key);
      const isSame = before !== undefined && before.reading.value === reading.value;
      this.#readings.set(key, { reading, readMs: nowMs, sinceMs: isSame ? before.sinceMs : nowMs });
    }
    for (const [key, { reading, readMs }] of this.#readings) {
      if (readMs + (this.#lifeMs.get(reading.metric) ?? MOMENT_MS) < nowMs) this.#readings.delete(key);
    }
  }

  /** All that are not stale; those of one metric together, in the order in which they first came. */
  all(): LatestReading[] {
    const nowMs = this.#clock.monotonic();
    const byMetric = new Map<string, LatestReading[]>();
    for (const { reading, readMs, sinceMs } of this.#readings.values()) {
      const isFrozen = TREMBLING.has(reading.unit) && FROZEN_MS <= readMs - sinceMs && reading.value !== 0;
      const latest: LatestReading = { ...reading, ageMs: nowMs - readMs, confidence: isFrozen ? 'frozen' : 'good' };
      const group = byMetric.get(reading.metric);
      if (group) group.push(latest);
      else byMetric.set(reading.metric, [latest]);
    }
    return [...byMetric.values()].flat();
  }
}
