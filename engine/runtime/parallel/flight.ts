/** The rows of one edge that are under way to other subtasks or in their hands: so many at most, or whoever gives them has to wait. */
export class Flight {
  readonly #capacity: number;
  /** Of parcels that have left, by their numbers: how many rows they have. Ascending, as they are answered. */
  readonly #left: { readonly number: number; readonly rows: number }[] = [];
  #waiting = 0;
  #rows = 0;
  #landed: (() => void)[] = [];

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  get rows(): number {
    return this.#rows;
  }

  /** So many rows are to leave; a watermark alone takes the place of one. */
  add(rows: number): void {
    this.#waiting += Math.max(1, rows);
    this.#rows += Math.max(1, rows);
  }

  /** What was added leaves in the parcels of `number`. */
  leave(number: number): void {
    if (this.#waiting === 0) return;
    this.#left.push({ number, rows: this.#waiting });
    this.#waiting = 0;
  }

  /** The parcels up to `number` are answered. */
  land(number: number): void {
    while (0 < this.#left.length && this.#left[0]!.number <= number) this.#rows -= this.#left.shift()!.rows;
    if (this.#capacity <= this.#rows) return;
    const landed = this.#landed;
    this.#landed = [];
    for (const wake of landed) wake();
  }

  /** Null while there is room for more; else settles once there is. */
  room(): Promise<void> | null {
    if (this.#rows < this.#capacity) return null;
    return new Promise((resolve) => this.#landed.push(resolve));
  }
}
