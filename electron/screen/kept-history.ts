import { appendFileSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Fault, systemReason, Thinning, type Buckets } from '../../engine/index.ts';
import type { SeriesPoints } from '../ipc/contract.ts';
import { decodeBlocks, encodeBlock } from './history-block.ts';

const HOUR_MS = 3_600_000;
/** A kill loses at most this much of what the charts show. */
const WRITE_AFTER_MS = 10_000;
/** A day and the hour that runs. */
const HOURS_KEPT = 25;
/** Beyond this the oldest hours go. */
export const HISTORY_FILE_BYTES_MAX = 256 * 1024 * 1024;
const ENDING = '.history';

interface KeptHistoryParts {
  readonly now: () => number;
  /** Hears once that nothing can be kept any more. */
  readonly onTrouble: (error: unknown) => void;
}

/**
 * The points of the charts of the last day on the disk, one file an hour, only ever added to. There is no timer: what came is written with what
 * comes ten seconds later, so a program that is at rest costs nothing.
 */
export class KeptHistory {
  readonly #folder: string;
  readonly #parts: KeptHistoryParts;
  #waiting = new Map<string, SeriesPoints[]>();
  #since = NaN;
  #isBroken = false;

  constructor(folder: string, parts: KeptHistoryParts) {
    this.#folder = folder;
    this.#parts = parts;
  }

  put(points: SeriesPoints): void {
    const key = JSON.stringify([points.chart, points.series]);
    const list = this.#waiting.get(key) ?? [];
    list.push(points);
    this.#waiting.set(key, list);
    const now = this.#parts.now();
    if (Number.isNaN(this.#since)) this.#since = now;
    if (WRITE_AFTER_MS <= now - this.#since) this.flush();
  }

  /** Writes what waits. */
  flush(): void {
    const blocks = [...this.#waiting.values()].map(joined);
    this.#waiting = new Map();
    this.#since = NaN;
    if (blocks.length === 0 || this.#isBroken) return;
    try {
      const hour = Math.floor(this.#parts.now() / HOUR_MS);
      mkdirSync(this.#folder, { recursive: true });
      appendFileSync(this.#file(hour), encodeBlock(blocks));
      this.#forget(hour);
    } catch (error) {
      // Charts go on from memory; a sentence every ten seconds would help nobody.
      this.#isBroken = true;
      const advice = 'free some space and start the app again to have the charts of today after a restart';
      const message = `charts: cannot write ${this.#folder} (${systemReason(error)}); ${advice}`;
      this.#parts.onTrouble(new Fault('internal', message));
    }
  }

  /** The points between two moments, thinned out to at most two for each bucket and series. */
  async read(buckets: Buckets): Promise<readonly SeriesPoints[]> {
    const thinning = new Thinning(buckets);
    // Points are filed by when they came, and may be of an hour before.
    const first = Math.floor(buckets.from / HOUR_MS);
    for (const hour of this.#hours()) {
      if (hour < first || buckets.to + HOUR_MS < hour * HOUR_MS) continue;
      // Between two hours others have their turn.
      const bytes = await readFile(this.#file(hour)).catch(() => Buffer.alloc(0));
      decodeBlocks(bytes, (points) => thinning.take(points));
    }
    for (const list of this.#waiting.values()) for (const points of list) thinning.take(points);
    return thinning.points();
  }

  #forget(hour: number): void {
    let bytes = 0;
    for (const each of this.#hours().reverse()) {
      bytes += statSync(this.#file(each)).size;
      if (each <= hour - HOURS_KEPT || HISTORY_FILE_BYTES_MAX < bytes) rmSync(this.#file(each), { force: true });
    }
  }

  /** The hours that there are, the oldest first. */
  #hours(): number[] {
    let names: readonly string[];
    try {
      names = readdirSync(this.#folder);
    } catch {
      // Nothing was kept yet.
      return [];
    }
    return names
      .filter((name) => /^\d+\.history$/.test(name))
      .map((name) => Number(name.slice(0, -ENDING.length)))
      .sort((left, right) => left - right);
  }

  #file(hour: number): string {
    return path.join(this.#folder, `${hour}${ENDING}`);
  }
}

function joined(list: readonly SeriesPoints[]): SeriesPoints {
  const times = list.flatMap((points) => [...points.times]);
  const values = list.flatMap((points) => [...points.values]);
  return { ...list[0]!, times: Float64Array.from(times), values: Float64Array.from(values) };
}
