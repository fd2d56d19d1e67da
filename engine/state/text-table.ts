import type { ArraySource } from '../data/batch-arrays.ts';
import { newArrays } from '../data/batch-arrays.ts';
import type { Strings } from '../data/dictionary.ts';
import { FIRST_ROOM, grownInt32 } from './arrays.ts';
import { GrowingPlaces, placeOf } from './growing-places.ts';
import type { TextBlock } from './packed-texts.ts';
import { PackedTexts } from './packed-texts.ts';
import { hashOfText } from './text-hash.ts';

/** So many texts have a string besides: a string for each of a million keys is what the collector goes through while rows wait. */
const KEPT_STRINGS = 65_536;

/**
 * The distinct texts of a state, each with a small whole number; only grows. Unlike a `Dictionary` it makes of texts that come from a
 * checkpoint no strings until they are asked for, and keeps the bytes that the next checkpoint writes.
 */
export class TextTable implements Strings {
  readonly #packed = new PackedTexts();
  /** Those of the first `KEPT_STRINGS` that somebody has had in hand. */
  readonly #strings: (string | undefined)[] = [];
  #hashes = new Int32Array(FIRST_ROOM.hashesOfTexts);
  readonly #places = new GrowingPlaces();
  /** So many texts are in `#places`. */
  #indexed = 0;

  get size(): number {
    return this.#packed.size;
  }

  text(id: number): string {
    return id < KEPT_STRINGS ? (this.#strings[id] ??= this.#packed.text(id)) : this.#packed.text(id);
  }

  find(text: string): number {
    return this.#find(text, hashOfText(text));
  }

  /** The number of `text`, new or known. */
  intern(text: string): number {
    const hash = hashOfText(text);
    const known = this.#find(text, hash);
    if (0 <= known) return known;
    this.#packed.add(text);
    const id = this.size - 1;
    if (id < KEPT_STRINGS) this.#strings[id] = text;
    this.#index(id, hash);
    return id;
  }

  /** The number of text `id` of `others`, new or known. */
  internFrom(others: Strings, id: number): number {
    if (!(others instanceof TextTable)) return this.intern(others.text(id));
    const hash = others.hashOf(id);
    const known = this.#findSame(others, id, hash);
    if (0 <= known) return known;
    this.#packed.addFrom(others.#packed, id);
    this.#index(this.size - 1, hash);
    return this.size - 1;
  }

  /** Makes ready to find those that were added by `addBlock`, which otherwise the first search does. */
  indexAll(): void {
    while (this.#indexed < this.size) this.#index(this.#indexed, this.#packed.hashOf(this.#indexed));
  }

  /** Adds texts that are all new. */
  addBlock(block: TextBlock): void {
    this.#packed.addBlock(block);
  }

  /** The texts `ids`, as a file has them, in arrays of `arrays`. */
  block(ids: Int32Array, arrays: ArraySource = newArrays): TextBlock {
    return this.#packed.block(ids, arrays);
  }

  /** What `hashOfText` says of text `id`. */
  hashOf(id: number): number {
    return id < this.#indexed ? this.#hashes[id]! : this.#packed.hashOf(id);
  }

  #find(text: string, hash: number): number {
    this.indexAll();
    const { table, former } = this.#places;
    const id = this.#findIn(table, text, hash);
    return 0 <= id || former === null ? id : this.#findIn(former, text, hash);
  }

  #findIn(places: Int32Array, text: string, hash: number): number {
    const mask = places.length - 1;
    for (let place = placeOf(hash) & mask; ; place = (place + 1) & mask) {
      const id = places[place]!;
      if (id < 0) return -1;
      if (this.#hashes[id] === hash && this.#is(id, text)) return id;
    }
  }

  #findSame(others: TextTable, other: number, hash: number): number {
    this.indexAll();
    const { table, former } = this.#places;
    const id = this.#findSameIn(table, others, other, hash);
    return 0 <= id || former === null ? id : this.#findSameIn(former, others, other, hash);
  }

  #findSameIn(places: Int32Array, others: TextTable, other: number, hash: number): number {
    const mask = places.length - 1;
    for (let place = placeOf(hash) & mask; ; place = (place + 1) & mask) {
      const id = places[place]!;
      if (id < 0) return -1;
      if (this.#hashes[id] === hash && this.#packed.isSame(id, others.#packed, other)) return id;
    }
  }

  #is(id: number, text: string): boolean {
    const own = this.#strings[id];
    return own === undefined ? this.#packed.is(id, text) : own === text;
  }

  #index(id: number, hash: number): void {
    if (this.#hashes.length <= id) this.#hashes = grownInt32(this.#hashes, this.size);
    this.#hashes[id] = hash;
    this.#indexed = id + 1;
    if (this.#places.table.length < this.#indexed * 2) this.#places.grow(this.size * 2, this.#hashes);
    this.#places.add(id, this.#hashes);
  }
}
