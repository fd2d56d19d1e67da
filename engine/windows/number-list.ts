import { Counted } from '../state/counted.ts';

/** Numbers one after the other, and runs of them, each of which is read back by its length. */
export type NumberList = readonly (number | Float64Array)[];

/** So many lists are counted at a time, and so many numbers written. */
const LISTS = 4096;
const NUMBERS = 32_768;

const NOTHING: Float64Array = new Float64Array(0);

/** Lists by number; null where there is none. */
interface Lists {
  readonly count: number;
  /** Is asked more than once, and gives the same each time. */
  readonly listOf: (i: number) => NumberList | null;
}

/** `lists` as a column that is made when it is written: a 0 where there is none, before any other a 1. `written` is told that it was, or will not be any more. */
export function numbersLater({ count, listOf }: Lists, written: () => void): Counted<Float64Array> {
  return new Counted<Float64Array>({
    empty: NOTHING,
    *count() {
      let numbers = count;
      for (let i = 0; i < count; i++) {
        for (const each of listOf(i) ?? []) numbers += typeof each === 'number' ? 1 : 1 + each.length;
        if (i % LISTS === LISTS - 1) yield;
      }
      return numbers;
    },
    *parts(arrays, length) {
      const writer = new NumberWriter(listOf);
      try {
        for (let left = length; 0 < left; left -= NUMBERS) {
          arrays.begin();
          const piece = arrays.numbers(Math.min(left, NUMBERS));
          writer.fill(piece);
          yield piece;
        }
      } finally {
        written();
      }
    },
  });
}

/** Writes lists one after the other, into one array after the other. */
class NumberWriter {
  readonly #listOf: Lists['listOf'];
  #next = 0;
  #list: NumberList = [];
  /** So many of the list in hand are written, but for what is left of this run. */
  #written = 0;
  #run = NOTHING;

  constructor(listOf: Lists['listOf']) {
    this.#listOf = listOf;
  }

  /** Fills `numbers` with what comes next. */
  fill(numbers: Float64Array): void {
    let at = 0;
    while (at < numbers.length) {
      if (0 < this.#run.length) {
        const own = this.#run.subarray(0, numbers.length - at);
        numbers.set(own, at);
        at += own.length;
        this.#run = this.#run.subarray(own.length);
      } else if (this.#written < this.#list.length) {
        const each = this.#list[this.#written++]!;
        numbers[at++] = typeof each === 'number' ? each : each.length;
        if (typeof each !== 'number') this.#run = each;
      } else {
        const list = this.#listOf(this.#next++);
        numbers[at++] = list === null ? 0 : 1;
        this.#list = list ?? [];
        this.#written = 0;
      }
    }
  }
}

/** Reads what a column of lists holds, in the same order. */
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
