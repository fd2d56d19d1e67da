import type { ChartPoints } from '../runtime/protocol.ts';
import { WaitingPoints, type ChartPoint } from './waiting-points.ts';

/** Points that wait for the screen; past this the new ones are given up and counted. */
const WAITING_POINTS_MAX = 100_000;

/** Series of one chart; a chart of ever new series would fill the memory of everybody on the way. */
const SERIES_PER_CHART_MAX = 200;

/**
 * Collects the points of all chart sinks of a subtask and sends them together: one message per turn of the event loop at
 * most, and none while the last one is not taken. Never makes a pipeline wait: the screen may skip, and what it skips is counted.
 */
export class Screen {
  readonly #send: (points: readonly ChartPoints[]) => void;
  readonly #waiting = new WaitingPoints(SERIES_PER_CHART_MAX);
  #dropped = 0;
  #inFlight = false;
  #scheduled = false;

  constructor(send: (points: readonly ChartPoints[]) => void) {
    this.#send = send;
  }

  /** Points given up since the start. */
  get dropped(): number {
    return this.#dropped;
  }

  put(sink: string, point: ChartPoint): void {
    if (WAITING_POINTS_MAX <= this.#waiting.count || !this.#waiting.put(sink, point)) this.#dropped++;
    else this.#schedule();
  }

  /** The last message was taken: the next one may go. */
  taken(): void {
    this.#inFlight = false;
    this.#schedule();
  }

  #schedule(): void {
    if (this.#inFlight || this.#scheduled || this.#waiting.count === 0) return;
    this.#scheduled = true;
    setImmediate(() => this.#flush());
  }

  #flush(): void {
    this.#scheduled = false;
    this.#inFlight = true;
    this.#send(this.#waiting.take());
  }
}
