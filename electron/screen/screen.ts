import type { JobPoints } from '../../engine/index.ts';
import type { Frame, SeriesPoints } from '../ipc/contract.ts';
import { History } from './history.ts';
import { Outbox, OUTBOX_POINTS } from './outbox.ts';

/** The road from the chart sinks to the page: everything goes into the history, and to the page as fast as it draws. */
export class Screen {
  /** Settles when a page has drawn points for the first time. */
  readonly firstDrawn: Promise<void>;
  readonly #history = new History();
  readonly #outbox: Outbox;
  #settleFirstDrawn: () => void = () => undefined;

  constructor(send: (frame: Frame) => void) {
    this.#outbox = new Outbox(OUTBOX_POINTS, send);
    this.firstDrawn = new Promise((resolve) => {
      this.#settleFirstDrawn = resolve;
    });
  }

  /** Takes in what one chart sink of a job has received. */
  take({ job, sink, series }: JobPoints): void {
    const chart = `${job}/${sink}`;
    for (const each of series) {
      const points: SeriesPoints = { chart, ...each };
      this.#history.put(points);
      this.#outbox.put(points);
    }
    this.#outbox.flush();
  }

  /** A page has been loaded: gives what it begins with. Frames go to it from now on. */
  open(): readonly SeriesPoints[] {
    this.#outbox.open();
    return this.#history.points();
  }

  close(): void {
    this.#outbox.close();
  }

  /** The page has drawn frame `sequence`. */
  drawn(sequence: number): void {
    this.#settleFirstDrawn();
    this.#outbox.drawn(sequence);
  }

  pause(): void {
    this.#outbox.pause();
  }

  resume(): void {
    this.#outbox.resume();
  }
}
