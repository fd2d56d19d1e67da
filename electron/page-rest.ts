/** How long nobody may be able to see the window before its page is given up. */
export const REST_AFTER_MS = 20_000;

/** What a rest needs to do to the page. */
export interface RestingPage {
  /** Ends the page's process, and its window where nobody would miss it. */
  giveUp(): void;
  /** Loads the page again, where it was. */
  load(): void;
}

/**
 * Gives the page up while nobody can see it, and loads it again when somebody can: a page costs as much memory hidden as shown.
 * The pipelines and recordings run on, and the points of the charts wait in the main process.
 */
export class PageRest {
  readonly #page: RestingPage;
  #timer: NodeJS.Timeout | undefined;
  #isResting = false;

  constructor(page: RestingPage) {
    this.#page = page;
  }

  /** Whether the page was given up and is to stay away. */
  get isResting(): boolean {
    return this.#isResting;
  }

  hidden(): void {
    if (this.#isResting) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#isResting = true;
      this.#page.giveUp();
    }, REST_AFTER_MS);
  }

  shown(): void {
    clearTimeout(this.#timer);
    if (!this.#isResting) return;
    this.#isResting = false;
    this.#page.load();
  }

  /** The window is gone, and with it its page: the next one begins anew. */
  end(): void {
    clearTimeout(this.#timer);
    this.#isResting = false;
  }
}
