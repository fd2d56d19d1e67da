import type { Notice } from '../runtime/protocol.ts';

/** Notices that wait to be taken; nobody reads more at once. */
const WAITING_MAX = 100;

/**
 * Collects what all notification sinks of a subtask tell and sends it together: one message per turn of the event loop at most, and none while
 * the last one is not taken. Never makes a pipeline wait.
 */
export class Notices {
  readonly #send: (notices: readonly Notice[]) => void;
  #waiting: Notice[] = [];
  #inFlight = false;
  #scheduled = false;

  constructor(send: (notices: readonly Notice[]) => void) {
    this.#send = send;
  }

  get isFull(): boolean {
    return WAITING_MAX <= this.#waiting.length;
  }

  /** Takes in a notice; only while `isFull` is false. */
  put(notice: Notice): void {
    this.#waiting.push(notice);
    this.#schedule();
  }

  /** The last message was taken: the next one may go. */
  taken(): void {
    this.#inFlight = false;
    this.#schedule();
  }

  #schedule(): void {
    if (this.#inFlight || this.#scheduled || this.#waiting.length === 0) return;
    this.#scheduled = true;
    setImmediate(() => this.flush());
  }

  /** Sends what waits now. */
  flush(): void {
    this.#scheduled = false;
    if (this.#waiting.length === 0) return;
    this.#inFlight = true;
    const notices = this.#waiting;
    this.#waiting = [];
    this.#send(notices);
  }
}
