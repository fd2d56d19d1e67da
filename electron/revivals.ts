/** How often a page that is gone is loaded again within a minute, before a person is asked. */
export const REVIVALS_MAX = 3;
const SPAN_MS = 60_000;

/** Counts how often the page was loaded again, so that one that always fails does not do so forever. */
export class Revivals {
  #times: number[] = [];

  /** Whether the page may be loaded again at `now` (monotonic milliseconds); if so, that counts. */
  allow(now: number): boolean {
    this.#times = this.#times.filter((time) => now - time < SPAN_MS);
    if (REVIVALS_MAX <= this.#times.length) return false;
    this.#times.push(now);
    return true;
  }

  /** A person has asked for the page: the count begins anew. */
  reset(): void {
    this.#times = [];
  }
}
