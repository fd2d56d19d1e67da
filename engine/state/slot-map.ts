import { grownInt32 } from './arrays.ts';

/** Below this share of keys a table of all keys wastes more memory than a hash table of those that are there. */
const DENSE_SHARE = 8;

/** Up to this many keys a table of all keys is always the smaller one. */
const ALWAYS_DENSE = 2048;

/**
 * Which slot each key of one window has. Keys are the dense numbers of a key table.
 *
 * While few of all keys occur, a hash table by linear probing; once a fair share does, an array by key, which is several times
 * faster. So a thousand open windows of a few keys each do not cost a thousand arrays of a million entries.
 */
export class SlotMap {
  /** Slot by key, -1 where it has none; null while the keys are hashed. Hot loops read it, after `fit`. */
  dense: Int32Array | null = null;
  #count = 0;
  // Key and slot alternate; key -1 is an empty place. A power of two of places, at most half of them full.
  #hashed = new Int32Array(0);

  /** Makes ready for keys below `bound`: from here on `dense`, where there is one, has a place for each. `coming`: how many are added at once. */
  fit(bound: number, coming = 0): void {
    if (this.dense !== null) {
      if (bound <= this.dense.length) return;
      if (bound <= ALWAYS_DENSE || bound <= this.#count * DENSE_SHARE) this.dense = grownInt32(this.dense, bound, -1);
      else this.#toHashed();
    } else if (bound <= ALWAYS_DENSE || bound <= (this.#count + coming) * (DENSE_SHARE / 2)) {
      this.#toDense(bound);
    }
  }

  /** The slot of `key`, or -1. */
  find(key: number): number {
    // A key that came after the last `fit` has no place there.
    if (this.dense !== null) return key < this.dense.length ? this.dense[key]! : -1;
    const mask = this.#hashed.length / 2 - 1;
    if (mask < 0) return -1;
    let place = (Math.imul(key, MULTIPLIER) >>> SHIFT) & mask;
    while (this.#hashed[2 * place]! !== -1) {
      if (this.#hashed[2 * place] === key) return this.#hashed[2 * place + 1]!;
      place = (place + 1) & mask;
    }
    return -1;
  }

  /** Gives `key`, which has none yet, the slot `slot`. */
  add(key: number, slot: number): void {
    this.#count++;
    if (this.dense !== null) {
      this.dense[key] = slot;
      return;
    }
    if (this.#hashed.length < this.#count * 4) this.#rehash(Math.max(32, this.#hashed.length * 2));
    this.#place(key, slot);
  }

  /** Forgets all keys. An array by key stays, for the window that comes next, where there were keys enough for it. */
  clear(): void {
    const { dense } = this;
    const isWorthIt = dense !== null && (dense.length <= ALWAYS_DENSE || dense.length <= this.#count * DENSE_SHARE);
    this.dense = isWorthIt ? dense.fill(-1) : null;
    this.#hashed = new Int32Array(0);
    this.#count = 0;
  }

  #place(key: number, slot: number): void {
    const mask = this.#hashed.length / 2 - 1;
    let place = (Math.imul(key, MULTIPLIER) >>> SHIFT) & mask;
    while (this.#hashed[2 * place]! !== -1) place = (place + 1) & mask;
    this.#hashed[2 * place] = key;
    this.#hashed[2 * place + 1] = slot;
  }

  #rehash(length: number): void {
    const old = this.#hashed;
    this.#hashed = new Int32Array(length).fill(-1);
    for (let i = 0; i < old.length; i += 2) if (old[i] !== -1) this.#place(old[i]!, old[i + 1]!);
  }

  #toDense(bound: number): void {
    const dense = new Int32Array(bound).fill(-1);
    for (let i = 0; i < this.#hashed.length; i += 2) {
      if (this.#hashed[i] !== -1) dense[this.#hashed[i]!] = this.#hashed[i + 1]!;
    }
    this.dense = dense;
    this.#hashed = new Int32Array(0);
  }

  #toHashed(): void {
    const dense = this.dense!;
    this.dense = null;
    let length = 32;
    while (length < this.#count * 4) length *= 2;
    this.#hashed = new Int32Array(length).fill(-1);
    for (let key = 0; key < dense.length; key++) if (dense[key] !== -1) this.#place(key, dense[key]!);
  }
}

// Knuth's multiplicative hash; the middle bits of the product are the well mixed ones.
const MULTIPLIER = 0x9e3779b1;
const SHIFT = 8;
