import type { ArraySource } from '../data/batch-arrays.ts';
import { newArrays } from '../data/batch-arrays.ts';
import type { Strings } from '../data/dictionary.ts';
import { grownInt32 } from './arrays.ts';
import type { TextBlock } from './packed-texts.ts';
import { PackedTexts } from './packed-texts.ts';
import { hashOfText } from './text-hash.ts';

/**
 * The distinct texts of a state, each with a small whole number; only grows. Unlike a `Dictionary` it makes of texts that come from a
 * checkpoint no strings until they are asked for, and keeps the bytes that the next checkpoint writes.
 */
export class TextTable implements Strings {
  readonly #packed = new PackedTexts();
  /** Those that somebody has had in hand. */
  readonly #strings: (string | undefined)[] = [];
  #hashes = new Int32Array(16);
  /** Open addressing by linear probing: number by place, -1 where empty; a power of two of places, at most half of them full. */
  #places = new Int32Array(32).fill(-1);
  /** So many texts are in `#places`. */
  #indexed = 0;

  get size(): number {
    return this.#packed.size;
  }

  text(id: number): string {
    return (this.#strings[id] ??= this.#packed.text(id));
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
    this.#strings[id] = text;
    this.#index(id, hash);
    return id;
  }

  /** The number of text `id` of `others`, new or known. */
  internFrom(others: Strings, id: number): number {
    if (!(others instanceof TextTable)) return this.intern(others.text(id));
    this.indexAll();
    const hash = others.hashOf(id);
    const mask = this.#places.length - 1;
    for (let place = placeOf(hash) & mask; ; place = (place + 1) & mask) {
      const known = this.#places[place]!;
      if (known < 0) break;
      if (this.#hashes[known] === hash && this.#packed.isSame(known, others.#packed, id)) return known;
    }
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
    const mask = this.#places.length - 1;
    for (let place = placeOf(hash) & mask; ; place = (place + 1) & mask) {
      const id = this.#places[place]!;
      if (id < 0) return -1;
      if (this.#hashes[id] === hash && this.#is(id, text)) return id;
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
    if (this.#places.length < this.#indexed * 2) this.#growPlaces();
    else this.#place(id);
  }

  #growPlaces(): void {
    let { length } = this.#places;
    while (length < this.size * 2) length *= 2;
    this.#places = new Int32Array(length).fill(-1);
    for (let id = 0; id < this.#indexed; id++) this.#place(id);
  }

  #place(id: number): void {
    const mask = this.#places.length - 1;
    let place = placeOf(this.#hashes[id]!) & mask;
    while (0 <= this.#places[place]!) place = (place + 1) & mask;
    this.#places[place] = id;
  }
}

/** Hashes of texts that are alike are too: the end of MurmurHash3 (Austin Appleby) spreads them. */
function placeOf(hash: number): number {
  const mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  const more = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return more ^ (more >>> 16);
}
