import { follow } from './follow.ts';

/** What is asked for once a period as long as somebody looks: on its way, there, or not to be had until it is asked for again. */
export class Followed<T> {
  /** What was told last; null before the first answer. */
  told = $state.raw<T | null>(null);
  hasFailed = $state(false);
  #tries = $state(0);

  /** Asks until the returned function is called, or nothing is to be had. */
  from(ask: () => Promise<T | null>): () => void {
    // Where a person tries again, the effect that follows runs anew.
    void this.#tries;
    this.told = null;
    this.hasFailed = false;
    return follow(
      ask,
      (told) => (this.told = told),
      () => (this.hasFailed = true),
    );
  }

  /** Asks again for what could not be had. */
  again(): void {
    this.#tries++;
  }
}
