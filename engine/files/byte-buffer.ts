const utf8 = new TextEncoder();

/** Bytes that are appended to, and taken away whole. `bytes` and `length` are open to loops that write digits themselves. */
export class ByteBuffer {
  bytes: Uint8Array<ArrayBuffer>;
  length = 0;

  constructor(capacity = 64 * 1024) {
    this.bytes = new Uint8Array(capacity);
  }

  /** Makes sure that `count` more bytes fit; `bytes` may be another array afterwards. */
  reserve(count: number): void {
    if (this.length + count <= this.bytes.length) return;
    const grown = new Uint8Array(Math.max(this.length + count, this.bytes.length * 2));
    grown.set(this.bytes.subarray(0, this.length));
    this.bytes = grown;
  }

  /** Appends `source[start]` … `source[end - 1]`. */
  writeBytes(source: Uint8Array, start: number, end: number): void {
    const count = end - start;
    this.reserve(count);
    // A call of set() costs more than a loop over the few bytes of a name or a number.
    if (64 < count) {
      this.bytes.set(source.subarray(start, end), this.length);
      this.length += count;
      return;
    }
    const { bytes } = this;
    let at = this.length;
    for (let i = start; i < end; i++) bytes[at++] = source[i]!;
    this.length = at;
  }

  /** Appends text of ASCII characters only. */
  writeAscii(text: string): void {
    this.reserve(text.length);
    const { bytes } = this;
    let at = this.length;
    for (let i = 0; i < text.length; i++) bytes[at++] = text.charCodeAt(i);
    this.length = at;
  }

  /** Appends `text` in UTF-8. */
  writeText(text: string): void {
    // At most three bytes for each UTF-16 unit.
    this.reserve(text.length * 3);
    this.length += utf8.encodeInto(text, this.bytes.subarray(this.length)).written;
  }

  /** The bytes so far, which now belong to the caller alone; the buffer starts anew with memory of its own. */
  take(): Uint8Array<ArrayBuffer> {
    const taken = this.bytes.subarray(0, this.length);
    this.bytes = new Uint8Array(Math.max(1024, this.length + (this.length >> 2)));
    this.length = 0;
    return taken;
  }
}
