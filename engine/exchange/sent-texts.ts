import type { Strings } from '../data/dictionary.ts';
import { grownInt32 } from '../state/arrays.ts';
import { DICTIONARY_PLACES, IS_FRESH, PLACE_SHIFT } from './parcel.ts';

/** A dictionary of ours, and the number that the receiver has for each of its strings; -1 where it has not been sent. */
interface Place {
  readonly dictionary: Strings;
  numbers: Int32Array;
  sent: number;
}

/**
 * Which strings of one column a receiver has. It mirrors the dictionaries that rows come with, a few of them, since the inputs of a
 * union take turns: of each it has the strings that were sent, in that order.
 */
export class SentTexts {
  readonly #places: Place[] = [];
  #oldest = 0;
  #current: Place | null = null;

  /** From now on strings are those of `dictionary`. Gives what tells the receiver so. */
  use(dictionary: Strings): number {
    const known = this.#places.findIndex((place) => place.dictionary === dictionary);
    if (0 <= known) {
      this.#current = this.#places[known]!;
      return known << PLACE_SHIFT;
    }
    const place = this.#oldest;
    this.#oldest = (place + 1) % DICTIONARY_PLACES;
    this.#current = this.#places[place] = { dictionary, numbers: new Int32Array(0), sent: 0 };
    return (place << PLACE_SHIFT) | IS_FRESH;
  }

  /** The receiver's number for each string of the dictionary in use; -1 where it has none yet. */
  numbers(): Int32Array {
    const place = this.#current!;
    const { size } = place.dictionary;
    if (place.numbers.length < size) place.numbers = grownInt32(place.numbers, size, -1);
    return place.numbers;
  }

  /** Sends string `id` of the dictionary in use with `texts`, and gives its number. */
  send(id: number, texts: string[]): number {
    const place = this.#current!;
    texts.push(place.dictionary.text(id));
    place.numbers[id] = place.sent;
    return place.sent++;
  }
}
