import type { Reading, SensorReader } from '../sensors/sensor.ts';
import type { Clock } from '../time/clock.ts';

/** A reading is shown until two of its reader's turns, and a moment, have passed without a new one. */
const TURNS = 2;
const MOMENT_MS = 2500;

/** The last reading of each metric and entity, as long as it is not stale: slow sensors do not answer at each tick. */
export class LatestReadings {
  readonly #clock: Clock;
  readonly #readings = new Map<string, { reading: Reading; untilMs: number }>();
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
      const untilMs = nowMs + (this.#lifeMs.get(reading.metric) ?? MOMENT_MS);
      this.#readings.set(`${reading.metric} ${reading.entity}`, { reading, untilMs });
    }
    for (const [key, { untilMs }] of this.#readings) if (untilMs < nowMs) this.#readings.delete(key);
  }

  /** All that are not stale; those of one metric together, in the order in which they first came. */
  all(): Reading[] {
    const byMetric = new Map<string, Reading[]>();
    for (const { reading } of this.#readings.values()) {
      const group = byMetric.get(reading.metric);
      if (group) group.push(reading);
      else byMetric.set(reading.metric, [reading]);
    }
    return [...byMetric.values()].flat();
  }
}
