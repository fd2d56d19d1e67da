import { FIRST_ROOM, grownInt32 } from './arrays.ts';
import { GrowingPlaces, placeOf } from './growing-places.ts';

/** Places for each entry, so that the table need not grow at the next one. */
const ROOM = 4;

/**
 * Gives each distinct run of `width` 32-bit words a small whole number: open addressing by linear probing over typed arrays.
 * A number that was dropped is given again.
 */
export class WordTable {
  readonly width: number;
  /** The words of entry n begin at `n * width`. Replaced when it grows. */
  words = new Int32Array(0);
  /** Entries are below this. */
  bound = 0;
  size = 0;
  #hashes = new Int32Array(0);
  readonly #places = new GrowingPlaces();
  #free: number[] = [];

  constructor(width: number) {
    this.width = width;
  }

  /** The entry whose words stand in `words` from `at` on, new or known. */
  entryOf(words: Int32Array, at: number): number {
    const width = this.width;
    const hash = hashOf(words, at, width);
    const { table } = this.#places;
    const mask = table.length - 1;
    let place = placeOf(hash) & mask;
    for (;;) {
      const entry = table[place]!;
      if (entry < 0) return this.#formerOrNew(hash, words, at);
      if (this.#hashes[entry] === hash && this.#holds(entry, words, at)) return entry;
      place = (place + 1) & mask;
    }
  }

  /** Writes the entries of the first `count` runs in `words`, one behind the other, to `entries`; each new or known. */
  entriesOf(words: Int32Array, count: number, entries: Int32Array): void {
    const { width } = this;
    let { table } = this.#places;
    let hashes = this.#hashes;
    for (let i = 0, at = 0; i < count; i++, at += width) {
      // The results of a window, and the readings of an entity, come together.
      if (0 < i && isRepeated(words, at, width)) {
        entries[i] = entries[i - 1]!;
        continue;
      }
      const hash = hashOf(words, at, width);
      const mask = table.length - 1;
      let place = placeOf(hash) & mask;
      let entry = table[place]!;
      while (0 <= entry && !(hashes[entry] === hash && this.#holds(entry, words, at))) {
        place = (place + 1) & mask;
        entry = table[place]!;
      }
      if (entry < 0) {
        entry = this.#formerOrNew(hash, words, at);
        table = this.#places.table;
        hashes = this.#hashes;
      }
      entries[i] = entry;
    }
  }

  /** Gives the `count` runs in `words`, of which no two are the same, the entries 0 … count − 1. It has none yet. */
  fill(words: Int32Array<ArrayBuffer>, count: number): void {
    this.words = words;
    this.bound = this.size = count;
    this.#hashes = new Int32Array(count);
    this.#places.clear(count * ROOM);
    for (let entry = 0; entry < count; entry++) {
      this.#hashes[entry] = hashOf(words, entry * this.width, this.width);
      this.#places.add(entry, this.#hashes);
    }
  }

  /** Drops all entries but `kept`, in ascending order, whose words may have been rewritten since. */
  keepOnly(kept: Int32Array): void {
    this.#places.clear(kept.length * ROOM);
    this.size = kept.length;
    this.bound = kept.length === 0 ? 0 : kept[kept.length - 1]! + 1;
    this.#free = [];
    let next = kept.length - 1;
    // Downwards, so that the smallest free numbers are given first.
    for (let entry = this.bound - 1; 0 <= entry; entry--) {
      if (entry !== kept[next]) {
        this.#free.push(entry);
        continue;
      }
      next--;
      this.#hashes[entry] = hashOf(this.words, entry * this.width, this.width);
      this.#places.add(entry, this.#hashes);
    }
  }

  /** The entry, where it is one that has not moved yet; else a new one. */
  #formerOrNew(hash: number, words: Int32Array, at: number): number {
    const { former } = this.#places;
    if (former === null) return this.#add(hash, words, at);
    const mask = former.length - 1;
    for (let place = placeOf(hash) & mask; ; place = (place + 1) & mask) {
      const entry = former[place]!;
      if (entry < 0) return this.#add(hash, words, at);
      if (this.#hashes[entry] === hash && this.#holds(entry, words, at)) return entry;
    }
  }

  #holds(entry: number, words: Int32Array, at: number): boolean {
    const start = entry * this.width;
    for (let k = 0; k < this.width; k++) if (this.words[start + k] !== words[at + k]) return false;
    return true;
  }

  #add(hash: number, words: Int32Array, at: number): number {
    const entry = this.#free.pop() ?? this.bound++;
    if (this.#hashes.length <= entry) {
      this.#hashes = grownInt32(this.#hashes, Math.max(FIRST_ROOM.words, entry + 1));
      this.words = grownInt32(this.words, this.#hashes.length * this.width);
    }
    for (let k = 0; k < this.width; k++) this.words[entry * this.width + k] = words[at + k]!;
    this.#hashes[entry] = hash;
    this.size++;
    if (this.#places.table.length < this.size * 2) this.#places.grow(this.size * ROOM, this.#hashes);
    this.#places.add(entry, this.#hashes);
    return entry;
  }
}

/** Whether the `width` words from `at` on are those before them again. */
function isRepeated(words: Int32Array, at: number, width: number): boolean {
  for (let k = at; k < at + width; k++) if (words[k] !== words[k - width]) return false;
  return true;
}

/** MurmurHash3 (32 bits, Austin Appleby) of `width` words from `at` on, up to its end, which `placeOf` is. */
function hashOf(words: Int32Array, at: number, width: number): number {
  let hash = width;
  for (let k = 0; k < width; k++) {
    let word = Math.imul(words[at + k]!, 0xcc9e2d51);
    word = Math.imul((word << 15) | (word >>> 17), 0x1b873593);
    hash ^= word;
    hash = (Math.imul((hash << 13) | (hash >>> 19), 5) + 0xe6546b64) | 0;
  }
  return hash;
}
