/**
 * Tells a value that jumped from one that is true: a step of more than `most` is believed once a second reading says the same.
 *
 * A chip that is asked while its bus is busy gives bits of another register once in a while.
 */
export class Jumps {
  readonly #most: number;
  readonly #believed = new Map<string, number>();
  readonly #doubted = new Map<string, number>();

  constructor(most: number) {
    this.#most = most;
  }

  /** Whether `value` of `entity` can be believed. */
  isBelievable(entity: string, value: number): boolean {
    const [before, doubted] = [this.#believed.get(entity), this.#doubted.get(entity)];
    const isNear = (other: number | undefined): boolean => other !== undefined && Math.abs(value - other) <= this.#most;
    if (before !== undefined && !isNear(before) && !isNear(doubted)) {
      this.#doubted.set(entity, value);
      return false;
    }
    this.#doubted.delete(entity);
    this.#believed.set(entity, value);
    return true;
  }

  /** Believes whatever comes next: there was a gap. */
  forget(): void {
    this.#believed.clear();
    this.#doubted.clear();
  }
}
