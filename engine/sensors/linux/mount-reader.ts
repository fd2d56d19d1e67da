import { systemReason } from '../../fault.ts';
import type { Clock } from '../../time/clock.ts';
import { GAP, sensorFailed } from '../gap.ts';
import type { Reading } from '../sensor.ts';
import type { Timers } from '../timers.ts';
import type { Mount } from './mounts.ts';

/** The size of a file system, in bytes. */
export interface FileSystemSize {
  readonly total: number;
  readonly used: number;
  /** What a user without special rights can still write. */
  readonly available: number;
  /** Missing where their number is not limited. */
  readonly inodes?: { readonly total: number; readonly used: number };
}

/** What a mount reader works with. */
export interface MountParts {
  readonly timers: Timers;
  readonly clock: Clock;
  readonly warn: (message: string) => void;
  readonly size: (path: string) => Promise<FileSystemSize>;
}

const TIMEOUT_MS = 1000;

/** Asks one mounted file system for its size, and gives up waiting for one that does not answer. */
export class MountReader {
  readonly mount: Mount;
  readonly #parts: MountParts;
  #isUnanswered = false;
  #failedSinceMs: number | null = null;

  constructor(mount: Mount, parts: MountParts) {
    this.mount = mount;
    this.#parts = parts;
  }

  /** Whether an earlier question still has no answer. */
  get isUnanswered(): boolean {
    return this.#isUnanswered;
  }

  /** What it says now; nothing while it owes an answer or fails. After a failure, with a row that tells of the gap. */
  async read(): Promise<readonly Reading[]> {
    if (this.#isUnanswered) return [];
    const answer = await this.#ask();
    if (typeof answer === 'string') {
      this.#fail(answer);
      return [];
    }
    const readings = sizeReadings(this.mount.point, answer);
    return this.#failedSinceMs === null ? readings : [this.#recover(this.#failedSinceMs), ...readings];
  }

  /** The size, or why there is none. */
  #ask(): Promise<FileSystemSize | string> {
    return new Promise((resolve) => {
      this.#isUnanswered = true;
      const cancel = this.#parts.timers.after(TIMEOUT_MS, () =>
        resolve(`did not answer within ${TIMEOUT_MS / 1000} s`),
      );
      const settle = (answer: FileSystemSize | string): void => {
        this.#isUnanswered = false;
        cancel();
        resolve(answer);
      };
      this.#parts
        .size(this.mount.point)
        .then(settle, (error: unknown) => settle(`cannot be read (${systemReason(error)})`));
    });
  }

  #fail(reason: string): void {
    if (this.#failedSinceMs !== null) return;
    this.#failedSinceMs = this.#parts.clock.monotonic();
    this.#parts.warn(`file system ${this.mount.point} (${this.mount.type}) ${reason}; the others go on`);
  }

  #recover(sinceMs: number): Reading {
    this.#failedSinceMs = null;
    this.#parts.warn(`file system ${this.mount.point} (${this.mount.type}) answers again`);
    const value = (this.#parts.clock.monotonic() - sinceMs) / 1000;
    return { metric: GAP, entity: sensorFailed(`system.filesystem.utilization ${this.mount.point}`), value, unit: 's' };
  }
}

/** The rows of a file system; none of one without a size, as those of some programs are. */
export function sizeReadings(entity: string, { total, used, available, inodes }: FileSystemSize): readonly Reading[] {
  if (!(0 < total) || !(0 < used + available)) return [];
  const readings = [
    { metric: 'system.filesystem.utilization', entity, value: used / (used + available), unit: '1' },
    { metric: 'system.filesystem.usage', entity, value: used, unit: 'By' },
    { metric: 'system.filesystem.limit', entity, value: total, unit: 'By' },
  ];
  if (inodes === undefined) return readings;
  return [
    ...readings,
    { metric: 'system.filesystem.inodes.utilization', entity, value: inodes.used / inodes.total, unit: '1' },
    { metric: 'system.filesystem.inodes.usage', entity, value: inodes.used, unit: '{inode}' },
    { metric: 'system.filesystem.inodes.limit', entity, value: inodes.total, unit: '{inode}' },
  ];
}
