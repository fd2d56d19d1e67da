import type { RowFramer } from './row-framer.ts';
import { decodeUtf8 } from './string-interner.ts';

const QUOTE = 34;

/** The fields of one CSV row: where each begins and ends, without its quotes. */
export class CsvFields {
  count = 0;
  starts = new Int32Array(64);
  ends = new Int32Array(64);
  /** 1 where the field has quotes around it. */
  quoted = new Uint8Array(64);
  /** 1 where there are doubled quotes in it. */
  doubled = new Uint8Array(64);
  readonly #delimiter: number;

  constructor(delimiter: number) {
    this.#delimiter = delimiter;
  }

  /** Finds the fields of the framer's row; gives what is wrong, or null. */
  split({ bytes, start, end }: RowFramer): string | null {
    this.count = 0;
    let at = start;
    for (;;) {
      if (this.count === this.starts.length) this.#grow();
      const f = this.count++;
      this.quoted[f] = 0;
      this.doubled[f] = 0;
      at = at < end && bytes[at] === QUOTE ? this.#quoted(bytes, at + 1, end) : this.#plain(bytes, at, end);
      if (at === end) return null;
      if (bytes[at] !== this.#delimiter) return `field ${this.count}: text after the closing quote`;
      at++;
    }
  }

  /** The text of field `f`, or null where it is not UTF-8. */
  text(bytes: Buffer, f: number): string | null {
    const text = decodeUtf8(bytes, this.starts[f]!, this.ends[f]!);
    return text !== null && this.doubled[f] === 1 ? text.replaceAll('""', '"') : text;
  }

  #plain(bytes: Buffer, start: number, end: number): number {
    const delimiter = this.#delimiter;
    let at = start;
    while (at < end && bytes[at] !== delimiter) at++;
    this.starts[this.count - 1] = start;
    this.ends[this.count - 1] = at;
    return at;
  }

  /** Gives the place after the closing quote. */
  #quoted(bytes: Buffer, start: number, end: number): number {
    const f = this.count - 1;
    this.quoted[f] = 1;
    this.starts[f] = start;
    let at = start;
    for (; at < end; at++) {
      if (bytes[at] !== QUOTE) continue;
      if (bytes[at + 1] !== QUOTE || at + 1 === end) break;
      this.doubled[f] = 1;
      at++;
    }
    this.ends[f] = at;
    return Math.min(at + 1, end);
  }

  #grow(): void {
    const size = this.starts.length * 2;
    const [starts, ends] = [new Int32Array(size), new Int32Array(size)];
    const [quoted, doubled] = [new Uint8Array(size), new Uint8Array(size)];
    starts.set(this.starts);
    ends.set(this.ends);
    quoted.set(this.quoted);
    doubled.set(this.doubled);
    Object.assign(this, { starts, ends, quoted, doubled });
  }
}
