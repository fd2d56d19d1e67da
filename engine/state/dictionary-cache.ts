import type { Strings } from '../data/dictionary.ts';
import { grownInt32 } from './arrays.ts';

/** A whole number of ours for each string of the dictionaries that rows come with, by dictionary and place in it. */
export class DictionaryCache {
  #numbers = new WeakMap<Strings, Int32Array>();

  /** The numbers of the strings of `dictionary`, to be read and filled in; -1 where not known yet. */
  of(dictionary: Strings): Int32Array {
    let numbers = this.#numbers.get(dictionary);
    if (numbers === undefined || numbers.length < dictionary.size) {
      numbers = grownInt32(numbers ?? new Int32Array(0), dictionary.size, -1);
      this.#numbers.set(dictionary, numbers);
    }
    return numbers;
  }

  clear(): void {
    this.#numbers = new WeakMap();
  }
}
