import type { BooleanColumn, NumberColumn } from '../data/column.ts';
import type { Schema } from '../data/types.ts';
import type { BufferPool } from './buffer-pool.ts';
import type { Outgoing, OutgoingBatch } from './outgoing.ts';
import {
  byteWords,
  COLUMN_WORDS,
  HAS_NULLS,
  HAS_ORIGIN,
  HAS_TIMES,
  HEAD_WORDS,
  IDLE,
  integerWords,
  Words,
} from './parcel.ts';
import type { Parcel } from './parcel.ts';
import { SentTexts } from './sent-texts.ts';
import { commonWatermark, putBytes, putNumbers, putTexts, putWatermarks } from './put.ts';
import type { Picked } from './put.ts';

type OutgoingRows = Extract<Outgoing, { kind: 'rows' }>;

/** What of an item goes to one receiver. */
interface Item {
  readonly of: OutgoingRows;
  readonly parts: readonly Picked[];
  readonly length: number;
  /** NaN where it differs from row to row. */
  readonly before: number;
  readonly passed: Float64Array;
  readonly hasNulls: readonly boolean[];
}

const NONE = new Float64Array(0);

/** Packs what goes to one receiver. It knows which strings the receiver has: each is sent once. */
export class ParcelWriter {
  readonly #edges: readonly (readonly (SentTexts | null)[])[];
  readonly #receiver: number;
  readonly #pool: BufferPool;
  readonly #tellsPassed: boolean;

  /**
   * `edges`: the columns of each edge. `receiver`: whose rows of dealt batches it packs. `tellsPassed`: whether watermarks are told that
   * are before none of its rows; several senders that were told the same need not all tell them.
   */
  constructor(
    edges: readonly Schema[],
    { receiver = 0, pool, tellsPassed = true }: { receiver?: number; pool: BufferPool; tellsPassed?: boolean },
  ) {
    this.#edges = edges.map((schema) => schema.map(({ type }) => (type === 'string' ? new SentTexts() : null)));
    this.#receiver = receiver;
    this.#pool = pool;
    this.#tellsPassed = tellsPassed;
  }

  write(outgoing: readonly Outgoing[]): Parcel {
    const items = outgoing.map((each) => (each.kind === 'idle' ? each : this.#itemOf(each)));
    const size = items.reduce((total, item) => total + ('kind' in item ? HEAD_WORDS : wordsOf(item)), 1);
    const words = new Words(this.#pool.take(size));
    const texts: string[] = [];
    words.put(items.length);
    for (const item of items) {
      if (!('kind' in item)) this.#write(item, words, texts);
      else [item.edge, IDLE, 0, 0, 0, 0].forEach((word) => words.put(word));
    }
    return { buffer: words.buffer, texts };
  }

  #itemOf(of: OutgoingRows): Item {
    const parts = of.batches.map((each) => this.#partOf(each)).filter(({ count }) => 0 < count);
    const { batch } = of.batches[0]!;
    return {
      of,
      parts,
      length: parts.reduce((total, { count }) => total + count, 0),
      before: commonWatermark(parts, batch.watermark),
      passed: this.#tellsPassed ? of.passed : NONE,
      hasNulls: batch.schema.map((_, c) => parts.some((part) => part.batch.columns[c]!.nulls !== null)),
    };
  }

  #partOf({ batch, dealt }: OutgoingBatch): Picked {
    if (dealt === null) return { batch, rows: null, count: batch.length };
    const from = dealt.starts[this.#receiver]!;
    const to = dealt.starts[this.#receiver + 1]!;
    return { batch, rows: dealt.rows.subarray(from, to), count: to - from };
  }

  #write(item: Item, words: Words, texts: string[]): void {
    const { of, parts, length, before, passed } = item;
    const { origin, eventTimes, schema } = of.sample;
    words.put(of.edge);
    words.put(length);
    words.put(of.batches.at(-1)!.batch.watermark);
    words.put(before);
    words.put(passed.length);
    words.put((eventTimes === null ? 0 : HAS_TIMES) | (origin === null ? 0 : HAS_ORIGIN));
    if (origin !== null) texts.push(origin.file);
    const marks = words.numbers(schema.length * COLUMN_WORDS);
    if (eventTimes !== null) putNumbers(words.numbers(length), parts, (batch) => batch.eventTimes!);
    if (Number.isNaN(before)) putWatermarks(words.numbers(length), parts);
    words.numbers(passed.length).set(passed);
    if (origin !== null) putNumbers(words.numbers(length), parts, (batch) => batch.origin!.lines);
    schema.forEach((_, c) => this.#writeColumn(item, c, { words, texts, marks }));
  }

  #writeColumn(
    { of, parts, length, hasNulls }: Item,
    c: number,
    { words, texts, marks }: { words: Words; texts: string[]; marks: Float64Array },
  ): void {
    const sample = of.sample.columns[c]!;
    let mark = hasNulls[c] === true ? HAS_NULLS : 0;
    let added = 0;
    if (sample.type === 'string') {
      const sent = this.#edges[of.edge]![c]!;
      const before = texts.length;
      if (0 < length) mark |= sent.use(sample.dictionary);
      putTexts(words.integers(length), parts, { c, sent, texts });
      added = texts.length - before;
    } else if (sample.type === 'boolean')
      putBytes(words.bytes(length), parts, (batch) => (batch.columns[c] as BooleanColumn).values);
    else putNumbers(words.numbers(length), parts, (batch) => (batch.columns[c] as NumberColumn).values);
    if (hasNulls[c] === true) putBytes(words.bytes(length), parts, (batch) => batch.columns[c]!.nulls);
    marks[c * COLUMN_WORDS] = mark;
    marks[c * COLUMN_WORDS + 1] = added;
  }
}

function wordsOf({ of, length, before, passed, hasNulls }: Item): number {
  const { origin, eventTimes, schema } = of.sample;
  const perRow = (eventTimes === null ? 0 : 1) + (Number.isNaN(before) ? 1 : 0) + (origin === null ? 0 : 1);
  const columns = schema.reduce((total, { type }, c) => {
    const nulls = hasNulls[c] === true ? byteWords(length) : 0;
    if (type === 'string') return total + integerWords(length) + nulls;
    return total + (type === 'boolean' ? byteWords(length) : length) + nulls;
  }, 0);
  return HEAD_WORDS + schema.length * COLUMN_WORDS + passed.length + perRow * length + columns;
}
