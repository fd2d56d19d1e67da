import type { BooleanColumn, Column, StringColumn } from '../data/column.ts';
import { allocateValues } from '../data/column.ts';
import type { Dictionary } from '../data/dictionary.ts';
import type { ColumnType } from '../data/types.ts';
import { spread, TextResults } from './text-results.ts';

/** Puts columns together of which each row takes its value from one: the result of a CASE. Made once, used for every batch. */
export class Choice {
  readonly #type: ColumnType;
  // The strings of all branches have to be in one dictionary; each is translated once.
  readonly #translations = new TextResults('string', (text) => text);

  constructor(type: ColumnType) {
    this.#type = type;
  }

  /** A column of `length` nulls to put values in. */
  start(length: number): ChosenColumn {
    const dictionary = this.#type === 'string' ? this.#translations.startBatch() : null;
    return new ChosenColumn({ type: this.#type, length, dictionary, translations: this.#translations });
  }
}

interface ChosenOptions {
  readonly type: ColumnType;
  readonly length: number;
  readonly dictionary: Dictionary | null;
  readonly translations: TextResults;
}

/** A column that is filled branch by branch; a row that no branch fills is null. */
export class ChosenColumn {
  readonly #options: ChosenOptions;
  readonly #values: Column['values'];
  readonly #nulls: Uint8Array;

  constructor(options: ChosenOptions) {
    this.#options = options;
    this.#values = allocateValues(options.type, options.length);
    this.#nulls = new Uint8Array(options.length).fill(1);
  }

  /** Takes the values of `column` for the rows marked 1 in `taken`. */
  put(column: Column, taken: Uint8Array): void {
    const { length } = this.#options;
    if (column.type === 'string') this.#putIds(column, taken);
    else if (column.type === 'boolean') copyBytes(column.values, { taken, length }, this.#values as Uint8Array);
    else copyNumbers(column.values, { taken, length }, this.#values as Float64Array);
    const { nulls } = column;
    for (let i = 0; i < length; i++) if (taken[i] === 1) this.#nulls[i] = nulls === null ? 0 : nulls[i]!;
  }

  finish(): Column {
    const { type, length, dictionary } = this.#options;
    let count = 0;
    for (let i = 0; i < length; i++) count += this.#nulls[i]!;
    const nulls = count === 0 ? null : this.#nulls;
    return { type, values: this.#values, nulls, ...(dictionary && { dictionary }) } as Column;
  }

  #putIds(column: StringColumn, taken: Uint8Array): void {
    const { length, translations } = this.#options;
    const ids = spread(translations.of(column, length), column.values, length) as Int32Array;
    const values = this.#values as Int32Array;
    for (let i = 0; i < length; i++) if (taken[i] === 1) values[i] = ids[i]!;
  }
}

interface Rows {
  readonly taken: Uint8Array;
  readonly length: number;
}

function copyNumbers(from: Float64Array, { taken, length }: Rows, to: Float64Array): void {
  for (let i = 0; i < length; i++) if (taken[i] === 1) to[i] = from[i]!;
}

function copyBytes(from: Uint8Array, { taken, length }: Rows, to: Uint8Array): void {
  for (let i = 0; i < length; i++) if (taken[i] === 1) to[i] = from[i]!;
}

/** The rows of `open` for which `condition` is TRUE; takes them out of `open`. */
export function take({ values, nulls }: BooleanColumn, open: Uint8Array): Uint8Array {
  const taken = new Uint8Array(open.length);
  for (let i = 0; i < open.length; i++) {
    taken[i] = nulls !== null && nulls[i] === 1 ? 0 : values[i]! & open[i]!;
    open[i] = open[i]! - taken[i]!;
  }
  return taken;
}
