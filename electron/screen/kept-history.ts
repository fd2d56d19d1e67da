import { mkdir } from 'node:fs/promises';
import { appendFully, encodeBlock, Fault, systemReason, type Buckets } from '../../engine/index.ts';
import type { SeriesPoints } from '../ipc/contract.ts';
import { HOUR_MS, HourFiles } from './hour-files.ts';

/** A kill loses at most this much of what the charts show. */
const WRITE_AFTER_MS = 10_000;
/** Beyond this the oldest hours go. */
export const HISTORY_FILE_BYTES_MAX = 256 * 1024 * 1024;
/** The sizes of all files are looked at after so many bytes. */
const CHECK_BYTES = 4 * 1024 * 1024;
/** What may wait for a disk that does not answer: 3 MB. */
export const WAITING_POINTS_MAX = 200_000;

interface KeptHistoryParts {
  readonly now: () => number;
  /** Hears once that nothing can be kept any more. */
  readonly onTrouble: (error: unknown) => void;
  /** Reads files of points together with those that are not written yet, off this thread. */
  readonly read: (
    files: readonly string[],
    unwritten: readonly SeriesPoints[],
    buckets: Buckets,
  ) => Promise<readonly SeriesPoints[]>;
  /** Appends to a file, off this thread; tests bring one that hangs. */
  readonly append?: (path: string, bytes: Uint8Array) => Promise<void>;
}

/** Where points are that were kept. */
export interface HeldBetween {
  readonly files: readonly string[];
  readonly unwritten: readonly SeriesPoints[];
}

/**
 * The points of the charts of the last day on the disk, one file an hour, only ever added to. There is no timer: what came is written with what
 * comes ten seconds later, so a program that is at rest costs nothing. No call waits for the disk: one write is under way at a time, and what comes
 * meanwhile goes along with the next.
 */
export class KeptHistory {
  readonly #folder: string;
  readonly #files: HourFiles;
  readonly #parts: KeptHistoryParts;
  readonly #append: (path: string, bytes: Uint8Array) => Promise<void>;
  #waiting = new Map<string, SeriesPoints[]>();
  #waitingPoints = 0;
  #since = NaN;
  #underWay: readonly SeriesPoints[] = [];
  #writing: Promise<void> | null = null;
  #checkedHour = NaN;
  #uncheckedBytes = 0;
  #isBroken = false;
  #isTold = false;

  constructor(folder: string, parts: KeptHistoryParts) {
    this.#folder = folder;
    this.#files = new HourFiles(folder, '.history');
    this.#parts = parts;
    this.#append = parts.append ?? appendFully;
  }

  put(points: SeriesPoints): void {
    if (this.#isBroken) return;
    const key = JSON.stringify([points.chart, points.series]);
    const list = this.#waiting.get(key) ?? [];
    list.push(points);
    this.#waiting.set(key, list);
    this.#waitingPoints += points.times.length;
    const now = this.#parts.now();
    if (Number.isNaN(this.#since)) this.#since = now;
    if (WRITE_AFTER_MS <= now - this.#since && this.#writing === null) this.#begin();
    if (WAITING_POINTS_MAX < this.#waitingPoints) this.#giveUp();
  }

  /** Writes what waits; settles when it is with the system, or told to be lost. */
  async flush(): Promise<void> {
    await this.written();
    this.#begin();
    await this.written();
  }

  /** Settles once no write is under way. */
  async written(): Promise<void> {
    await this.#writing;
  }

  /** The files that hold points between two moments, the oldest first, and the points that may be in none yet. */
  async between(from: number, to: number): Promise<HeldBetween> {
    // Taken before the files are read: what is being written may be in them or not, and twice is as once.
    const unwritten = [...this.#underWay, ...[...this.#waiting.values()].flat()];
    // Points are filed by when they came, and may be of an hour before.
    const first = Math.floor(from / HOUR_MS);
    const hours = (await this.#files.hours()).filter((hour) => first <= hour && hour * HOUR_MS <= to + HOUR_MS);
    return { files: hours.map((hour) => this.#files.file(hour)), unwritten };
  }

  /** The points between two moments, thinned out to at most two for each bucket and series. */
  async read(buckets: Buckets): Promise<readonly SeriesPoints[]> {
    const { files, unwritten } = await this.between(buckets.from, buckets.to);
    if (files.length === 0 && unwritten.length === 0) return [];
    return this.#parts.read(files, unwritten, buckets);
  }

  /** Starts to write what waits. */
  #begin(): void {
    const blocks = [...this.#waiting.values()].map(joined);
    this.#forgetWaiting();
    if (blocks.length === 0 || this.#isBroken) return;
    this.#underWay = blocks;
    this.#writing = this.#write(blocks).then(() => {
      this.#underWay = [];
      this.#writing = null;
    });
  }

  async #write(blocks: readonly SeriesPoints[]): Promise<void> {
    try {
      const hour = Math.floor(this.#parts.now() / HOUR_MS);
      const bytes = encodeBlock(blocks);
      await mkdir(this.#folder, { recursive: true });
      await this.#append(this.#files.file(hour), bytes);
      this.#uncheckedBytes += bytes.length;
      if (this.#checkedHour !== hour || CHECK_BYTES < this.#uncheckedBytes) await this.#forget(hour);
    } catch (error) {
      // Charts go on from memory; a sentence every ten seconds would help nobody.
      this.#isBroken = true;
      this.#tell(systemReason(error));
    }
  }

  /** The disk has not answered for long: what waits is in the charts, and will not be there after a restart. */
  #giveUp(): void {
    this.#forgetWaiting();
    this.#tell('it does not answer');
  }

  #forgetWaiting(): void {
    this.#waiting = new Map();
    this.#waitingPoints = 0;
    this.#since = NaN;
  }

  #tell(reason: string): void {
    if (this.#isTold) return;
    this.#isTold = true;
    const advice = 'free some space and start the app again to have the charts of today after a restart';
    this.#parts.onTrouble(new Fault('internal', `charts: cannot write ${this.#folder} (${reason}); ${advice}`));
  }

  async #forget(hour: number): Promise<void> {
    this.#checkedHour = hour;
    this.#uncheckedBytes = 0;
    await this.#files.forget(hour, HISTORY_FILE_BYTES_MAX);
  }
}

function joined(list: readonly SeriesPoints[]): SeriesPoints {
  const count = list.reduce((sum, { times }) => sum + times.length, 0);
  const times = new Float64Array(count);
  const values = new Float64Array(count);
  let at = 0;
  for (const points of list) {
    times.set(points.times, at);
    values.set(points.values, at);
    at += points.times.length;
  }
  return { ...list[0]!, times, values };
}
