import { readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';

export const HOUR_MS = 3_600_000;
/** A day and the hour that runs. */
const HOURS_KEPT = 25;

/** Files of a folder that hold one hour each, of which the last day is kept; others may lie beside them. */
export class HourFiles {
  readonly #folder: string;
  readonly #ending: string;

  constructor(folder: string, ending: string) {
    this.#folder = folder;
    this.#ending = ending;
  }

  /** The hours that there are, since 1970 UTC, the oldest first. */
  async hours(): Promise<number[]> {
    // Where there is no folder, nothing was kept yet.
    const names = await readdir(this.#folder).catch(() => [] as string[]);
    return names
      .filter((name) => name.endsWith(this.#ending) && /^\d+$/.test(name.slice(0, -this.#ending.length)))
      .map((name) => Number(name.slice(0, -this.#ending.length)))
      .sort((left, right) => left - right);
  }

  file(hour: number): string {
    return path.join(this.#folder, `${hour}${this.#ending}`);
  }

  /** Removes what is more than a day before `hour`, and of the rest the oldest where there are more than `bytesMax`. */
  async forget(hour: number, bytesMax = Infinity): Promise<void> {
    let bytes = 0;
    for (const each of (await this.hours()).reverse()) {
      bytes += (await stat(this.file(each))).size;
      if (each <= hour - HOURS_KEPT || bytesMax < bytes) await rm(this.file(each), { force: true });
    }
  }
}
