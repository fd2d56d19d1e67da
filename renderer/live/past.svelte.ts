import type { PageBridge } from '../bridge.ts';
import type { Faults } from '../state/faults.svelte.ts';
import type { Live } from './live.svelte.ts';
import type { Range } from './range.ts';
import type { View } from './view.svelte.ts';

/** Charts hold this much themselves, at every reading. */
export const HELD_MS = 3_600_000;
/** A span is asked for with as much on both sides, so that who pans finds something there. */
const MARGIN = 1;
/** One that is seen at less than this share of what was asked for is too coarse. */
const FINEST_SHARE = 1 / 8;
/** As many pieces as main thins a span out to: sooner there is nothing new to see. */
export const PIECES = 800;
/** A hand that pans asks a few times a second and not for each step. */
const SETTLE_MS = 120;

/** What of the past has to be asked for; null where the charts hold all that is looked at. */
export function neededPast(view: Pick<View, 'zoom' | 'spanMs'>, since: number, now: number): Range | null {
  const { zoom, spanMs } = view;
  if (zoom === null) return HELD_MS < spanMs ? { from: now - spanMs, to: now } : null;
  // What the charts hold begins with their first reading, or an hour ago.
  const held = Math.max(Number.isNaN(since) ? now : since, now - HELD_MS);
  return zoom.from < held ? zoom : null;
}

/** Whether what was asked for before still shows `needed` sharply and whole. */
export function isCovered(needed: Range, asked: Range | null): boolean {
  if (asked === null || needed.from < asked.from || asked.to < needed.to) return false;
  return FINEST_SHARE <= (needed.to - needed.from) / (asked.to - asked.from);
}

/** Brings the part of the past that a person looks at into the charts, and takes it away again. */
export class Past {
  readonly #bridge: PageBridge;
  readonly #live: Live;
  readonly #faults: Faults;
  #asked: Range | null = null;

  constructor(bridge: PageBridge, live: Live, faults: Faults) {
    this.#bridge = bridge;
    this.#live = live;
    this.#faults = faults;
  }

  /** Follows what `view` shows until the returned function is called; `changed` is called when there is something new to draw. */
  follow(view: Pick<View, 'zoom' | 'spanMs'>, changed: () => void): () => void {
    const now = Date.now();
    const needed = neededPast(view, this.#live.since, now);
    if (needed === null) {
      this.#asked = null;
      this.#live.showPast(null);
      return () => undefined;
    }
    let timer = 0;
    const again = (delayMs: number): void => void (timer = window.setTimeout(() => void read(), delayMs));
    const read = async (): Promise<void> => {
      await this.#read(neededPast(view, this.#live.since, Date.now()) ?? needed, view.zoom !== null);
      changed();
      // A live span moves on by itself.
      if (timer !== 0 && view.zoom === null) again(view.spanMs / PIECES);
    };
    if (!isCovered(needed, this.#asked)) again(this.#asked === null ? 1 : SETTLE_MS);
    return () => {
      window.clearTimeout(timer);
      timer = 0;
    };
  }

  async #read({ from, to }: Range, isZoom: boolean): Promise<void> {
    const margin = isZoom ? MARGIN * (to - from) : 0;
    const asked = { from: from - margin, to: to + margin };
    const points = await this.#faults.attempt(this.#bridge.request('readPast', asked.from, asked.to));
    if (points === null) return;
    this.#asked = asked;
    this.#live.showPast(points, (asked.to - asked.from) / PIECES);
  }
}
