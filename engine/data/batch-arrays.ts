/** Gives arrays for the columns of a batch. */
export interface ArraySource {
  /** `length` entries, with whatever stood there. */
  numbers(length: number): Float64Array;
  integers(length: number): Int32Array;
  bytes(length: number): Uint8Array;
}

/** A new array each time: for batches that somebody may keep. */
export const newArrays: ArraySource = {
  numbers: (length) => new Float64Array(length),
  integers: (length) => new Int32Array(length),
  bytes: (length) => new Uint8Array(length),
};

/**
 * The arrays of one batch after the other, the same ones again where nobody keeps a batch. A new array costs several times what
 * a loop over it does: memory that is still in the cache is what makes columns fast.
 *
 * Order of calls: `begin` before each batch, then any number of arrays for it, all of which are void at the next `begin`.
 */
export class BatchArrays implements ArraySource {
  readonly #isKept: () => boolean;
  readonly #numbers = new Shelf((length) => new Float64Array(length));
  readonly #integers = new Shelf((length) => new Int32Array(length));
  readonly #bytes = new Shelf((length) => new Uint8Array(length));
  #areNew = false;

  /** `isKept`: whether somebody may look at a batch after the next has begun; asked at each `begin`. */
  constructor(isKept: () => boolean = () => false) {
    this.#isKept = isKept;
  }

  begin(): void {
    this.#areNew = this.#isKept();
    this.#numbers.begin();
    this.#integers.begin();
    this.#bytes.begin();
  }

  numbers(length: number): Float64Array {
    return this.#areNew ? new Float64Array(length) : this.#numbers.take(length);
  }

  integers(length: number): Int32Array {
    return this.#areNew ? new Int32Array(length) : this.#integers.take(length);
  }

  bytes(length: number): Uint8Array {
    return this.#areNew ? new Uint8Array(length) : this.#bytes.take(length);
  }
}

/** Arrays of one kind, by their turn in a batch: who asks does so in the same order each time, so each finds its own again. */
class Shelf<A extends { readonly length: number; subarray(from: number, to: number): A }> {
  readonly #create: (length: number) => A;
  readonly #whole: A[] = [];
  /** What was last given of each: mostly batches are equally long. */
  readonly #given: A[] = [];
  #next = 0;

  constructor(create: (length: number) => A) {
    this.#create = create;
  }

  begin(): void {
    this.#next = 0;
  }

  take(length: number): A {
    const turn = this.#next++;
    const last = this.#given[turn];
    if (last !== undefined && last.length === length) return last;
    const whole = this.#whole[turn];
    if (whole === undefined || whole.length < length)
      return (this.#given[turn] = this.#whole[turn] = this.#create(length));
    return (this.#given[turn] = length === whole.length ? whole : whole.subarray(0, length));
  }
}
