/** So many places of the former table are looked through for each entry that is added: it is empty long before the next one is. */
const MOVED_AT_ONCE = 16;

/**
 * Whole numbers by the hashes of what they stand for: open addressing by linear probing, at most half of the places full. It grows while
 * entries are added, a few moving with each, so that rows never wait for all of them: until the last one has, whoever searches looks
 * into `table` and then into `former`.
 */
export class GrowingPlaces {
  /** Entry by place, -1 where empty; a power of two of places, which `placeOf` a hash begins to search. Replaced when it grows. */
  table = emptyTable(32);
  /** The table before, some of whose entries are in the new one; null where all are. */
  former: Int32Array | null = null;
  #moved = 0;

  /** Forgets all entries, and has so many places from here on at least. */
  clear(places: number): void {
    this.table = emptyTable(places);
    this.former = null;
  }

  /** Makes room for all entries in `places` places. `hashes`: of all entries. */
  grow(places: number, hashes: Int32Array): void {
    while (this.former !== null) this.#moveSome(this.former, hashes);
    this.former = this.table;
    this.#moved = 0;
    this.table = emptyTable(places);
  }

  /** Adds `entry`, which is not there yet. `hashes`: of all entries. */
  add(entry: number, hashes: Int32Array): void {
    if (this.former !== null) this.#moveSome(this.former, hashes);
    this.#put(entry, hashes[entry]!);
  }

  #moveSome(former: Int32Array, hashes: Int32Array): void {
    const end = Math.min(former.length, this.#moved + MOVED_AT_ONCE);
    for (let place = this.#moved; place < end; place++) {
      const entry = former[place]!;
      if (0 <= entry) this.#put(entry, hashes[entry]!);
    }
    this.#moved = end;
    if (end === former.length) this.former = null;
  }

  #put(entry: number, hash: number): void {
    const { table } = this;
    const mask = table.length - 1;
    let place = placeOf(hash) & mask;
    while (0 <= table[place]!) place = (place + 1) & mask;
    table[place] = entry;
  }
}

/** Hashes of what is alike are too: the end of MurmurHash3 (Austin Appleby) spreads them. */
export function placeOf(hash: number): number {
  const mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  const more = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return more ^ (more >>> 16);
}

function emptyTable(places: number): Int32Array<ArrayBuffer> {
  let length = 32;
  while (length < places) length *= 2;
  return new Int32Array(length).fill(-1);
}
