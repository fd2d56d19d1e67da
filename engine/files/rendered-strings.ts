import type { Strings } from '../data/dictionary.ts';
import type { ByteBuffer } from './byte-buffer.ts';

/** Bytes of rendered text kept for one dictionary; what comes after is rendered each time. */
const KEPT_BYTES_MAX = 16 * 1024 * 1024;

const utf8 = new TextEncoder();

/**
 * The strings of one dictionary as they stand in a file, quoted and escaped. Each is rendered once: escaping a string costs
 * twenty times as much as copying its bytes.
 */
export class RenderedStrings {
  readonly #dictionary: Strings;
  readonly #render: (text: string) => string;
  #bytes = new Uint8Array(4096);
  #used = 0;
  /** Where string i begins, and ends; an end of 0: not rendered yet. */
  #starts = new Int32Array(256);
  #ends = new Int32Array(256);

  constructor(dictionary: Strings, render: (text: string) => string) {
    this.#dictionary = dictionary;
    this.#render = render;
  }

  /** Appends string number `id`. */
  write(id: number, into: ByteBuffer): void {
    const end = id < this.#ends.length ? this.#ends[id]! : 0;
    if (end !== 0) into.writeBytes(this.#bytes, this.#starts[id]!, end);
    else this.#renderNew(id, into);
  }

  #renderNew(id: number, into: ByteBuffer): void {
    const rendered = utf8.encode(this.#render(this.#dictionary.text(id)));
    into.writeBytes(rendered, 0, rendered.length);
    if (rendered.length === 0 || KEPT_BYTES_MAX < this.#used + rendered.length) return;
    this.#makeRoom(id, rendered.length);
    this.#bytes.set(rendered, this.#used);
    this.#starts[id] = this.#used;
    this.#used += rendered.length;
    this.#ends[id] = this.#used;
  }

  #makeRoom(id: number, count: number): void {
    if (this.#ends.length <= id) {
      const size = Math.max(id + 1, this.#ends.length * 2);
      const [starts, ends] = [new Int32Array(size), new Int32Array(size)];
      starts.set(this.#starts);
      ends.set(this.#ends);
      this.#starts = starts;
      this.#ends = ends;
    }
    if (this.#used + count <= this.#bytes.length) return;
    const bytes = new Uint8Array(Math.max(this.#used + count, this.#bytes.length * 2));
    bytes.set(this.#bytes);
    this.#bytes = bytes;
  }
}
