import { BatchBuilder } from '../data/batch-builder.ts';
import type { Batch } from '../data/batch.ts';
import type { FileColumn } from '../document/plan.ts';
import type { RejectedRow } from '../sources/source.ts';
import { CsvDecoder } from './csv-decoder.ts';
import { NdjsonDecoder } from './ndjson-decoder.ts';
import type { RowPlace } from './row-framer.ts';
import { ROW_BYTES_MAX, RowFramer } from './row-framer.ts';
import type { RowFormat, RowParser } from './row-parser.ts';

/** Characters of a rejected row that are kept. */
const TEXT_LENGTH_MAX = 1000;

/** Reads the rows of one file after another into batches: bytes in, batches out, bad rows to `reject`. */
export class RowReader {
  readonly #format: RowFormat;
  readonly #batchSize: number;
  readonly #reject: (rejected: RejectedRow) => void;
  readonly #builder: BatchBuilder;
  readonly #parser: RowParser;
  readonly #csv: CsvDecoder | null;
  #file = '';
  #framer: RowFramer;
  #needsHeader = false;
  #lines: Float64Array;

  constructor(format: RowFormat, batchSize: number, reject: (rejected: RejectedRow) => void) {
    const schema = format.columns.map(({ name, type }: FileColumn) => ({ name, type }));
    this.#format = format;
    this.#batchSize = batchSize;
    this.#reject = reject;
    this.#builder = new BatchBuilder(schema, batchSize);
    this.#csv = format.format === 'csv' ? new CsvDecoder(format, this.#builder) : null;
    this.#parser = this.#csv ?? new NdjsonDecoder(format, this.#builder);
    this.#framer = this.#newFramer();
    this.#lines = new Float64Array(batchSize);
  }

  /** Rows that are read and not taken yet. */
  get length(): number {
    return this.#builder.length;
  }

  /** Where the next row to read begins. */
  get place(): RowPlace {
    return this.#framer.place;
  }

  /**
   * Goes on with another file. The rows of the one before must have been taken. From a place that is not the start, a header
   * row is not expected any more: `startFile` has read it from the file's start.
   */
  startFile(file: string, from?: RowPlace): void {
    this.#file = file;
    this.#framer = this.#newFramer(from);
    this.#needsHeader = this.#format.format === 'csv' && this.#format.csv.header && from === undefined;
  }

  /** Whether the header row is still to come. */
  get needsHeader(): boolean {
    return this.#needsHeader;
  }

  push(bytes: Buffer): void {
    this.#framer.push(bytes);
  }

  /** The file has no more bytes. */
  finish(): void {
    this.#framer.finish();
  }

  /** Reads the header row, if it has come whole. */
  readHeader(): boolean {
    if (!this.#framer.next()) return false;
    this.#csv!.readHeader(this.#framer, this.#file);
    this.#needsHeader = false;
    return true;
  }

  /** Reads rows until the batch is full (true) or needs more bytes (false). */
  read(): boolean {
    const framer = this.#framer;
    if (this.#needsHeader && !this.readHeader()) return false;
    while (this.#builder.length < this.#batchSize) {
      if (!framer.next()) return false;
      const before = this.#builder.length;
      const reason = framer.isTooLong ? TOO_LONG : this.#parser.parse(framer);
      if (reason !== null) this.#rejectRow(reason);
      else if (before < this.#builder.length) this.#lines[before] = framer.line;
    }
    return true;
  }

  /** The rows so far. */
  take(): Batch {
    const batch = this.#builder.take({ file: this.#file, lines: this.#lines });
    this.#lines = new Float64Array(this.#batchSize);
    return batch;
  }

  #rejectRow(reason: string): void {
    const { bytes, start, end, line } = this.#framer;
    // Four bytes are enough for any character.
    const text = bytes.toString('utf8', start, Math.min(end, start + TEXT_LENGTH_MAX * 4)).slice(0, TEXT_LENGTH_MAX);
    this.#reject({ file: this.#file, line, reason, text });
  }

  #newFramer(from?: RowPlace): RowFramer {
    const { format, csv } = this.#format;
    return new RowFramer({ quotes: format === 'csv', delimiter: csv.delimiter.charCodeAt(0) }, from);
  }
}

const TOO_LONG = `longer than ${ROW_BYTES_MAX / 1024 / 1024} MiB`;
