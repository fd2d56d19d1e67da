import { systemTimers } from '../timers.ts';
import type { Timers } from '../timers.ts';

/** Reads at once. All jobs together must leave threads for the disk: the pool has sixteen (`widenThreadPool`). */
const MOST = 3;
/** A read that takes longer hangs. */
const HANG_MS = 600;

/** What a read is rejected with that hangs, or that would. */
export function isHanging(error: unknown): boolean {
  return error instanceof Error && 'hangs' in error;
}

/**
 * Bounds the reads of files that may never answer, since a thread that waits for one can never be ended. One that hangs is given up
 * and keeps its place until it comes back; where all places are kept so, no further file is asked.
 */
export class FileReads {
  readonly #timers: Timers;
  readonly #most: number;
  #running = 0;
  #hanging = 0;
  #queue: { readonly start: () => void; readonly refuse: (error: Error) => void }[] = [];

  constructor(timers: Timers = systemTimers, most = MOST) {
    this.#timers = timers;
    this.#most = most;
  }

  /** What `read` gives, when its turn has come. */
  async run<T>(read: () => Promise<T>): Promise<T> {
    if (this.#hanging === this.#most) throw this.#full();
    // Who waits is handed the place of the one before.
    if (this.#running < this.#most) this.#running++;
    else await new Promise<void>((start, refuse) => this.#queue.push({ start, refuse }));
    return this.#within(read());
  }

  #within<T>(reading: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      let hangs = false;
      const cancel = this.#timers.after(HANG_MS, () => {
        hangs = true;
        this.#hanging++;
        reject(hanging(`it does not answer within ${HANG_MS / 1000} s`));
        if (this.#hanging === this.#most) for (const { refuse } of this.#queue.splice(0)) refuse(this.#full());
      });
      const end = (): void => {
        cancel();
        if (hangs) this.#hanging--;
        const next = this.#queue.shift();
        if (next) next.start();
        else this.#running--;
      };
      reading.then(resolve, reject).finally(end);
    });
  }

  #full(): Error {
    return hanging(`${this.#most} other files of sensors do not answer, and no more are asked until one does`);
  }
}

/** An error that `isHanging` knows. */
export function hanging(message: string): Error {
  return Object.assign(new Error(message), { hangs: true });
}
