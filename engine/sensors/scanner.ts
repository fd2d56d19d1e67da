const SPACE = 32;
const TAB = 9;
const NEWLINE = 10;
const ZERO = 48;
const NINE = 57;
const COLON = 58;
const DOT = 46;

/** Counters are kept as `high` × 10^15 + `low`, so that the 64 bits of the kernel's are exact. */
export const COUNTER_BASE = 1e15;

/**
 * Walks over the lines, words and numbers of a kernel text without splitting it.
 *
 * The kernel's files are ASCII but for names, which are UTF-8. A line that does not look as expected gives NaN
 * and empty words; nothing throws.
 */
export class Scanner {
  #bytes: Buffer = Buffer.alloc(0);
  #at = 0;
  /** The part of the last `number` above 10^15, in units of 10^15; its other part is in `low`. */
  high = 0;
  low = 0;

  /** Starts at the beginning of `bytes`, which must not change while it is walked over. */
  start(bytes: Buffer): this {
    this.#bytes = bytes;
    this.#at = 0;
    return this;
  }

  get atEnd(): boolean {
    return this.#bytes.length <= this.#at;
  }

  /** Goes to the start of the next line. */
  nextLine(): void {
    const end = this.#bytes.indexOf(NEWLINE, this.#at);
    this.#at = end === -1 ? this.#bytes.length : end + 1;
  }

  /** Whether what comes next is `text`. */
  sees(text: string): boolean {
    for (let i = 0; i < text.length; i++) {
      if (this.#bytes[this.#at + i] !== text.charCodeAt(i)) return false;
    }
    return true;
  }

  /** Goes behind the next `text` of this line; false where this line has none, then the scanner stays where it is. */
  passOver(text: string): boolean {
    const bytes = this.#bytes;
    const end = bytes.indexOf(NEWLINE, this.#at);
    const found = bytes.indexOf(text, this.#at, 'latin1');
    if (found === -1 || (end !== -1 && end < found)) return false;
    this.#at = found + text.length;
    return true;
  }

  /** The next word of this line; empty at the end of the line. A word ends before a blank or after a colon. */
  word(): string {
    this.#skipBlanks();
    const bytes = this.#bytes;
    const from = this.#at;
    let to = from;
    while (to < bytes.length && bytes[to] !== SPACE && bytes[to] !== TAB && bytes[to] !== NEWLINE) {
      if (bytes[to++] === COLON) break;
    }
    this.#at = to;
    return bytes.toString('utf8', from, to);
  }

  /**
   * The next whole number of this line, as near as a double comes; `high` and `low` have it exactly.
   * NaN where there is none; then the scanner stays where it is.
   */
  number(): number {
    this.#skipBlanks();
    const bytes = this.#bytes;
    const from = this.#at;
    let to = from;
    let value = 0;
    for (let digit; to < bytes.length && ZERO <= (digit = bytes[to]!) && digit <= NINE; to++) {
      value = value * 10 + (digit - ZERO);
    }
    if (to === from) return NaN;
    this.#at = to;
    this.high = 0;
    this.low = value;
    if (15 < to - from) this.#divide(from, to);
    return value;
  }

  /** The next number with a decimal point of this line, or NaN. */
  decimal(): number {
    const whole = this.number();
    if (Number.isNaN(whole) || this.#bytes[this.#at] !== DOT) return whole;
    const from = ++this.#at;
    const fraction = this.number();
    return Number.isNaN(fraction) ? whole : whole + fraction / 10 ** (this.#at - from);
  }

  #skipBlanks(): void {
    const bytes = this.#bytes;
    while (bytes[this.#at] === SPACE || bytes[this.#at] === TAB) this.#at++;
  }

  #divide(from: number, to: number): void {
    this.high = Number(this.#bytes.toString('latin1', from, to - 15));
    this.low = Number(this.#bytes.toString('latin1', to - 15, to));
  }
}
