import type { Batch } from '../data/batch.ts';
import type { StringColumn } from '../data/column.ts';
import type { ColumnType } from '../data/types.ts';
import { grownFloat64 } from './arrays.ts';
import { gatherLater, scatterNumbers } from './gather.ts';
import { numbersOf } from './nullable-numbers.ts';
import type { Taken } from './snapshot.ts';
import { TextNumbers } from './text-numbers.ts';

/** By number of the column: the values of the keys in the order in which they were named, NaN for a null; strings as they are. */
export type SavedLastValues = Readonly<Record<string, Float64Array | StringColumn>>;

/** The values of some columns in the last row of each key, in arrays by key. A null is a value of its own; −0 equals +0. */
export class LastValues {
  readonly #columns: readonly LastColumn[];

  /** `places`: which columns of a batch are compared; `types`: what they are. */
  constructor(places: readonly number[], types: readonly ColumnType[]) {
    this.#columns = places.map((place, c) => ({
      place,
      texts: types[c] === 'string' ? new TextNumbers() : null,
      values: new Float64Array(0),
    }));
  }

  /** How many strings it remembers. */
  get texts(): number {
    return this.#columns.reduce((total, { texts }) => total + (texts === null ? 0 : texts.size), 0);
  }

  /** Makes ready for keys below `bound`. */
  fit(bound: number): void {
    for (const column of this.#columns) {
      if (column.values.length < bound) column.values = grownFloat64(column.values, bound, NaN);
    }
  }

  /** Makes each row of `batch` the last of its key, and marks in `changed` those that differ from the row before. */
  take(batch: Batch, keys: Int32Array, changed: Uint8Array): void {
    changed.fill(0, 0, batch.length);
    for (const { place, texts, values } of this.#columns) {
      const column = batch.columns[place]!;
      const isText = column.type === 'string' && texts !== null;
      const numbers = isText ? texts.toNumbers(column, batch.length) : numbersOf(column, batch.length);
      markChanged(values, { numbers, keys, length: batch.length, changed });
    }
  }

  /** Lets go what is remembered of `key`. */
  forget(key: number): void {
    for (const { values } of this.#columns) values[key] = NaN;
  }

  /** Forgets strings that are in no last row any more, once there are many. */
  sweep(): void {
    for (const { texts, values } of this.#columns) texts?.sweep(values);
  }

  /** What is remembered of `keys`. */
  save(keys: Int32Array): Taken<SavedLastValues> {
    const saved = this.#columns.map(({ texts, values }, c) => {
      const numbers = gatherLater(values, keys, keys.length);
      // The numbers of the texts mean nothing in another run.
      return [String(c), texts === null ? numbers : texts.toColumnLater(numbers)] as const;
    });
    return Object.fromEntries(saved);
  }

  /** Takes over what is `saved` for the keys `keyOf[place]`, for which it has been made ready, but not where that is −1. */
  load(saved: SavedLastValues, keyOf: Int32Array): void {
    this.#columns.forEach(({ texts, values }, c) => {
      const column = saved[String(c)]!;
      const isText = !(column instanceof Float64Array);
      scatterNumbers(values, keyOf, isText ? texts!.toNumbers(column, keyOf.length) : column);
    });
  }
}

interface LastColumn {
  readonly place: number;
  /** Only of strings. */
  readonly texts: TextNumbers | null;
  /** By key; NaN for a null. */
  values: Float64Array;
}

interface Rows {
  readonly numbers: Float64Array;
  readonly keys: Int32Array;
  readonly length: number;
  readonly changed: Uint8Array;
}

function markChanged(last: Float64Array, { numbers, keys, length, changed }: Rows): void {
  for (let row = 0; row < length; row++) {
    const key = keys[row]!;
    const before = last[key]!;
    const value = numbers[row]!;
    // Two nulls are two NaN, which differ from themselves.
    if (before !== value && (before === before || value === value)) changed[row] = 1;
    last[key] = value;
  }
}
