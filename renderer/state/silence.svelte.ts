/** Main tells what the app costs every two seconds: without a word for so long it does not answer. */
export const SILENT_AFTER_MS = 10_000;

/** A machine that wakes has slept through all timers: then there is so long for a word. */
const GRACE_MS = 3_000;

/** Whether main tells anything. */
export class Silence {
  /** When it was heard last; null: it speaks, or nobody looks and it has nothing to say. */
  since = $state<number | null>(null);
  #heardAt = Date.now();
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Main has told something. */
  heard(): void {
    this.#heardAt = Date.now();
    this.since = null;
    this.#wait(SILENT_AFTER_MS, () => this.#wait(GRACE_MS, () => this.#note()));
  }

  /** The page was hidden or is shown: main tells nothing to pages that nobody sees. */
  visibilityChanged(): void {
    this.heard();
  }

  #note(): void {
    if (document.visibilityState === 'visible') this.since = this.#heardAt;
  }

  #wait(delayMs: number, then: () => void): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(then, delayMs);
  }
}
