import type { Batch } from '../data/batch.ts';
import type { Column } from '../data/column.ts';
import { Dictionary } from '../data/dictionary.ts';
import type { Field, Schema } from '../data/types.ts';
import { COLUMN_WORDS, HAS_NULLS, HAS_ORIGIN, HAS_TIMES, IDLE, IS_FRESH, PLACE_SHIFT, Words } from './parcel.ts';
import type { Parcel } from './parcel.ts';

/** What a parcel brings, in order: rows of an edge, or null: the edge is idle. */
export interface Incoming {
  readonly edge: number;
  readonly batch: Batch | null;
}

/** The strings of a parcel, to be taken one after the other. */
interface Texts {
  readonly texts: readonly string[];
  next: number;
}

/** Unpacks what one sender sends. The rows lie in the parcel's buffer: whoever wants to keep them beyond it has to copy them. */
export class ParcelReader {
  readonly #edges: readonly Schema[];
  /** By edge and column: the sender's dictionaries, as far as they have been sent. */
  readonly #dictionaries: readonly (readonly Dictionary[][])[];

  constructor(edges: readonly Schema[]) {
    this.#edges = edges;
    this.#dictionaries = edges.map((schema) => schema.map(() => []));
  }

  read({ buffer, texts: sent }: Parcel): readonly Incoming[] {
    const words = new Words(buffer);
    const texts = { texts: sent, next: 0 };
    const items: Incoming[] = [];
    for (let left = words.take(); 0 < left; left--) items.push(this.#item(words, texts));
    return items;
  }

  #item(words: Words, texts: Texts): Incoming {
    const [edge, length, watermark, before, passedCount, flags] = words.numbers(6) as unknown as Head;
    if (length === IDLE) return { edge, batch: null };
    const schema = this.#edges[edge]!;
    const file = (flags & HAS_ORIGIN) === 0 ? null : texts.texts[texts.next++]!;
    const marks = words.numbers(schema.length * COLUMN_WORDS);
    const eventTimes = (flags & HAS_TIMES) === 0 ? null : words.numbers(length);
    const watermarksBefore = Number.isNaN(before) ? words.numbers(length) : before;
    // The operators may keep them as long as they like: they are theirs, not the buffer's.
    const passed = passedCount === 0 ? undefined : words.numbers(passedCount).slice();
    const origin = file === null ? null : { file, lines: words.numbers(length) };
    const columns = schema.map((field, c) => this.#column({ field, edge, c, length }, marks, { words, texts }));
    const batch = {
      schema,
      length,
      columns,
      eventTimes,
      watermarksBefore,
      watermark,
      watermarksPassed: passed,
      origin,
    };
    return { edge, batch };
  }

  #column(
    { field, edge, c, length }: { field: Field; edge: number; c: number; length: number },
    marks: Float64Array,
    { words, texts }: { words: Words; texts: Texts },
  ): Column {
    const { type } = field;
    const mark = marks[c * COLUMN_WORDS]!;
    const nullsOf = (): Uint8Array | null => ((mark & HAS_NULLS) === 0 ? null : words.bytes(length));
    if (type === 'string') {
      const dictionary = this.#dictionary(this.#dictionaries[edge]![c]!, mark);
      const values = words.integers(length);
      for (let added = marks[c * COLUMN_WORDS + 1]!; 0 < added; added--) dictionary.intern(texts.texts[texts.next++]!);
      return { type, values, nulls: nullsOf(), dictionary };
    }
    if (type === 'boolean') return { type, values: words.bytes(length), nulls: nullsOf() };
    return { type, values: words.numbers(length), nulls: nullsOf() };
  }

  #dictionary(known: Dictionary[], mark: number): Dictionary {
    const place = mark >> PLACE_SHIFT;
    if ((mark & IS_FRESH) !== 0 || known[place] === undefined) known[place] = new Dictionary();
    return known[place];
  }
}

type Head = readonly [
  edge: number,
  length: number,
  watermark: number,
  before: number,
  passedCount: number,
  flags: number,
];
