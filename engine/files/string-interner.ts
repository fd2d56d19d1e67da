import type { Dictionary } from '../data/dictionary.ts';

/** Strings longer than this are looked up as text: hashing their bytes would cost more than it saves. */
const LENGTH_MAX = 64;

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The text of `bytes[start]` … `bytes[end - 1]`, or null where that is not UTF-8. */
export function decodeUtf8(bytes: Buffer, start: number, end: number): string | null {
  let at = start;
  while (at < end && bytes[at]! < 0x80) at++;
  if (at === end) return bytes.toString('latin1', start, end);
  try {
    return strictUtf8.decode(bytes.subarray(start, end));
  } catch {
    // TypeError is how TextDecoder says that the bytes are not UTF-8.
    return null;
  }
}

/**
 * Finds the number of a string in a dictionary from its bytes, so that text is only made for strings that are new:
 * that is some ten times cheaper. One interner for each column.
 */
export class StringInterner {
  #dictionary: Dictionary | null = null;
  /** Open addressing: 1 + the place in the lists below; 0 is free. */
  #slots = new Int32Array(64);
  #count = 0;
  #hashes = new Int32Array(32);
  #ids = new Int32Array(32);
  #starts = new Int32Array(33);
  #bytes = Buffer.alloc(1024);

  /** The number of the string in `dictionary`, new or known; -1 where the bytes are not UTF-8. */
  intern(bytes: Buffer, start: number, end: number, dictionary: Dictionary): number {
    if (LENGTH_MAX < end - start) return internText(bytes, start, end, dictionary);
    if (dictionary !== this.#dictionary) this.#startAnew(dictionary);
    let hash = end - start;
    for (let i = start; i < end; i++) hash = Math.imul(hash ^ bytes[i]!, 0x01000193);
    hash ^= hash >>> 15;
    const mask = this.#slots.length - 1;
    let slot = hash & mask;
    for (; this.#slots[slot] !== 0; slot = (slot + 1) & mask) {
      const place = this.#slots[slot]! - 1;
      if (this.#hashes[place] === hash && this.#isAt(place, bytes, start, end)) return this.#ids[place]!;
    }
    const id = internText(bytes, start, end, dictionary);
    if (id !== -1) this.#add(slot, hash, id, bytes.subarray(start, end));
    return id;
  }

  #isAt(place: number, bytes: Buffer, start: number, end: number): boolean {
    const from = this.#starts[place]!;
    if (this.#starts[place + 1]! - from !== end - start) return false;
    for (let i = start, k = from; i < end; i++, k++) if (bytes[i] !== this.#bytes[k]) return false;
    return true;
  }

  #startAnew(dictionary: Dictionary): void {
    this.#dictionary = dictionary;
    this.#slots.fill(0);
    this.#count = 0;
  }

  #add(slot: number, hash: number, id: number, text: Buffer): void {
    const place = this.#count++;
    const from = this.#starts[place]!;
    if (this.#bytes.length < from + text.length) this.#bytes = Buffer.concat([this.#bytes], this.#bytes.length * 2);
    this.#bytes.set(text, from);
    this.#starts[place + 1] = from + text.length;
    this.#hashes[place] = hash;
    this.#ids[place] = id;
    this.#slots[slot] = place + 1;
    if (this.#count === this.#ids.length) this.#grow();
  }

  #grow(): void {
    const size = this.#count * 2;
    this.#hashes = grown(this.#hashes, size);
    this.#ids = grown(this.#ids, size);
    this.#starts = grown(this.#starts, size + 1);
    this.#slots = new Int32Array(size * 2);
    const mask = this.#slots.length - 1;
    for (let place = 0; place < this.#count; place++) {
      let slot = this.#hashes[place]! & mask;
      while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
      this.#slots[slot] = place + 1;
    }
  }
}

function internText(bytes: Buffer, start: number, end: number, dictionary: Dictionary): number {
  const text = decodeUtf8(bytes, start, end);
  return text === null ? -1 : dictionary.intern(text);
}

function grown(array: Int32Array<ArrayBuffer>, size: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(size);
  larger.set(array);
  return larger;
}
