import type { Clock } from '../../time/clock.ts';
import { allAbsent } from '../absent.ts';
import { Counters } from '../counters.ts';
import type { AbsentMetric, Answer, MetricDescription, Reading, SensorReader } from '../sensor.ts';
import type { CounterValues, SystemInformation } from './system-information.ts';

/** A kind of reading that Node or systeminformation gives. */
export interface PortableKind {
  readonly name: string;
  readonly cadenceMs: number;
  readonly metrics: readonly MetricDescription[];
  /** Why there may be nothing, and what would allow it. */
  readonly reason: string;
  readonly remedy: string | null;
  /** Values of now. */
  gauges?(): Answer<readonly Reading[]>;
  /** Counters of each entity by metric; their increases per second become the readings. */
  counters?(): Promise<readonly (readonly [entity: string, values: CounterValues])[]>;
}

// A PowerShell that starts on a busy machine takes seconds.
const TIMEOUT_MS = 15_000;

/** Reads one kind of thing through Node or systeminformation. */
export class PortableReader implements SensorReader {
  readonly name: string;
  readonly cadenceMs: number;
  readonly timeoutMs = TIMEOUT_MS;
  readonly metrics: readonly MetricDescription[];
  readonly #kind: PortableKind;
  readonly #information: SystemInformation;
  readonly #counters = new Counters(1);

  constructor(kind: PortableKind, information: SystemInformation) {
    this.name = kind.name;
    this.cadenceMs = kind.cadenceMs;
    this.metrics = kind.metrics;
    this.#kind = kind;
    this.#information = information;
    information.retain();
  }

  async read(clock: Clock): Promise<readonly Reading[]> {
    const gauges = (await this.#kind.gauges?.()) ?? [];
    const counters = (await this.#kind.counters?.()) ?? [];
    return [...gauges, ...this.#rates(counters, clock.monotonic())];
  }

  async absent(): Promise<readonly AbsentMetric[]> {
    const given = new Set<string>();
    for (const { metric } of (await this.#kind.gauges?.()) ?? []) given.add(metric);
    for (const [, values] of (await this.#kind.counters?.()) ?? []) {
      for (const { metric } of this.metrics) if (Number.isFinite(values[metric])) given.add(metric);
    }
    const missing = this.metrics.filter(({ metric }) => !given.has(metric));
    return allAbsent(missing, this.#kind.reason, this.#kind.remedy);
  }

  forget(): void {
    this.#counters.forget();
  }

  close(): void {
    this.#information.release();
  }

  #rates(entities: readonly (readonly [string, CounterValues])[], nowMs: number): Reading[] {
    const readings: Reading[] = [];
    this.#counters.begin(nowMs);
    for (const [entity, values] of entities) {
      for (const { metric, unit } of this.metrics) {
        const value = values[metric];
        if (typeof value !== 'number' || !Number.isFinite(value)) continue;
        this.#counters.select(`${metric} ${entity}`);
        this.#counters.setValue(0, value);
        const elapsedMs = this.#counters.advance();
        if (elapsedMs === null) continue;
        readings.push({ metric, entity, value: (this.#counters.deltas[0]! * 1000) / elapsedMs, unit });
      }
    }
    this.#counters.end();
    return readings;
  }
}
