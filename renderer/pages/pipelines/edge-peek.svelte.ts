import type { LookedAt } from './last-rows.svelte.ts';

/** How long a pointer rests on an edge before its rows are shown, and how long they stay for a pointer on its way to them. */
const REST_MS = 250;
const STAY_MS = 250;

/** Rows of an edge beside it. */
export interface Peek extends Pick<LookedAt, 'node' | 'output'> {
  /** Where the edge ends on the screen, in pixels. */
  readonly x: number;
  readonly y: number;
}

/** The edge whose last rows are shown beside it, while a person points at it or has moved there by keyboard. */
export class EdgePeek {
  shown = $state.raw<Peek | null>(null);
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** A pointer has come to an edge. */
  come(peek: Peek): void {
    this.#after(REST_MS, () => (this.shown = peek));
  }

  /** It is on the rows themselves: they stay. */
  stay(): void {
    clearTimeout(this.#timer);
  }

  /** It has gone. */
  leave(): void {
    this.#after(STAY_MS, () => (this.shown = null));
  }

  /** Takes the rows away at once. */
  hide(): void {
    clearTimeout(this.#timer);
    this.shown = null;
  }

  #after(delayMs: number, work: () => void): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(work, delayMs);
  }
}
