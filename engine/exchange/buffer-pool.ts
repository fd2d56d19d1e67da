/** The smallest buffer that is handed out, in words of eight bytes. */
const WORDS_MIN = 512;

/** How many buffers wait to be used again; what comes on top is left to the garbage collector. */
const KEPT_MAX = 16;

/** Buffers that come back from the other side of a channel, to be filled again: making one costs more than filling it. */
export class BufferPool {
  readonly #kept: ArrayBuffer[] = [];

  /** How many buffers wait. */
  get size(): number {
    return this.#kept.length;
  }

  /** A buffer of at least `words` words of eight bytes; what is in it is left over. */
  take(words: number): ArrayBuffer {
    const found = this.#kept.findIndex(({ byteLength }) => words * 8 <= byteLength);
    if (0 <= found) return this.#kept.splice(found, 1)[0]!;
    // Too small for what there is to send, so it would be too small again.
    this.#kept.pop();
    let size = WORDS_MIN;
    while (size < words) size *= 2;
    return new ArrayBuffer(size * 8);
  }

  /** Takes back a buffer that nobody uses any more. */
  give(buffer: ArrayBuffer): void {
    if (this.#kept.length < KEPT_MAX) this.#kept.push(buffer);
  }
}
