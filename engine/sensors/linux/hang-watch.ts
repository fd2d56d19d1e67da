import { GAP, sensorFailed } from '../gap.ts';
import type { Reading } from '../sensor.ts';
import { isHanging } from './file-reads.ts';
import type { SensorFile, SensorFileParts } from './sensor-file.ts';

/** What a reader's files are read with. */
export interface FileParts {
  /** Tells of a file that hangs, once, and of its coming back. */
  readonly warn?: ((message: string) => void) | undefined;
  readonly files?: SensorFileParts;
}

/** A file, and whose reading it holds. */
export interface Watched {
  readonly metric: string;
  readonly entity: string;
  readonly file: SensorFile;
}

/** Reads the files of one sensor, of which each may hang alone: that is told of once, and the time of it is a gap when it is back. */
export class HangWatch {
  readonly #warn: (message: string) => void;
  /** Since when each reading hangs. */
  readonly #sinceMs = new Map<string, number>();

  constructor(warn: (message: string) => void = () => undefined) {
    this.#warn = warn;
  }

  /** The number in `file`; rejects as its reading does. `readings` gets the gap, where one has just ended. */
  async read({ metric, entity, file }: Watched, nowMs: number, readings: Reading[]): Promise<number> {
    const value = await file.read().catch((error: unknown) => {
      if (isHanging(error)) this.#tellHanging({ metric, entity, file }, nowMs);
      throw error;
    });
    const sinceMs = this.#sinceMs.get(`${metric} ${entity}`);
    if (sinceMs === undefined) return value;
    this.#sinceMs.delete(`${metric} ${entity}`);
    const seconds = (nowMs - sinceMs) / 1000;
    this.#warn(`${metric} of "${entity}" answers again after ${seconds} s`);
    readings.push({ metric: GAP, entity: sensorFailed(`${metric} ${entity}`), value: seconds, unit: 's' });
    return value;
  }

  #tellHanging({ metric, entity, file }: Watched, nowMs: number): void {
    if (this.#sinceMs.has(`${metric} ${entity}`)) return;
    this.#sinceMs.set(`${metric} ${entity}`, nowMs);
    this.#warn(`${metric} of "${entity}" hangs: ${file.path} does not answer; the others go on`);
  }
}
