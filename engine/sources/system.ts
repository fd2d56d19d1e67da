import { hostname } from 'node:os';
import type { Batch } from '../data/batch.ts';
import { BatchBuilder } from '../data/batch-builder.ts';
import type { SystemSourceOptions } from '../document/plan.ts';
import { ClockWatch } from '../sensors/clock-watch.ts';
import type { ClockGap, GapReason } from '../sensors/clock-watch.ts';
import { GAP } from '../sensors/gap.ts';
import { metricMatcher } from '../sensors/globs.ts';
import { READING_SCHEMA } from '../sensors/reading-schema.ts';
import { createReaders } from '../sensors/readers.ts';
import type { Reading, SensorReader } from '../sensors/sensor.ts';
import type { SensorCost } from '../sensors/sensor-cost.ts';
import { SensorPoll } from '../sensors/sensor-poll.ts';
import { systemTimers, wait } from '../sensors/timers.ts';
import type { Timers } from '../sensors/timers.ts';
import type { Source, SourceContext, SourcePosition } from './source.ts';

/** What a system source is made of; the defaults are those of this machine. */
export interface SystemParts {
  readonly readers?: readonly SensorReader[];
  readonly timers?: Timers;
  readonly host?: string;
  readonly platform?: NodeJS.Platform;
}

/** Rates over less than this are mostly noise: the kernel counts processor time in steps of 10 ms. */
const SHORTEST_RATE_MS = 200;
/** How long a tick is open for slow sensors; rows that come later go with the next one. */
const PATIENCE_MS = 200;
/** Long waits are cut up, so that a clock that was set is noticed within a minute. */
const LONGEST_WAIT_MS = 60_000;

/**
 * This machine's sensors as rows, at whole multiples of the interval on the wall clock.
 *
 * All rows of one tick have its time. None waits for another: what slow sensors say follows in batches of its own. A tick that cannot be kept is left out and counted as dropped: readings are
 * never made up for later. Time never goes back; what the clock does is told by gap rows, see `ClockWatch`.
 */
export function createSystemSource(
  options: SystemSourceOptions,
  context: SourceContext,
  parts: SystemParts = {},
): Source {
  return new SystemSource(options, context, parts);
}

class SystemSource implements Source {
  readonly #intervalMs: number;
  readonly #context: SourceContext;
  readonly #timers: Timers;
  readonly #host: string;
  /** What a wake-up means that came much too late although wall and monotonic clock agree. */
  readonly #oversleepReason: GapReason;
  readonly #matches: (metric: string) => boolean;
  readonly #poll: SensorPoll;
  readonly #builder = new BatchBuilder(READING_SCHEMA, 256);
  readonly #watch: ClockWatch;
  #dueMs = 0;
  #gaps: ClockGap[] = [];
  /** Readings of the last tick that are still to be given. */
  #waiting: Reading[] = [];
  #tickMs = 0;
  /** The last tick before this attempt, until a tick of its own has told of the gap behind it. */
  #formerTickMs: number | null;
  /** By the clock that never goes back. */
  #openUntilMs = 0;

  constructor(options: SystemSourceOptions, context: SourceContext, parts: SystemParts) {
    const { timers = systemTimers, host = hostname(), platform = process.platform } = parts;
    const warn = (message: string): void => context.warn(message);
    const readers = parts.readers ?? createReaders({ platform, timers, warn });
    this.#intervalMs = options.intervalMs;
    this.#context = context;
    this.#timers = timers;
    this.#host = host;
    // The monotonic clock of Linux stands still during suspend; elsewhere it goes on, and only the lateness shows.
    this.#oversleepReason = platform === 'linux' ? 'app stopped' : 'suspend';
    this.#matches = metricMatcher(options.metrics);
    const isWanted = ({ metrics }: SensorReader): boolean => metrics.some(({ metric }) => this.#matches(metric));
    const wanted = readers.filter(isWanted);
    for (const reader of readers) if (!isWanted(reader)) reader.close();
    this.#poll = new SensorPoll(wanted, { clock: context.clock, timers, warn });
    this.#watch = new ClockWatch(context.clock);
    this.#formerTickMs = typeof context.from?.['tick'] === 'number' ? context.from['tick'] : null;
  }

  async open(): Promise<void> {
    this.#look(Infinity, this.#oversleepReason);
    await this.#poll.prime(this.#watch.now, PATIENCE_MS);
    this.#look(Infinity, this.#oversleepReason);
    this.#gaps = [];
    // The first tick is late enough for its rates to mean something.
    this.#dueMs = nextMultiple(this.#watch.now + Math.min(SHORTEST_RATE_MS, this.#intervalMs) - 1, this.#intervalMs);
  }

  async poll(signal: AbortSignal): Promise<Batch | null> {
    this.#collect();
    if (this.#poll.isOwed) await this.#slowRows(signal);
    if (this.#waiting.length === 0 && !signal.aborted) await this.#nextTick(signal);
    return this.#takeBatch();
  }

  /** Sensors cannot be replayed; but since when nothing was read can be told. */
  position(): SourcePosition | null {
    const tick = this.#tickMs === 0 ? this.#formerTickMs : this.#tickMs;
    return tick === null ? null : { tick };
  }

  costs(): readonly SensorCost[] {
    return this.#poll.costs();
  }

  thin(level: number): void {
    this.#poll.thin(level);
  }

  close(): Promise<void> {
    this.#poll.close();
    return Promise.resolve();
  }

  /** Waits for the next of the slow sensors, as long as the tick is open for them. */
  async #slowRows(signal: AbortSignal): Promise<void> {
    while (this.#waiting.length === 0 && !signal.aborted && this.#poll.isOwed) {
      const leftMs = this.#openUntilMs - this.#context.clock.monotonic();
      if (leftMs <= 0) return;
      await this.#context.waiting(this.#poll.answered(leftMs, signal));
      this.#collect();
    }
  }

  /** Waits for the next tick and reads it; returns early when `signal` is aborted. */
  async #nextTick(signal: AbortSignal): Promise<void> {
    // Whoever polls late was kept from it downstream.
    this.#look(this.#dueMs, 'backpressure');
    while (this.#watch.now < this.#dueMs) {
      const waitMs = Math.min(LONGEST_WAIT_MS, Math.ceil(this.#dueMs - this.#watch.now));
      await this.#context.waiting(wait(this.#timers, waitMs, signal));
      if (signal.aborted) return;
      this.#look(this.#dueMs, this.#oversleepReason);
    }
    const tickMs = nextMultiple(this.#watch.now, this.#intervalMs) - this.#intervalMs;
    this.#countMissed(tickMs);
    this.#tickMs = tickMs;
    this.#dueMs = tickMs + this.#intervalMs;
    this.#openUntilMs = this.#context.clock.monotonic() + Math.min(PATIENCE_MS, this.#intervalMs / 2);
    this.#tellPause(tickMs);
    this.#waiting = this.#gaps.map(gapReading);
    this.#gaps = [];
    this.#poll.begin(tickMs);
    this.#collect();
    await this.#slowRows(signal);
  }

  #collect(): void {
    for (const reading of this.#poll.take(this.#tickMs)) if (this.#isWanted(reading)) this.#waiting.push(reading);
  }

  #look(dueMs: number, lateReason: GapReason): void {
    const gap = this.#watch.look(dueMs, lateReason);
    if (gap === null) return;
    this.#gaps.push(gap);
    this.#poll.forget();
  }

  /** Before the first tick: tells of the ticks between it and the last one before this attempt, or of a clock that was set back since. */
  #tellPause(tickMs: number): void {
    const formerMs = this.#formerTickMs;
    this.#formerTickMs = null;
    if (formerMs === null) return;
    const seconds = (tickMs - formerMs - this.#intervalMs) / 1000;
    if (0 < seconds) this.#gaps.unshift({ reason: this.#context.pause ?? 'app stopped', seconds });
    if (tickMs < formerMs) this.#gaps.unshift({ reason: 'clock step', seconds: (formerMs - tickMs) / 1000 });
  }

  /** Counts the ticks that were not kept, except those of a clock that jumped: nothing was given up then. */
  #countMissed(tickMs: number): void {
    if (this.#gaps.some(({ reason }) => reason === 'suspend' || reason === 'clock step')) return;
    this.#context.counters.dropped += Math.round((tickMs - this.#dueMs) / this.#intervalMs);
  }

  #isWanted({ metric, value }: Reading): boolean {
    return Number.isFinite(value) && (metric === GAP || this.#matches(metric));
  }

  #takeBatch(): Batch {
    const readings = this.#waiting.splice(0, this.#context.batchSize);
    const [ts, host, metric, entity, value, unit] = this.#builder.columns;
    for (const reading of readings) {
      const { metric: kind, entity: reason, value: seconds } = reading;
      if (kind === GAP) this.#context.gap?.({ at: this.#tickMs, reason, seconds });
      ts!.appendNumber(this.#tickMs);
      host!.appendString(this.#host);
      metric!.appendString(reading.metric);
      entity!.appendString(reading.entity);
      value!.appendNumber(reading.value);
      unit!.appendString(reading.unit);
      this.#builder.endRow();
    }
    return this.#builder.take();
  }
}

/** The first multiple of `step` after `value`. */
function nextMultiple(value: number, step: number): number {
  return (Math.floor(value / step) + 1) * step;
}

function gapReading({ reason, seconds }: ClockGap): Reading {
  return { metric: GAP, entity: reason, value: seconds, unit: 's' };
}
