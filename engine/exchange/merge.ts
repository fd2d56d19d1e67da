import type { Batch, Origin } from '../data/batch.ts';
import type { BooleanColumn, Column, NumberColumn, StringColumn } from '../data/column.ts';
import { Dictionary, DICTIONARY_LIMIT } from '../data/dictionary.ts';
import type { Schema } from '../data/types.ts';
import { DictionaryCache } from '../state/dictionary-cache.ts';
import { mergedOrder, streamWatermarks } from './merged-order.ts';

/**
 * Makes one stream of those that the subtasks of a node give. All of them were told the same watermarks, so the rows are put in the order
 * of the watermarks before them: each row then comes under the watermark under which the only subtask would have given it. Rows under
 * the same watermark stand by subtask; those of one subtask keep their order, and so do those of one key.
 */
export class Merge {
  readonly #schema: Schema;
  /** By column: the strings of all subtasks together; null where it has none. */
  readonly #texts: readonly (MergedTexts | null)[];

  constructor(schema: Schema) {
    this.#schema = schema;
    this.#texts = schema.map(({ type }) => (type === 'string' ? new MergedTexts() : null));
  }

  /**
   * `streams`: the batches of each subtask, in their order; the first tells all watermarks. The result is a copy: theirs may be overwritten.
   */
  merge(streams: readonly (readonly Batch[])[]): Batch {
    const batches = streams.flatMap((each) => each.filter(({ length }) => 0 < length));
    const length = batches.reduce((total, batch) => total + batch.length, 0);
    const order = mergedOrder(streams);
    const watermark = Math.min(...streams.map((each) => each.at(-1)!.watermark));
    const parts = batches.map((batch, i) => ({ batch, to: order.places[i]! }));
    return {
      schema: this.#schema,
      length,
      columns: this.#schema.map((_, c) => this.#column(c, parts, length)),
      eventTimes: timesOf(parts, length),
      watermarksBefore: length === 0 ? watermark : upTo(order.watermarksBefore, watermark),
      watermark,
      watermarksPassed: streamWatermarks(streams[0]!),
      origin: originOf(parts, length),
    };
  }

  #column(c: number, parts: readonly Placed[], length: number): Column {
    const { type } = this.#schema[c]!;
    const nulls = nullsOf(c, parts, length);
    if (type === 'string') {
      const texts = this.#texts[c]!;
      const values = new Int32Array(length);
      for (const { batch, to } of parts) texts.place(batch.columns[c] as StringColumn, to, values);
      return { type, values, nulls, dictionary: texts.dictionary() };
    }
    if (type === 'boolean') {
      const values = new Uint8Array(length);
      for (const { batch, to } of parts) placeBytes((batch.columns[c] as BooleanColumn).values, to, values);
      return { type, values, nulls };
    }
    const values = new Float64Array(length);
    for (const { batch, to } of parts) placeNumbers((batch.columns[c] as NumberColumn).values, to, values);
    return { type, values, nulls };
  }
}

/** A batch, and where each of its rows goes. */
interface Placed {
  readonly batch: Batch;
  readonly to: Int32Array;
}

class MergedTexts {
  readonly #numbers = new DictionaryCache();
  #dictionary = new Dictionary();

  /** The dictionary of what was placed; the next column may have another. */
  dictionary(): Dictionary {
    const dictionary = this.#dictionary;
    if (DICTIONARY_LIMIT <= dictionary.size) {
      this.#dictionary = new Dictionary();
      this.#numbers.clear();
    }
    return dictionary;
  }

  place({ values, nulls, dictionary }: StringColumn, to: Int32Array, placed: Int32Array): void {
    const numbers = this.#numbers.of(dictionary);
    for (let i = 0; i < to.length; i++) {
      if (nulls !== null && nulls[i] === 1) continue;
      let number = numbers[values[i]!]!;
      if (number < 0) {
        number = this.#dictionary.intern(dictionary.text(values[i]!));
        numbers[values[i]!] = number;
      }
      placed[to[i]!] = number;
    }
  }
}

/** Windows that follow the clock promise what each subtask's clock shows: what only some of them have promised is not promised yet. */
function upTo(watermarks: Float64Array | number, most: number): Float64Array | number {
  if (typeof watermarks === 'number') return Math.min(watermarks, most);
  return watermarks.at(-1)! <= most ? watermarks : watermarks.map((each) => Math.min(each, most));
}

function timesOf(parts: readonly Placed[], length: number): Float64Array | null {
  if (parts.length === 0 || parts[0]!.batch.eventTimes === null) return null;
  const times = new Float64Array(length);
  for (const { batch, to } of parts) placeNumbers(batch.eventTimes!, to, times);
  return times;
}

/** Rows of one file keep their lines; where a batch has rows of several, nobody knows. */
function originOf(parts: readonly Placed[], length: number): Origin | null {
  const file = parts[0]?.batch.origin?.file;
  if (file === undefined || parts.some(({ batch }) => batch.origin?.file !== file)) return null;
  const lines = new Float64Array(length);
  for (const { batch, to } of parts) placeNumbers(batch.origin!.lines, to, lines);
  return { file, lines };
}

function nullsOf(c: number, parts: readonly Placed[], length: number): Uint8Array | null {
  if (parts.every(({ batch }) => batch.columns[c]!.nulls === null)) return null;
  const nulls = new Uint8Array(length);
  for (const { batch, to } of parts) {
    const own = batch.columns[c]!.nulls;
    if (own !== null) placeBytes(own, to, nulls);
  }
  return nulls;
}

function placeNumbers(values: Float64Array, to: Int32Array, placed: Float64Array): void {
  for (let i = 0; i < to.length; i++) placed[to[i]!] = values[i]!;
}

function placeBytes(values: Uint8Array, to: Int32Array, placed: Uint8Array): void {
  for (let i = 0; i < to.length; i++) placed[to[i]!] = values[i]!;
}
