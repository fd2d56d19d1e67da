/**
 * Which rows of a batch cannot be computed, and why; of each row the first reason counts, as evaluation goes left to right.
 *
 * A branch that SQL does not take for a row cannot fail it: branches are computed for all rows at once, each with
 * failures narrowed to the rows that take it (`where`).
 */
export class RowFailures {
  readonly #reasons: Map<number, string>;
  #live: Uint8Array | (() => Uint8Array) | null;

  constructor(reasons = new Map<number, string>(), live: Uint8Array | (() => Uint8Array) | null = null) {
    this.#reasons = reasons;
    this.#live = live;
  }

  /** How many rows have failed. */
  get count(): number {
    return this.#reasons.size;
  }

  /** Whether a failure at `row` would count: ask before building a reason. */
  wants(row: number): boolean {
    const live = this.#liveRows();
    return (live === null || live[row] === 1) && !this.#reasons.has(row);
  }

  fail(row: number, reason: string): void {
    if (this.wants(row)) this.#reasons.set(row, reason);
  }

  /** Why `row` failed; null where it did not. */
  get(row: number): string | null {
    return this.#reasons.get(row) ?? null;
  }

  /** Forgets everything: to be called before each batch. */
  reset(): void {
    // Clearing makes a new table, also of an empty one.
    if (0 < this.#reasons.size) this.#reasons.clear();
  }

  /**
   * The same failures, open only to the rows that are open here and marked 1 in what `taken` gives, which is asked only where a row
   * fails, and is owned from then on.
   */
  where(taken: () => Uint8Array): RowFailures {
    if (this.#live === null) return new RowFailures(this.#reasons, taken);
    return new RowFailures(this.#reasons, () => {
      const rows = taken();
      const outer = this.#liveRows()!;
      for (let i = 0; i < rows.length; i++) rows[i] = rows[i]! & outer[i]!;
      return rows;
    });
  }

  #liveRows(): Uint8Array | null {
    if (typeof this.#live === 'function') this.#live = this.#live();
    return this.#live;
  }
}
