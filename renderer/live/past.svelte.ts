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
/** From here on pieces are as long as so many of these: main holds what it has read in such pieces. */
const WHOLE_MS = 10_000;
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

/**
 * What is asked for to see `needed`, and `margin` times as much on both sides. Pieces are rounded up and begin where those of the last
 * time did, so what is seen does not change while a hand pans.
 */
export function askedFor({ from, to }: Range, margin: number): Range {
  const side = margin * (to - from);
  // One piece more than is needed, because the first begins before.
  const least = (to - from + 2 * side) / (PIECES - 1);
  const step = WHOLE_MS <= least ? WHOLE_MS : 1;
  const pieceMs = Math.ceil(least / step) * step;
  const start = Math.floor((from - side) / pieceMs) * pieceMs;
  return { from: start, to: start + PIECES * pieceMs };
}

/** Brings the part of the past that a person looks at into the charts, and takes it away again. */
export class Past {
  readonly #bridge: PageBridge;
  readonly #live: Live;
  readonly #faults: Faults;
  /** Whether what is looked at is there, is being read, or could not be; the banner tells why. */
  state = $state<'there' | 'reading' | 'failed'>('there');
  #tries = $state(0);
  /** What the charts hold of the past. */
  #asked: Range | null = null;
  #pieceMs = NaN;

  constructor(bridge: PageBridge, live: Live, faults: Faults) {
    this.#bridge = bridge;
    this.#live = live;
    this.#faults = faults;
  }

  /** Follows what `view` shows until the returned function is called; `changed` is called when there is something new to draw. */
  follow(view: Pick<View, 'zoom' | 'spanMs'>, changed: () => void): () => void {
    void this.#tries;
    const needed = neededPast(view, this.#live.since, Date.now());
    if (needed === null) {
      this.state = 'there';
      this.#asked = null;
      this.#live.showPast(null);
      return () => undefined;
    }
    const isLive = view.zoom === null;
    let timer = 0;
    const again = (delayMs: number, step: () => Promise<void>): void => {
      timer = window.setTimeout(() => {
        void step().then(() => {
          changed();
          if (timer !== 0 && isLive) again(view.spanMs / PIECES, move);
        });
      }, delayMs);
    };
    // A live span moves on by itself, and the charts hold what it moves on to.
    const move = async (): Promise<void> => {
      if (!this.#moveOn(Date.now())) await read();
    };
    const read = async (): Promise<void> => {
      const now = Date.now();
      await this.#read(neededPast(view, this.#live.since, now) ?? needed, isLive ? 0 : MARGIN, now);
    };
    if (isLive || !isCovered(needed, this.#asked)) again(this.#asked === null ? 1 : SETTLE_MS, read);
    return () => {
      window.clearTimeout(timer);
      timer = 0;
    };
  }

  /** Reads again what could not be read. */
  again(): void {
    this.#asked = null;
    this.#tries++;
  }

  async #read(needed: Range, margin: number, now: number): Promise<void> {
    const { from, to } = askedFor(needed, margin);
    this.state = 'reading';
    const points = await this.#faults.attempt(this.#bridge.request('readPast', from, to));
    this.state = points === null ? 'failed' : 'there';
    if (points === null) return;
    this.#pieceMs = (to - from) / PIECES;
    // Of what is to come there was nothing yet.
    this.#asked = { from, to: Math.min(to, now) };
    this.#live.showPast(points, this.#pieceMs);
  }

  /** Takes over from the charts what came since; false where they do not hold all of it any more. */
  #moveOn(now: number): boolean {
    if (this.#asked === null || this.#asked.to < now - HELD_MS) return false;
    const { from, to } = this.#asked;
    this.#live.extendPast({ from: to, to: now }, this.#pieceMs);
    this.#asked = { from: from + now - to, to: now };
    return true;
  }
}
