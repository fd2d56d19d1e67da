import type { Clock } from '../time/clock.ts';

/** One value of one sensor at one moment. */
export interface Reading {
  /** An OpenTelemetry name with the direction as its last part: `system.disk.io.read`. */
  readonly metric: string;
  /** Of which thing: `total`, `0`, `nvme0n1`, `eth0`. */
  readonly entity: string;
  readonly value: number;
  /** A UCUM code: `1` (a share), `By`, `By/s`, `Cel`, `s`, `{operation}/s`, `rpm`. */
  readonly unit: string;
}

/** What is known at once, or later. Files of /proc are a memory copy; hardware is asked without stopping the thread. */
export type Answer<T> = T | Promise<T>;

/**
 * Reads one kind of thing from this machine. Remembers the counters of its previous reading, so that exactly one
 * reader of a kind exists per job.
 */
export interface SensorReader {
  /** A short name for messages and cost: `cpu`, `disk`, `temperature`. */
  readonly name: string;
  readonly metrics: readonly MetricDescription[];
  /** How often it is worth reading; a job never reads more often than this, nor than its own interval. */
  readonly cadenceMs: number;
  /** A reading that takes longer has failed; the next one waits until it has come back. */
  readonly timeoutMs: number;
  /**
   * What the machine says now. Counters come as rates over the time since the previous call: the first call, and one
   * after a counter went backwards, gives none of them. Throws, or rejects, when the machine cannot be read at all.
   */
  read(clock: Clock): Answer<readonly Reading[]>;
  /** For each metric that this machine does not have: why, and what would allow it. Asks for no more than a glance. */
  absent(): Answer<readonly AbsentMetric[]>;
  /** Forgets the counters of the previous call: after a gap the next `read` gives no rates, instead of one over the gap. */
  forget(): void;
  /** Lets go of what it holds open; nothing is called after it. */
  close(): void;
}

/** What is known of a metric before anything is read: the rows of docs/sensors.md. */
export interface MetricDescription {
  readonly metric: string;
  readonly unit: string;
  /** One line: what it means, and what its entities are. */
  readonly meaning: string;
  /** The files of Linux that it is read from. */
  readonly source: string;
  /** How the value comes of what is read. */
  readonly method: string;
  /** The least and the most that can be true; infinite where nothing bounds it. */
  readonly range: readonly [least: number, most: number];
}

/** Why a metric has no rows here, in words for a person, and what would allow it (null: nothing would). */
export interface AbsentMetric {
  readonly metric: string;
  readonly reason: string;
  readonly remedy: string | null;
}
