import type { PagePlace } from './ipc/place.ts';

/** Where the person was in the page: the page itself may be gone. */
export class KeptPlace {
  #kept: PagePlace | null = null;

  /** What the page told last; null before. */
  get kept(): PagePlace | null {
    return this.#kept;
  }

  keep(place: PagePlace): void {
    this.#kept = place;
  }
}
