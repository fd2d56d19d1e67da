import type { Column, StringColumn } from '../data/column.ts';
import { allocateValues } from '../data/column.ts';
import type { Strings } from '../data/dictionary.ts';
import { Dictionary, DICTIONARY_LIMIT } from '../data/dictionary.ts';
import type { ColumnType, Value } from '../data/types.ts';

/** Most UTF-16 units of a string that a function makes: one that doubles its text, used again and again, must not fill the memory. */
export const RESULT_LIMIT = 1_048_576;

/** Why a value cannot be computed. */
export class Failure {
  readonly reason: string;

  constructor(reason: string) {
    this.reason = reason;
  }
}

/** What a function makes of one string. */
export type TextFunction = (text: string) => Value | Failure;

/** The results of a function for the strings of one dictionary, each computed when it is first needed. */
export class EntryResults {
  readonly type: ColumnType;
  readonly #dictionary: Strings;
  readonly #apply: TextFunction;
  readonly #target: Dictionary;
  readonly #reasons = new Map<number, string>();
  #values: Float64Array | Int32Array | Uint8Array;
  #states: Uint8Array;
  #exceptions = 0;

  constructor(dictionary: Strings, { type, apply }: { type: ColumnType; apply: TextFunction }, target: Dictionary) {
    this.type = type;
    this.#dictionary = dictionary;
    this.#apply = apply;
    this.#target = target;
    this.#values = allocateValues(type, dictionary.size);
    this.#states = new Uint8Array(dictionary.size);
  }

  /** The dictionary of the results, where they are strings. */
  get target(): Dictionary {
    return this.#target;
  }

  /** The results by string number, for those that `require` was called for. */
  get values(): Float64Array | Int32Array | Uint8Array {
    return this.#values;
  }

  /** `VALUE`, `NULL` or `FAILED` by string number. */
  get states(): Uint8Array {
    return this.#states;
  }

  /** Whether there is any state but `VALUE`. */
  get hasExceptions(): boolean {
    return this.#exceptions > 0;
  }

  /** Why the string numbered `id` failed. */
  reason(id: number): string {
    return this.#reasons.get(id)!;
  }

  /** Computes what is still missing for the first `length` rows of `column`. */
  require({ values, nulls }: StringColumn, length: number): void {
    if (this.#states.length < this.#dictionary.size) this.#grow();
    const states = this.#states;
    for (let i = 0; i < length; i++) {
      if (states[values[i]!] === UNKNOWN && (nulls === null || nulls[i] === 0)) this.#compute(values[i]!);
    }
  }

  #compute(id: number): void {
    const result = this.#apply(this.#dictionary.text(id));
    const isNull = result === null;
    if (result instanceof Failure) this.#reasons.set(id, result.reason);
    this.#states[id] = result instanceof Failure ? FAILED : isNull ? NULL : VALUE;
    if (isNull || result instanceof Failure) this.#exceptions++;
    else this.#values[id] = typeof result === 'string' ? this.#target.intern(result) : Number(result);
  }

  #grow(): void {
    const capacity = Math.max(16, this.#dictionary.size * 2);
    const values = allocateValues(this.type, capacity);
    values.set(this.#values);
    const states = new Uint8Array(capacity);
    states.set(this.#states);
    this.#values = values;
    this.#states = states;
  }
}

/** The state of a string whose result is not computed yet. */
export const UNKNOWN = 0;
/** The state of a string whose result is a value. */
export const VALUE = 1;
/** The state of a string whose result is null. */
export const NULL = 2;
/** The state of a string that the function fails for. */
export const FAILED = 3;

/** The results of one function by dictionary. Starts a new dictionary of results, and everything anew, when that is full. */
export class TextResults {
  readonly #definition: { readonly type: ColumnType; readonly apply: TextFunction };
  #target = new Dictionary();
  #byDictionary = new WeakMap<Strings, EntryResults>();

  constructor(type: ColumnType, apply: TextFunction) {
    this.#definition = { type, apply };
  }

  /** The dictionary that the results go to, from now until the next call of this for a new batch. */
  startBatch(): Dictionary {
    if (DICTIONARY_LIMIT <= this.#target.size) {
      this.#target = new Dictionary();
      this.#byDictionary = new WeakMap();
    }
    return this.#target;
  }

  /** The results for the strings of `column`, complete for its first `length` rows. */
  of(column: StringColumn, length: number): EntryResults {
    let results = this.#byDictionary.get(column.dictionary);
    if (results === undefined) {
      results = new EntryResults(column.dictionary, this.#definition, this.#target);
      this.#byDictionary.set(column.dictionary, results);
    }
    results.require(column, length);
    return results;
  }
}

/** `values` by row instead of by string number. */
export function spread(results: EntryResults, ids: Int32Array, length: number): Column['values'] {
  const { values } = results;
  if (values instanceof Float64Array) return spreadNumbers(values, ids, length);
  return values instanceof Int32Array ? spreadIds(values, ids, length) : spreadBytes(values, ids, length);
}

function spreadNumbers(values: Float64Array, ids: Int32Array, length: number): Float64Array {
  const result = new Float64Array(length);
  for (let i = 0; i < length; i++) result[i] = values[ids[i]!]!;
  return result;
}

function spreadIds(values: Int32Array, ids: Int32Array, length: number): Int32Array {
  const result = new Int32Array(length);
  for (let i = 0; i < length; i++) result[i] = values[ids[i]!]!;
  return result;
}

function spreadBytes(values: Uint8Array, ids: Int32Array, length: number): Uint8Array {
  const result = new Uint8Array(length);
  for (let i = 0; i < length; i++) result[i] = values[ids[i]!]!;
  return result;
}
