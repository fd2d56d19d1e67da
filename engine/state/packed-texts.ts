import type { ArraySource } from '../data/batch-arrays.ts';
import { newArrays } from '../data/batch-arrays.ts';
import { grownBytes, grownFloat64 } from './arrays.ts';

/** Some texts one after the other, as a file has them: how long each is, and their characters, of one byte each or of two. */
export interface TextBlock {
  readonly isWide: boolean;
  /** In UTF-16 units. */
  readonly lengths: Int32Array;
  readonly bytes: Uint8Array;
}

/**
 * Texts as bytes in one array, to which more are only added: they take little room, are written to a file as they stand, and are
 * read from one without making a string of each. A character takes one byte, or two (UTF-16) where a text has any above 255.
 */
export class PackedTexts {
  #bytes = new Uint8Array(64);
  /** The same bytes: it makes strings of them several times quicker than code of our own. */
  #buffer = Buffer.from(this.#bytes.buffer);
  /** Where each text ends. */
  #ends = new Float64Array(16);
  /** By text, 1 for one whose characters take two bytes. */
  #isWide = new Uint8Array(16);
  #used = 0;
  #size = 0;

  get size(): number {
    return this.#size;
  }

  add(text: string): void {
    const { length } = text;
    this.#reserve(1, length);
    const bytes = this.#bytes;
    const start = this.#used;
    let all = 0;
    for (let i = 0; i < length; i++) all |= bytes[start + i] = text.charCodeAt(i);
    if (all <= 0xff) this.#end(start + length, 0);
    else this.#addWide(text);
  }

  /** Adds text `id` of `others`. */
  addFrom(others: PackedTexts, id: number): void {
    const [start, end] = [others.#startOf(id), others.#ends[id]!];
    this.#reserve(1, end - start);
    const from = others.#bytes;
    const to = this.#bytes;
    let at = this.#used;
    for (let i = start; i < end; i++) to[at++] = from[i]!;
    this.#end(at, others.#isWide[id]!);
  }

  addBlock({ isWide, lengths, bytes }: TextBlock): void {
    this.#reserve(lengths.length, bytes.length);
    this.#bytes.set(bytes, this.#used);
    const width = isWide ? 2 : 1;
    for (let i = 0; i < lengths.length; i++) this.#end(this.#used + lengths[i]! * width, width - 1);
  }

  /** The texts `ids`, as a file has them, in arrays of `arrays`. */
  block(ids: Int32Array, arrays: ArraySource = newArrays): TextBlock {
    let isWide = false;
    let units = 0;
    const lengths = arrays.integers(ids.length);
    for (let i = 0; i < ids.length; i++) {
      isWide ||= this.#isWide[ids[i]!] === 1;
      units += lengths[i] = this.#lengthOf(ids[i]!);
    }
    const bytes = arrays.bytes(isWide ? 2 * units : units);
    let at = 0;
    for (let i = 0; i < ids.length; i++) at = this.#copyTo(bytes, at, ids[i]!, isWide);
    return { isWide, lengths, bytes };
  }

  text(id: number): string {
    return this.#buffer.toString(this.#isWide[id] === 1 ? 'utf16le' : 'latin1', this.#startOf(id), this.#ends[id]);
  }

  /** What `hashOfText` says of text `id`. */
  hashOf(id: number): number {
    let hash = 0;
    if (this.#isWide[id] === 1) {
      for (let unit = 0; unit < this.#lengthOf(id); unit++) hash = (Math.imul(hash, 31) + this.#unit(id, unit)) | 0;
      return hash;
    }
    const end = this.#ends[id]!;
    for (let at = this.#startOf(id); at < end; at++) hash = (Math.imul(hash, 31) + this.#bytes[at]!) | 0;
    return hash;
  }

  /** Whether text `id` is `text`. */
  is(id: number, text: string): boolean {
    const length = this.#lengthOf(id);
    if (length !== text.length) return false;
    for (let i = 0; i < length; i++) if (this.#unit(id, i) !== text.charCodeAt(i)) return false;
    return true;
  }

  /** Whether text `id` is text `other` of `others`. */
  isSame(id: number, others: PackedTexts, other: number): boolean {
    const length = this.#lengthOf(id);
    if (length !== others.#lengthOf(other)) return false;
    for (let i = 0; i < length; i++) if (this.#unit(id, i) !== others.#unit(other, i)) return false;
    return true;
  }

  #startOf(id: number): number {
    return id === 0 ? 0 : this.#ends[id - 1]!;
  }

  #lengthOf(id: number): number {
    const bytes = this.#ends[id]! - this.#startOf(id);
    return this.#isWide[id] === 1 ? bytes / 2 : bytes;
  }

  #unit(id: number, unit: number): number {
    const start = this.#startOf(id);
    if (this.#isWide[id] === 0) return this.#bytes[start + unit]!;
    const at = start + 2 * unit;
    return this.#bytes[at]! | (this.#bytes[at + 1]! << 8);
  }

  #addWide(text: string): void {
    this.#reserve(1, 2 * text.length);
    let at = this.#used;
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      this.#bytes[at++] = unit & 0xff;
      this.#bytes[at++] = unit >>> 8;
    }
    this.#end(at, 1);
  }

  #copyTo(bytes: Uint8Array, to: number, id: number, isWide: boolean): number {
    const [start, end] = [this.#startOf(id), this.#ends[id]!];
    const isSpread = isWide && this.#isWide[id] === 0;
    let at = to;
    for (let i = start; i < end; i++) {
      bytes[at++] = this.#bytes[i]!;
      if (isSpread) bytes[at++] = 0;
    }
    return at;
  }

  #end(end: number, isWide: number): void {
    this.#ends[this.#size] = end;
    this.#isWide[this.#size++] = isWide;
    this.#used = end;
  }

  #reserve(texts: number, bytes: number): void {
    if (this.#ends.length < this.#size + texts) {
      this.#ends = grownFloat64(this.#ends, this.#size + texts);
      this.#isWide = grownBytes(this.#isWide, this.#size + texts);
    }
    if (this.#used + bytes <= this.#bytes.length) return;
    const grown = grownBytes(this.#bytes, this.#used + bytes);
    this.#bytes = grown;
    this.#buffer = Buffer.from(grown.buffer);
  }
}
