import type { ChartSinkOptions } from '../document/plan.ts';
import type { Schema } from '../data/types.ts';
import type { ChartPoints } from '../runtime/protocol.ts';
import { createChartSink } from './chart.ts';
import type { Sink } from './sink.ts';
import { WaitingPoints, type ChartPoint } from './waiting-points.ts';

/** Points that may wait for who follows them; past this the pipeline waits. */
export const FOLLOWED_MAX = 10_000;

/**
 * The way of points to somebody who has to see each of them: a rule that misses a reading is wrong. One message is on its way at a time;
 * while it is not taken and too many wait, the pipeline waits, and a sensor counts the ticks that it cannot give.
 */
export class Followed {
  readonly #send: (points: readonly ChartPoints[]) => void;
  // A row is given up nowhere, so series are as many as rows that may wait.
  readonly #waiting = new WaitingPoints(Infinity);
  #inFlight = false;
  #scheduled = false;
  #room: { readonly promise: Promise<void>; readonly settle: () => void } | null = null;

  constructor(send: (points: readonly ChartPoints[]) => void) {
    this.#send = send;
  }

  put(sink: string, point: ChartPoint): void {
    this.#waiting.put(sink, point);
    this.#schedule();
  }

  /** Null while more may come; else settles once it may. */
  room(): Promise<void> | null {
    if (this.#waiting.count < FOLLOWED_MAX) return null;
    this.#room ??= withSettle();
    return this.#room.promise;
  }

  /** The last message was taken: the next one may go. */
  taken(): void {
    this.#inFlight = false;
    this.#schedule();
  }

  /** Sends what waits now, and holds nobody up any more. */
  flush(): void {
    this.#scheduled = false;
    if (0 < this.#waiting.count) {
      this.#inFlight = true;
      this.#send(this.#waiting.take());
    }
    this.#room?.settle();
    this.#room = null;
  }

  #schedule(): void {
    if (this.#inFlight || this.#scheduled || this.#waiting.count === 0) return;
    this.#scheduled = true;
    setImmediate(() => {
      if (this.#scheduled) this.flush();
    });
  }
}

/** A chart sink whose points go to who follows them, every one. */
export function createFollowedSink(id: string, options: ChartSinkOptions, schema: Schema, followed: Followed): Sink {
  return {
    ...createChartSink(id, options, schema, followed),
    room: () => followed.room(),
    hurry: () => followed.flush(),
    finish: () => Promise.resolve(followed.flush()),
  };
}

function withSettle(): { readonly promise: Promise<void>; readonly settle: () => void } {
  let settle: () => void = () => undefined;
  const promise = new Promise<void>((resolve) => (settle = resolve));
  return { promise, settle };
}
