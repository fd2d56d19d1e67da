import type { StringColumn } from '../data/column.ts';
import { DICTIONARY_LIMIT } from '../data/dictionary.ts';
import { DictionaryCache } from './dictionary-cache.ts';
import { nullsOf } from './nullable-numbers.ts';
import { InPieces } from './in-pieces.ts';
import { TextTable } from './text-table.ts';

/** Strings as numbers that stay the same from batch to batch, so that they can be kept where numbers are. */
export class TextNumbers {
  readonly #known = new DictionaryCache();
  #dictionary = new TextTable();

  /** How many strings it remembers. */
  get size(): number {
    return this.#dictionary.size;
  }

  /** The numbers of the first `length` strings of `column`; NaN for a null. */
  toNumbers({ values, nulls, dictionary }: StringColumn, length: number): Float64Array {
    const known = this.#known.of(dictionary);
    const numbers = new Float64Array(length);
    for (let row = 0; row < length; row++) {
      if (nulls !== null && nulls[row] === 1) {
        numbers[row] = NaN;
        continue;
      }
      const theirs = values[row]!;
      if (known[theirs]! < 0) known[theirs] = this.#dictionary.internFrom(dictionary, theirs);
      numbers[row] = known[theirs]!;
    }
    return numbers;
  }

  /** The strings behind `numbers`, where `nulls` marks none. */
  toColumn(numbers: Float64Array, nulls: Uint8Array | null): StringColumn {
    return { type: 'string', values: new Int32Array(numbers), nulls, dictionary: this.#dictionary };
  }

  /** The strings behind `numbers`, NaN for none, as a column that is made when it is written: also where `sweep` has forgotten some since. */
  toColumnLater(numbers: Float64Array | InPieces<Float64Array>): InPieces<StringColumn> {
    const dictionary = this.#dictionary;
    const all = numbers instanceof InPieces ? numbers : wholeInPieces(numbers);
    return all.changed((piece) => ({
      type: 'string',
      values: new Int32Array(piece),
      nulls: nullsOf(piece),
      dictionary,
    }));
  }

  /** Forgets strings that are not among `kept`, whose numbers it rewrites, once there are many. Columns given before keep their dictionary. */
  sweep(kept: Float64Array): void {
    if (this.#dictionary.size <= Math.max(DICTIONARY_LIMIT, 2 * kept.length)) return;
    const old = this.#dictionary;
    this.#dictionary = new TextTable();
    this.#known.clear();
    for (let i = 0; i < kept.length; i++) {
      if (kept[i] === kept[i]) kept[i] = this.#dictionary.internFrom(old, kept[i]!);
    }
  }
}

function wholeInPieces(numbers: Float64Array): InPieces<Float64Array> {
  return new InPieces({ length: numbers.length, piece: (from, to) => numbers.subarray(from, to) });
}
