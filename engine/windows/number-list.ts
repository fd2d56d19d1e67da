import { grownFloat64 } from '../state/arrays.ts';

/** Numbers one after the other, of things that take up different numbers of them. */
export class NumberWriter {
  #numbers = new Float64Array(64);
  #length = 0;

  write(number: number): void {
    if (this.#length === this.#numbers.length) this.#numbers = grownFloat64(this.#numbers, this.#length + 1);
    this.#numbers[this.#length++] = number;
  }

  /** All of `numbers` and how many they are. */
  writeAll(numbers: Float64Array): void {
    this.write(numbers.length);
    if (this.#numbers.length < this.#length + numbers.length) {
      this.#numbers = grownFloat64(this.#numbers, this.#length + numbers.length);
    }
    this.#numbers.set(numbers, this.#length);
    this.#length += numbers.length;
  }

  /** Everything that was written. */
  take(): Float64Array<ArrayBuffer> {
    return this.#numbers.slice(0, this.#length);
  }
}

/** Reads what a `NumberWriter` has written, in the same order. */
export class NumberReader {
  readonly #numbers: Float64Array;
  #at = 0;

  constructor(numbers: Float64Array) {
    this.#numbers = numbers;
  }

  read(): number {
    return this.#numbers[this.#at++]!;
  }

  readAll(): Float64Array<ArrayBuffer> {
    const length = this.read();
    const from = this.#at;
    this.#at += length;
    return Float64Array.from(this.#numbers.subarray(from, this.#at));
  }
}
