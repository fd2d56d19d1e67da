import type { ColumnBuilder } from '../data/batch-builder.ts';
import type { Column } from '../data/column.ts';
import { Counted } from '../state/counted.ts';
import { InPieces } from '../state/in-pieces.ts';
import type { Cut } from '../state/objects-by-slot.ts';
import { ObjectsBySlot } from '../state/objects-by-slot.ts';
import type { Snapshot, Taken } from '../state/snapshot.ts';
import { isLookingOnly } from '../state/snapshot-memory.ts';
import type { Accumulator, AggregateResult } from './accumulator.ts';

/** The values of one slot after the other: how many each has, and all of them, which are either numbers or texts. */
interface SavedSets extends Snapshot {
  readonly sizes: Int32Array;
  readonly numbers: Float64Array;
  readonly texts: readonly (string | null)[];
}

/** Numbers or strings, as the column has them. */
type Values = Set<number | string>;

/** The first `size` of `values`, in the order in which they came: what is added later comes behind them. */
interface FirstValues {
  readonly values: Values;
  readonly size: number;
}

/** So many sets are looked at, and so many values written, at a time. */
const SETS = 4096;
const VALUES = 8192;

/**
 * `count(distinct x)`, exact: the different values themselves, null apart. Both zeros are one value. Its memory grows
 * with each new value of a window; besides it only `percentile` and `rate` keep more than a few numbers.
 */
export class DistinctValues implements Accumulator<Column>, AggregateResult {
  readonly #sets = new ObjectsBySlot<Values, FirstValues>((values) => ({ values, size: values.size }));
  #areTexts = false;

  grow(capacity: number): void {
    this.#sets.grow(capacity);
  }

  update(column: Column, slots: Int32Array, from: number, to: number): void {
    const { nulls, values } = column;
    const dictionary = column.type === 'string' ? column.dictionary : null;
    this.#areTexts = dictionary !== null;
    for (let i = from; i < to; i++) {
      const slot = slots[i]!;
      if (slot < 0 || (nulls !== null && nulls[i] === 1)) continue;
      // Another batch may number its strings in another way.
      this.#toChange(slot).add(dictionary === null ? values[i]! : dictionary.text(values[i]!));
    }
  }

  merge(into: Int32Array, from: Int32Array, count: number): void {
    for (let i = 0; i < count; i++) {
      const others = this.#sets.at(from[i]!);
      if (others === null) continue;
      const set = this.#toChange(into[i]!);
      for (const value of others) set.add(value);
    }
  }

  save(slots: Int32Array, count: number): Taken<SavedSets> {
    if (isLookingOnly()) return { sizes: new Int32Array(0), numbers: new Float64Array(0), texts: [] };
    const cut = this.#sets.cut();
    const all: SavedAt = { cut, slots, count };
    const [numbers, texts] = this.#areTexts ? [{ ...all, count: 0 }, all] : [all, { ...all, count: 0 }];
    return {
      sizes: sizesLater(all),
      numbers: numbersLater(numbers),
      // The last one to be written.
      texts: textsLater(texts, () => this.#sets.letGo(cut)),
    };
  }

  load({ sizes, numbers, texts }: SavedSets, slots: Int32Array): void {
    this.#areTexts ||= 0 < texts.length;
    const values: ArrayLike<number | string | null> = 0 < texts.length ? texts : numbers;
    let at = 0;
    for (let i = 0; i < slots.length; i++) {
      const end = at + sizes[i]!;
      if (0 <= slots[i]! && at < end) {
        const set = this.#toChange(slots[i]!);
        for (let each = at; each < end; each++) set.add(values[each]!);
      }
      at = end;
    }
  }

  clear(slots: Int32Array, count: number): void {
    for (let i = 0; i < count; i++) this.#sets.put(slots[i]!, null);
  }

  write(slots: Int32Array, count: number, results: ColumnBuilder): void {
    for (let i = 0; i < count; i++) results.appendNumber(this.#sets.at(slots[i]!)?.size ?? 0);
  }

  #toChange(slot: number): Values {
    return this.#sets.toChange(slot) ?? this.#sets.put(slot, new Set());
  }
}

/** The sets that are saved: those of the first `count` of `slots`. */
interface SavedAt {
  readonly cut: Cut<Values, FirstValues>;
  readonly slots: Int32Array;
  readonly count: number;
}

function sizesLater({ cut, slots, count }: SavedAt): InPieces<Int32Array> {
  return new InPieces({
    length: count,
    piece(from, to, arrays) {
      const sizes = arrays.integers(to - from);
      for (let i = from; i < to; i++) sizes[i - from] = cut.at(slots[i]!)?.size ?? 0;
      return sizes;
    },
  });
}

function* countOf({ cut, slots, count }: SavedAt): Generator<void, number> {
  let total = 0;
  for (let i = 0; i < count; i++) {
    total += cut.at(slots[i]!)?.size ?? 0;
    if (i % SETS === SETS - 1) yield;
  }
  return total;
}

function* valuesOf({ cut, slots, count }: SavedAt): Generator<number | string, void> {
  for (let i = 0; i < count; i++) {
    const saved = cut.at(slots[i]!);
    if (saved === null) continue;
    let left = saved.size;
    for (const value of saved.values) {
      if (left-- === 0) break;
      yield value;
    }
  }
}

function numbersLater(saved: SavedAt): Counted<Float64Array> {
  return new Counted<Float64Array>({
    empty: new Float64Array(0),
    count: () => countOf(saved),
    *parts(arrays, length) {
      const values = valuesOf(saved);
      for (let left = length; 0 < left; left -= VALUES) {
        arrays.begin();
        const piece = arrays.numbers(Math.min(left, VALUES));
        for (let i = 0; i < piece.length; i++) piece[i] = values.next().value as number;
        yield piece;
      }
    },
  });
}

function textsLater(saved: SavedAt, written: () => void): Counted<readonly (string | null)[]> {
  return new Counted<readonly (string | null)[]>({
    empty: [],
    count: () => countOf(saved),
    *parts(_arrays, length) {
      const values = valuesOf(saved);
      try {
        for (let left = length; 0 < left; left -= VALUES) {
          yield Array.from({ length: Math.min(left, VALUES) }, () => values.next().value as string);
        }
      } finally {
        written();
      }
    },
  });
}
