import { BatchBuilder } from '../data/batch-builder.ts';
import type { Batch } from '../data/batch.ts';
import type { FileSourceOptions } from '../document/plan.ts';
import { Fault } from '../fault.ts';
import { parquetRowText, readParquetRow } from '../files/parquet-row.ts';
import { RowCells } from '../files/row-cells.ts';
import { shortened } from './file/byte-reader.ts';
import { fileIndex, matchingFiles } from './file/matching-files.ts';
import type { ParquetRow } from './file/parquet-file.ts';
import { ParquetFile } from './file/parquet-file.ts';
import type { Source, SourceContext, SourcePosition } from './source.ts';

/** Characters of a rejected row that are kept. */
const TEXT_LENGTH_MAX = 1000;

/** A source that reads the rows of Parquet files in name order, and ends after the last. */
export class ParquetSource implements Source {
  readonly #options: FileSourceOptions;
  readonly #context: SourceContext;
  readonly #builder: BatchBuilder;
  readonly #cells: RowCells;
  #from: SourcePosition | null;
  #files: readonly string[] = [];
  #next = 0;
  #file: ParquetFile | null = null;
  /** Where the pieces of the current file begin that are still to come, and where each ends. */
  #pieces: (readonly [start: number, end: number])[] = [];
  #rows: readonly ParquetRow[] = [];
  /** Of the next row in `#rows`, and its number in the file, from 0. */
  #at = 0;
  #row = 0;
  #end: SourcePosition | null = null;

  constructor(options: FileSourceOptions, context: SourceContext, from: SourcePosition | null) {
    this.#options = options;
    this.#context = context;
    this.#from = from;
    const schema = options.columns.map(({ name, type }) => ({ name, type }));
    this.#builder = new BatchBuilder(schema, context.batchSize);
    this.#cells = new RowCells(options.columns, this.#builder);
  }

  async open(): Promise<void> {
    this.#files = await matchingFiles(this.#options.path);
    this.#next = fileIndex(this.#files, this.#options.path, this.#from);
  }

  async poll(signal: AbortSignal): Promise<Batch | null> {
    while (!signal.aborted) {
      if (this.#at < this.#rows.length) return this.#takeBatch();
      if (!this.#file && !(await this.#openNext())) return null;
      await this.#readOn(this.#file!);
    }
    return this.#builder.take();
  }

  position(): SourcePosition | null {
    if (this.#file) return { file: this.#file.path, row: this.#row };
    const file = this.#files[this.#next];
    return file === undefined ? this.#end : { file, row: Number(this.#from?.['row'] ?? 0) };
  }

  async close(): Promise<void> {
    const file = this.#file;
    this.#file = null;
    await file?.close();
  }

  /** False after the last file. */
  async #openNext(): Promise<boolean> {
    const path = this.#files[this.#next];
    if (path === undefined) return false;
    this.#file = await ParquetFile.open(path);
    this.#checkColumns(this.#file);
    this.#row = Number(this.#from?.['row'] ?? 0);
    if ((this.#file.pieces.at(-1)?.[1] ?? 0) < this.#row) throw shortened(path);
    this.#from = null;
    this.#pieces = this.#file.pieces.flatMap(([start, end]) =>
      this.#row < end ? [[Math.max(start, this.#row), end] as const] : [],
    );
    this.#next++;
    return true;
  }

  #checkColumns({ path, columns }: ParquetFile): void {
    const missing = this.#options.columns.find(({ from }) => columnOf(columns, from) === null);
    if (!missing) return;
    const message = `${path}: no column "${missing.from}" in the file (${columns.join(', ')}); correct the schema, or give it "from"`;
    throw new Fault('source-failed', message, { isPermanent: true });
  }

  async #readOn(file: ParquetFile): Promise<void> {
    const piece = this.#pieces.shift();
    this.#at = 0;
    if (piece) {
      const columns = new Set(this.#options.columns.map(({ from }) => columnOf(file.columns, from)!));
      this.#rows = await file.read(piece[0], piece[1], [...columns]);
      return;
    }
    this.#end = this.position();
    this.#rows = [];
    await this.close();
  }

  #takeBatch(): Batch {
    const lines = new Float64Array(this.#context.batchSize);
    const file = this.#file!.path;
    while (this.#builder.length < this.#context.batchSize && this.#at < this.#rows.length) {
      const row = this.#rows[this.#at++]!;
      const line = ++this.#row;
      this.#cells.clear();
      const reason = readParquetRow(row, this.#options.columns, this.#cells);
      if (reason === null) {
        lines[this.#builder.length] = line;
        this.#cells.append();
      } else this.#context.reject({ file, line, reason, text: parquetRowText(row).slice(0, TEXT_LENGTH_MAX) });
    }
    return this.#builder.take({ file, lines });
  }
}

/** The column that `from` is or leads into; null where there is none. */
function columnOf(columns: readonly string[], from: string): string | null {
  if (columns.includes(from)) return from;
  const first = from.split('.')[0]!;
  return from.includes('.') && columns.includes(first) ? first : null;
}
