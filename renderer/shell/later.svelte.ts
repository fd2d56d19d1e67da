/** A part of the page in a file of its own, which comes when it is needed for the first time and stays. */
export class Later<M> {
  loaded = $state.raw<M | null>(null);
  hasFailed = $state(false);
  readonly #import: () => Promise<M>;
  #isOnItsWay = false;

  constructor(load: () => Promise<M>) {
    this.#import = load;
  }

  /** Has it come, unless it is there or on its way. One that could not come is tried again. */
  load(): void {
    if (this.loaded !== null || this.#isOnItsWay) return;
    this.#isOnItsWay = true;
    this.hasFailed = false;
    this.#import().then(
      (module) => this.#end(module),
      () => this.#end(null),
    );
  }

  #end(module: M | null): void {
    this.#isOnItsWay = false;
    this.loaded = module;
    this.hasFailed = module === null;
  }
}
