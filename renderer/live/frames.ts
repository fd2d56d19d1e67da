/** What the loop needs of the browser; tests bring their own. */
export interface FrameHost {
  now(): number;
  isHidden(): boolean;
  requestFrame(run: () => void): number;
  cancelFrame(id: number): void;
  setTimer(run: () => void, delayMs: number): number;
  clearTimer(id: number): void;
}

type Draw = (now: number) => void;

/** New data that comes often is drawn at most this often; a page that gets a frame every 20 ms would be busy with nothing else. */
const DATA_INTERVAL_MS = 200;

/** Data is drawn at once as long as that happened less than twice in so much time: what slow sensors say comes shortly after the others. */
const SELDOM_MS = 800;

/** Charts draw for this long in one frame; those that are left draw in the next one, so that no frame is late. */
const SLICE_MS = 8;
/** Where data comes seldom a frame now and then may be late: a reading is seen sooner if all charts draw in one. */
const SELDOM_SLICE_MS = 24;

/**
 * The one animation loop of the page: all charts draw the same moment, in one frame if they are quick enough, else in a few that
 * follow each other. It asks for a frame only when something changed or time has moved the charts by something that can be seen.
 */
export class Frames {
  readonly #host: FrameHost;
  readonly #draws = new Set<Draw>();
  /** Those that have still to draw the moment `#moment`. */
  #round: Draw[] = [];
  #moment = -Infinity;
  #sliceMs = SLICE_MS;
  #afterRound = Infinity;
  #drawn: (() => void)[] = [];
  #intervalMs = Infinity;
  #lastDraw = -Infinity;
  /** When data was drawn the last two times, the older one first. */
  #dataDraws: readonly [number, number] = [-Infinity, -Infinity];
  #due = Infinity;
  #timer = 0;
  #frame = 0;

  constructor(host: FrameHost) {
    this.#host = host;
  }

  /** Calls `draw` in every drawn frame until the returned function is called. */
  onFrame(draw: Draw): () => void {
    this.#draws.add(draw);
    this.invalidate();
    return () => this.#draws.delete(draw);
  }

  /** The charts move by themselves: draw again after `intervalMs` even when nothing came; Infinity: never. */
  glide(intervalMs: number): void {
    this.#intervalMs = intervalMs;
    this.#arm(this.#lastDraw + intervalMs);
  }

  /** A person did something: draw in the next frame. */
  invalidate(): void {
    this.#arm(this.#host.now());
  }

  /** New points are there: draw soon, and call `drawn` then. Where nobody looks, that is at once. */
  dataArrived(drawn: () => void): void {
    if (this.#draws.size === 0 || this.#host.isHidden()) {
      drawn();
      return;
    }
    this.#drawn.push(drawn);
    this.#arm(this.#dataDue());
  }

  #dataDue(): number {
    const now = this.#host.now();
    if (this.#isSeldom(now)) return now;
    // A chart that glides draws within a quarter of a second anyway; an extra frame for each piece of data would double the cost.
    const isGliding = this.#intervalMs <= GLIDE_SHORT_MS;
    return Math.max(now, this.#lastDraw + (isGliding ? this.#intervalMs : DATA_INTERVAL_MS));
  }

  #isSeldom(now: number): boolean {
    return this.#dataDraws[0] + SELDOM_MS <= now;
  }

  /** The page was hidden or shown: hidden pages draw nothing and answer at once. */
  visibilityChanged(): void {
    this.#disarm();
    if (this.#host.isHidden()) this.#answer();
    else this.invalidate();
  }

  #arm(due: number): void {
    if (this.#draws.size === 0 || this.#host.isHidden() || due === Infinity) return;
    if (0 < this.#round.length) {
      this.#afterRound = Math.min(this.#afterRound, due);
      return;
    }
    if (this.#due <= due) return;
    this.#disarm();
    this.#due = due;
    const delayMs = due - this.#host.now();
    if (delayMs < 8) this.#frame = this.#host.requestFrame(() => this.#run());
    else this.#timer = this.#host.setTimer(() => this.#request(), delayMs);
  }

  #request(): void {
    this.#timer = 0;
    this.#frame = this.#host.requestFrame(() => this.#run());
  }

  #run(): void {
    this.#frame = 0;
    const began = this.#host.now();
    if (this.#round.length === 0) {
      this.#due = Infinity;
      this.#lastDraw = began;
      this.#moment = began;
      this.#sliceMs = 0 < this.#drawn.length && this.#isSeldom(began) ? SELDOM_SLICE_MS : SLICE_MS;
      if (0 < this.#drawn.length) this.#dataDraws = [this.#dataDraws[1], began];
      this.#round = [...this.#draws];
    }
    this.#drawSlice(began);
    if (0 < this.#round.length) this.#frame = this.#host.requestFrame(() => this.#run());
    else this.#endRound();
  }

  #drawSlice(began: number): void {
    for (let draw = this.#round.shift(); draw !== undefined; draw = this.#round.shift()) {
      // It may have gone since the round began.
      if (this.#draws.has(draw)) draw(this.#moment);
      if (this.#sliceMs <= this.#host.now() - began) return;
    }
  }

  #endRound(): void {
    const next = Math.min(this.#afterRound, this.#lastDraw + this.#intervalMs);
    this.#afterRound = Infinity;
    this.#answer();
    this.#arm(next);
  }

  #answer(): void {
    const waiting = this.#drawn;
    this.#drawn = [];
    for (const drawn of waiting) drawn();
  }

  #disarm(): void {
    if (this.#timer !== 0) this.#host.clearTimer(this.#timer);
    if (this.#frame !== 0) this.#host.cancelFrame(this.#frame);
    this.#timer = 0;
    this.#frame = 0;
    this.#due = Infinity;
    this.#round = [];
    this.#afterRound = Infinity;
  }
}

/** Charts that move at least this often glide for the eye. */
export const GLIDE_SHORT_MS = 500;

/** The loop of a real page, which follows the page's visibility as long as the page lives. */
export function pageFrames(): Frames {
  const frames = new Frames({
    now: () => Date.now(),
    isHidden: () => document.hidden,
    requestFrame: (run) => requestAnimationFrame(run),
    cancelFrame: (id) => cancelAnimationFrame(id),
    setTimer: (run, delayMs) => window.setTimeout(run, delayMs),
    clearTimer: (id) => window.clearTimeout(id),
  });
  document.addEventListener('visibilitychange', () => frames.visibilityChanged());
  return frames;
}
