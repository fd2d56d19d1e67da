/** Slots whose frozen objects stand in one array; a power of two. */
const CHUNK = 4096;

/** Objects by slot that grow and change with each row, of which a snapshot takes no copy while rows wait: what changes before it is written is put aside first. */
export class ObjectsBySlot<T extends object, Frozen> {
  readonly #objects: (T | null)[] = [];
  readonly #freeze: (object: T) => Frozen;
  #cut: Cut<T, Frozen> | null = null;

  /** `freeze` gives what an object is now, to which no later change may come. */
  constructor(freeze: (object: T) => Frozen) {
    this.#freeze = freeze;
  }

  /** Makes room for slots below `capacity`, which are empty. */
  grow(capacity: number): void {
    while (this.#objects.length < capacity) this.#objects.push(null);
  }

  /** What is in `slot`, to be looked at only. */
  at(slot: number): T | null {
    return this.#objects[slot]!;
  }

  /** What is in `slot`, to be changed. */
  toChange(slot: number): T | null {
    this.#cut?.keep(slot);
    return this.#objects[slot]!;
  }

  /** Puts `object` into `slot`, and gives it back. */
  put<O extends T | null>(slot: number, object: O): O {
    this.#cut?.keep(slot);
    this.#objects[slot] = object;
    return object;
  }

  /** What all slots hold at this moment, until it is let go or the next one is taken. */
  cut(): Cut<T, Frozen> {
    this.#cut = new Cut(this.#objects, this.#freeze);
    return this.#cut;
  }

  /** From here on nothing is put aside for `cut`. */
  letGo(cut: Cut<T, Frozen>): void {
    if (this.#cut === cut) this.#cut = null;
  }
}

/** What all slots held at one moment. */
export class Cut<T extends object, Frozen> {
  readonly #objects: readonly (T | null)[];
  readonly #freeze: (object: T) => Frozen;
  /** By slot, a chunk where any of them has changed since: what was there, undefined where it still is. */
  readonly #kept: (Frozen | null | undefined)[][] = [];

  constructor(objects: readonly (T | null)[], freeze: (object: T) => Frozen) {
    this.#objects = objects;
    this.#freeze = freeze;
  }

  /** Puts aside what is in `slot`, which is about to change. */
  keep(slot: number): void {
    const chunk = (this.#kept[Math.floor(slot / CHUNK)] ??= new Array<undefined>(CHUNK).fill(undefined));
    if (chunk[slot % CHUNK] === undefined) chunk[slot % CHUNK] = this.#frozen(slot);
  }

  /** What was in `slot`; null where nothing was. */
  at(slot: number): Frozen | null {
    const kept = this.#kept[Math.floor(slot / CHUNK)]?.[slot % CHUNK];
    return kept === undefined ? this.#frozen(slot) : kept;
  }

  #frozen(slot: number): Frozen | null {
    const object = this.#objects[slot] ?? null;
    return object === null ? null : this.#freeze(object);
  }
}
