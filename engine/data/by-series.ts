/** Something for each series of each chart, in the order in which they came. Finding it makes no new text. */
export class BySeries<T> {
  readonly #charts = new Map<string, Map<string, T>>();
  readonly #all: T[] = [];

  get(chart: string, series: string): T | undefined {
    return this.#charts.get(chart)?.get(series);
  }

  /** Takes in the `value` of a series that is new. */
  add(chart: string, series: string, value: T): T {
    const found = this.#charts.get(chart) ?? new Map<string, T>();
    this.#charts.set(chart, found);
    found.set(series, value);
    this.#all.push(value);
    return value;
  }

  get all(): readonly T[] {
    return this.#all;
  }
}
