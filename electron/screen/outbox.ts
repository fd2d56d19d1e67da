import type { Frame, SeriesPoints } from '../ipc/contract.ts';
import { PointQueue } from './point-queue.ts';

/** Points that may wait for the page: 4 MB, more than an hour of this machine's sensors at one reading a second. */
export const OUTBOX_POINTS = 200_000;

/** How much of a frame is points and names: above 64 KB a message leaves the fast path between processes. */
export const FRAME_BYTES = 60 * 1_024;

/**
 * Holds points until the page is ready for them. At most one frame is in flight, so a slow page gets fewer, larger
 * frames instead of a longer queue. Past `capacity` the oldest points are dropped and counted: the screen
 * may skip, the disk may not.
 *
 * Without a page nothing waits: a page that opens begins with the history instead.
 */
export class Outbox {
  readonly #queue: PointQueue;
  readonly #send: (frame: Frame) => void;
  #sequence = 0;
  #dropped = 0;
  #inFlight = 0;
  #isOpen = false;
  #isPaused = false;

  constructor(capacity: number, send: (frame: Frame) => void) {
    this.#queue = new PointQueue(capacity);
    this.#send = send;
  }

  put(points: SeriesPoints): void {
    if (!this.#isOpen) return;
    this.#dropped += this.#queue.put(points);
  }

  /** Sends what waits, as one frame, if the page is ready for it. */
  flush(): void {
    if (!this.#isOpen || this.#isPaused || this.#inFlight !== 0 || this.#queue.length === 0) return;
    this.#inFlight = ++this.#sequence;
    this.#send({ sequence: this.#sequence, series: this.#queue.take(FRAME_BYTES), dropped: this.#dropped });
  }

  /** The page has drawn frame `sequence`: the next one may go. One that is not in flight, of a page before, changes nothing. */
  drawn(sequence: number): void {
    if (sequence !== this.#inFlight) return;
    this.#inFlight = 0;
    this.flush();
  }

  /** A page has been loaded and begins anew. */
  open(): void {
    this.close();
    this.#isOpen = true;
  }

  /** The page is gone, and with it the frame in flight. */
  close(): void {
    this.#isOpen = false;
    this.#inFlight = 0;
    this.#queue.clear();
  }

  /** Nobody looks: points wait. */
  pause(): void {
    this.#isPaused = true;
  }

  resume(): void {
    this.#isPaused = false;
    this.flush();
  }
}
