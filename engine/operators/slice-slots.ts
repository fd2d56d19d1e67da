import type { Slice } from '../windows/slice.ts';
import type { WindowState } from './windowing.ts';

/** Gives the keys of slices their slots. */
export class SliceSlots {
  readonly #state: Pick<WindowState, 'rows' | 'aggregation' | 'slots' | 'keys'>;

  constructor(state: Pick<WindowState, 'rows' | 'aggregation' | 'slots' | 'keys'>) {
    this.#state = state;
  }

  /** The slot of the key of `row`, which is the first of it in `slice`. */
  newSlot(slice: Slice, row: number): number {
    const { rows, aggregation } = this.#state;
    return this.addKey(slice, rows.keys[row]!, aggregation.firstNumber + row);
  }

  /** The slot of `key`, whose first row in `slice` has the number `first`. */
  addKey(slice: Slice, key: number, first: number): number {
    const { slots, keys } = this.#state;
    const slot = slots.take(key);
    keys.retain(key);
    slice.add(key, slot, first);
    return slot;
  }

  /** Gives the new rows of the run in hand slots in the slices in which they are, which are these two. */
  assignNew([first, second]: readonly [Slice, Slice]): void {
    const { slots, times, keys, newRows, newCount } = this.#state.rows;
    for (let i = 0; i < newCount; i++) {
      const row = newRows[i]!;
      const slice = times[row]! < second.start ? first : second;
      // A row before it may have been the first of its key.
      const slot = slice.slotOfKey.find(keys[row]!);
      slots[row] = slot < 0 ? this.newSlot(slice, row) : slot;
    }
  }
}
