import { ObjectsBySlot } from '../state/objects-by-slot.ts';
import type { SavedNumbers, Taken } from '../state/snapshot.ts';
import { isLookingOnly } from '../state/snapshot-memory.ts';
import type { NumberList } from './number-list.ts';
import { NumberReader, numbersLater } from './number-list.ts';

/** What has seen some values, of which it keeps more than a few numbers. */
interface Seen {
  /** What is to be saved, to which no later value may come. */
  frozen(): NumberList;
  /** Becomes, from one that has seen nothing, what `frozen` has given. */
  load(reader: NumberReader): void;
}

/** One thing for each slot that has seen values, saved as lists of numbers while rows go on. */
export class ListsBySlot<T extends Seen> {
  readonly #create: () => T;
  readonly #objects = new ObjectsBySlot<T, NumberList>((object) => object.frozen());

  constructor(create: () => T) {
    this.#create = create;
  }

  grow(capacity: number): void {
    this.#objects.grow(capacity);
  }

  /** The one of `slot`, to be looked at; null where there was no value yet. */
  at(slot: number): T | null {
    return this.#objects.at(slot);
  }

  /** The one of `slot`, to be given more values. */
  toChange(slot: number): T {
    return this.#objects.toChange(slot) ?? this.#objects.put(slot, this.#create());
  }

  clear(slots: Int32Array, count: number): void {
    for (let i = 0; i < count; i++) this.#objects.put(slots[i]!, null);
  }

  /** Those of the first `count` of `slots`, which do not change any more. */
  save(slots: Int32Array, count: number): Taken<SavedNumbers> {
    if (isLookingOnly()) return { numbers: new Float64Array(0) };
    const cut = this.#objects.cut();
    const lists = { count, listOf: (i: number) => cut.at(slots[i]!) };
    return { numbers: numbersLater(lists, () => this.#objects.letGo(cut)) };
  }

  load({ numbers }: SavedNumbers, slots: Int32Array): void {
    const reader = new NumberReader(numbers);
    for (let i = 0; i < slots.length; i++) {
      if (reader.read() === 0) continue;
      const object = this.#create();
      object.load(reader);
      if (0 <= slots[i]!) this.#objects.put(slots[i]!, object);
    }
  }
}
