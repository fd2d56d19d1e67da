/** Bytes after which a row is given up: it is most likely not a row at all. */
export const ROW_BYTES_MAX = 10 * 1024 * 1024;

/** Bytes that are kept of a row that is given up, for the message about it. */
const HEAD_BYTES = 4096;

const LF = 10;
const CR = 13;
const QUOTE = 34;

/** Where in a file a row begins: after that many bytes (of the decompressed content), in that line, from 1. */
export interface RowPlace {
  readonly offset: number;
  readonly line: number;
}

/** How rows end: at every line end, or, with quotes, at those outside of quoted fields. */
export interface Framing {
  readonly quotes: boolean;
  /** The byte between two fields; only read with `quotes`. */
  readonly delimiter: number;
}

/**
 * Finds the rows in a stream of bytes that comes in pieces. `push` gives it a piece, which must not change any more;
 * `next` moves to the next whole row, which then is `bytes[start]` … `bytes[end - 1]`, without its line end.
 */
export class RowFramer {
  bytes: Buffer = Buffer.alloc(0);
  start = 0;
  end = 0;
  /** The row's first line. */
  line = 0;
  /** The row is longer than `ROW_BYTES_MAX`; only its beginning is there. */
  isTooLong = false;
  /** The input ended inside of a quoted field. */
  isUnclosed = false;
  readonly #framing: Framing;
  #ended = false;
  #atStart: boolean;
  /** How many bytes came before `bytes[0]`. */
  #base: number;
  #next = 0;
  #nextLine: number;
  // How far the unfinished row has been looked through, so that no byte is looked at once for each piece.
  #scanned = 0;
  #inQuotes = false;
  #hadQuotes = false;
  #closedAt = -1;
  /** The first quote from `#scanned` on, Infinity without one; anything before `#scanned`: not known. */
  #quoteAt = -1;
  #head: Buffer | null = null;
  #headOffset = 0;

  constructor(framing: Framing, from: RowPlace = { offset: 0, line: 1 }) {
    this.#framing = framing;
    this.#base = from.offset;
    this.#nextLine = from.line;
    this.#atStart = from.offset === 0;
  }

  /** Where the row after this one begins. */
  get place(): RowPlace {
    return { offset: this.#head ? this.#headOffset : this.#base + this.#next, line: this.#nextLine };
  }

  push(bytes: Buffer): void {
    const rest = this.bytes.subarray(this.#next);
    this.#base += this.#next;
    this.#scanned -= this.#next;
    if (this.#closedAt !== -1) this.#closedAt -= this.#next;
    this.#next = 0;
    this.bytes = rest.length === 0 ? bytes : Buffer.concat([rest, bytes]);
    this.#quoteAt = -1;
  }

  /** No more bytes come: what is left is the last row. */
  finish(): void {
    this.#ended = true;
  }

  /** Moves to the next row; false where it needs more bytes, or where there are none. */
  next(): boolean {
    if (this.#head) return this.#skipRest(this.#head);
    if (this.#atStart && !this.#passByteOrderMark()) return false;
    const lineEnd = this.#framing.quotes ? this.#findQuotedLineEnd() : this.bytes.indexOf(LF, this.#scanned);
    if (lineEnd !== -1) return this.#take(lineEnd, lineEnd + 1);
    this.#scanned = this.bytes.length;
    if (this.#ended) {
      this.isUnclosed = this.#inQuotes;
      return this.#next < this.bytes.length && this.#take(this.bytes.length, this.bytes.length);
    }
    if (ROW_BYTES_MAX < this.bytes.length - this.#next) this.#giveUp();
    return false;
  }

  #take(end: number, next: number): boolean {
    this.start = this.#next;
    this.end = this.start < end && this.bytes[end - 1] === CR ? end - 1 : end;
    this.isTooLong = ROW_BYTES_MAX < end - this.start;
    this.line = this.#nextLine;
    this.#nextLine += 1 + (this.#hadQuotes ? this.#lineEndsWithin(end) : 0);
    this.#startRowAt(next);
    return true;
  }

  #startRowAt(next: number): void {
    this.#next = next;
    this.#scanned = next;
    this.#inQuotes = false;
    this.#hadQuotes = false;
    this.#closedAt = -1;
  }

  #lineEndsWithin(end: number): number {
    let count = 0;
    for (let at = this.bytes.indexOf(LF, this.start); at !== -1 && at < end; at = this.bytes.indexOf(LF, at + 1))
      count++;
    return count;
  }

  /** A quote opens a field only where a field begins; anywhere else outside of quotes it is a character. */
  #findQuotedLineEnd(): number {
    const { bytes } = this;
    let lineEnd = -2;
    for (;;) {
      const quote = this.#nextQuote();
      if (!this.#inQuotes) {
        if (lineEnd < this.#scanned && lineEnd !== -1) lineEnd = bytes.indexOf(LF, this.#scanned);
        if (quote === -1 || (lineEnd !== -1 && lineEnd < quote)) return lineEnd;
      }
      if (quote === -1) return -1;
      if (this.#inQuotes) this.#closedAt = quote;
      this.#inQuotes = !this.#inQuotes && this.#opensField(quote);
      this.#hadQuotes ||= this.#inQuotes;
      this.#scanned = quote + 1;
    }
  }

  /** Looked for once, not once for each row: most rows have none. */
  #nextQuote(): number {
    if (this.#quoteAt < this.#scanned) {
      const found = this.bytes.indexOf(QUOTE, this.#scanned);
      this.#quoteAt = found === -1 ? Infinity : found;
    }
    return this.#quoteAt === Infinity ? -1 : this.#quoteAt;
  }

  #opensField(quote: number): boolean {
    // Right after a closing quote it is the second half of a doubled quote: still inside.
    return quote === this.#next || quote === this.#closedAt + 1 || this.bytes[quote - 1] === this.#framing.delimiter;
  }

  #giveUp(): void {
    this.#head = Buffer.from(this.bytes.subarray(this.#next, this.#next + HEAD_BYTES));
    this.#headOffset = this.#base + this.#next;
    const lineEnd = this.#hadQuotes ? this.bytes.indexOf(LF, this.#next) : -1;
    this.#startRowAt(lineEnd === -1 ? this.bytes.length : lineEnd);
  }

  /** Past a row that was given up, the next line end is taken for its end, quoted or not. */
  #skipRest(head: Buffer): boolean {
    const lineEnd = this.bytes.indexOf(LF, this.#next);
    if (lineEnd === -1 && !this.#ended) {
      this.#startRowAt(this.bytes.length);
      return false;
    }
    const rest = lineEnd === -1 ? this.bytes.subarray(this.bytes.length) : this.bytes.subarray(lineEnd + 1);
    this.#base += this.bytes.length - rest.length;
    this.bytes = Buffer.concat([head, rest]);
    this.#quoteAt = -1;
    this.#base -= head.length;
    this.#head = null;
    this.start = 0;
    this.end = head.length;
    this.isTooLong = true;
    this.line = this.#nextLine++;
    this.#startRowAt(head.length);
    return true;
  }

  #passByteOrderMark(): boolean {
    if (this.bytes.length < 3 && !this.#ended) return false;
    this.#atStart = false;
    if (this.bytes[0] === 0xef && this.bytes[1] === 0xbb && this.bytes[2] === 0xbf) this.#startRowAt(3);
    return true;
  }
}
