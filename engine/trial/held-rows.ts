import { takeRows } from '../data/batch.ts';
import type { Batch } from '../data/batch.ts';
import type { Column } from '../data/column.ts';
import { Dictionary } from '../data/dictionary.ts';
import type { Schema } from '../data/types.ts';

/** The last rows of a source as plain data, which travels between threads. */
export interface HeldRows {
  readonly schema: Schema;
  readonly batches: readonly HeldBatch[];
}

/** Rows that came together, and when they came. */
export interface HeldBatch {
  readonly at: number;
  readonly length: number;
  readonly columns: readonly HeldColumn[];
}

/** `values` of texts are places in `texts`, which all batches of a column share. */
export interface HeldColumn {
  readonly type: Column['type'];
  readonly values: Column['values'];
  readonly nulls: Column['nulls'];
  readonly texts: readonly string[] | null;
}

/** How many rows are held, and since when the oldest of them; null: none. */
export interface HeldSpan {
  readonly rows: number;
  readonly since: number | null;
}

/** What one source may hold: the last ten minutes of it, as far as they fit in so many rows and bytes. */
export const HELD = { ms: 10 * 60_000, rows: 200_000, bytes: 32 * 1024 * 1024 };

interface Kept {
  readonly at: number;
  readonly batch: Batch;
  readonly bytes: number;
}

/** Holds copies of the last rows that it is given. */
export class RowHolder {
  readonly #limits: typeof HELD;
  readonly #copy: (batch: Batch) => Batch;
  #kept: Kept[] = [];
  #rows = 0;
  #bytes = 0;

  constructor(limits: typeof HELD = HELD, copy: (batch: Batch) => Batch = copiedWithoutTimes) {
    this.#limits = limits;
    this.#copy = copy;
  }

  /** Takes a copy of `batch`, which came at `at`; gives up what is too old or too much. */
  hold(batch: Batch, at: number): void {
    if (batch.length === 0) return;
    const copy = this.#copy(batch);
    const bytes = bytesOf(copy);
    this.#kept.push({ at, batch: copy, bytes });
    this.#rows += batch.length;
    this.#bytes += bytes;
    const { ms, rows, bytes: bytesMax } = this.#limits;
    while (at - this.#kept[0]!.at > ms || this.#rows > rows || this.#bytes > bytesMax) {
      const { batch: oldest, bytes: given } = this.#kept.shift()!;
      this.#rows -= oldest.length;
      this.#bytes -= given;
      if (this.#kept.length === 0) return;
    }
  }

  span(): HeldSpan {
    return { rows: this.#rows, since: this.#kept[0]?.at ?? null };
  }

  /** The batches that came at `since` or later, as they were copied. */
  batches(since = -Infinity): readonly { readonly at: number; readonly batch: Batch }[] {
    return this.#kept.filter(({ at }) => since <= at);
  }

  rows(schema: Schema): HeldRows {
    const texts = schema.map(() => new Dictionary());
    const lists = texts.map((): string[] => []);
    const batches = this.#kept.map(({ at, batch }) => ({
      at,
      length: batch.length,
      columns: batch.columns.map((column, c) => plain(column, texts[c]!, lists[c]!)),
    }));
    return { schema, batches };
  }
}

/** Held rows as batches again, without event times; strings of a column have one dictionary. */
export function* batchesOf({ schema, batches }: HeldRows): Generator<{ readonly at: number; readonly batch: Batch }> {
  const dictionaries = new Map<readonly string[], Dictionary>();
  const dictionaryOf = (texts: readonly string[]): Dictionary => {
    const known = dictionaries.get(texts);
    if (known) return known;
    const made = new Dictionary();
    for (const text of texts) made.intern(text);
    dictionaries.set(texts, made);
    return made;
  };
  for (const { at, length, columns } of batches) {
    const whole = columns.map(({ type, values, nulls, texts }) => {
      return (
        texts === null ? { type, values, nulls } : { type, values, nulls, dictionary: dictionaryOf(texts) }
      ) as Column;
    });
    const times = { eventTimes: null, watermarksBefore: -Infinity, watermark: -Infinity, origin: null };
    yield { at, batch: { schema, length, columns: whole, ...times } };
  }
}

function copiedWithoutTimes(batch: Batch): Batch {
  return copied({ ...batch, eventTimes: null, watermarksBefore: -Infinity });
}

/** A copy of a batch, with its times and watermarks, that lasts. */
export function copied(batch: Batch): Batch {
  const rows = Int32Array.from({ length: batch.length }, (_, row) => row);
  return takeRows({ ...batch, origin: null }, rows, batch.length);
}

function bytesOf({ columns, length }: Batch): number {
  let bytes = 0;
  for (const column of columns) {
    bytes += column.values.byteLength + (column.nulls?.byteLength ?? 0);
    if (column.type !== 'string') continue;
    for (let row = 0; row < length; row++) {
      if (column.nulls?.[row] !== 1) bytes += column.dictionary.text(column.values[row]!).length;
    }
  }
  return bytes;
}

function plain(column: Column, known: Dictionary, texts: string[]): HeldColumn {
  const { type, nulls } = column;
  if (type !== 'string') return { type, values: column.values, nulls, texts: null };
  const values = column.values.map((code, row) => {
    if (nulls?.[row] === 1) return 0;
    const text = column.dictionary.text(code);
    const place = known.intern(text);
    if (place === texts.length) texts.push(text);
    return place;
  });
  return { type, values, nulls, texts };
}
