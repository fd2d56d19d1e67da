import type { ColumnChunk, RowGroup, SchemaElement } from 'hyparquet';
import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import type { Batch } from '../data/batch.ts';
import type { Column, StringColumn } from '../data/column.ts';
import type { ColumnType, Field, Schema } from '../data/types.ts';
import type { ByteBuffer } from './byte-buffer.ts';
import type { RowEncoder } from './row-encoder.ts';

/** Rows of a row group: enough that reading one column is cheap, few enough to hold. */
const GROUP_ROWS = 65_536;
/** Bytes of values at which a row group is ended early. */
const GROUP_BYTES = 16 * 1024 * 1024;
/** What every Parquet file begins with. */
const MAGIC = new TextEncoder().encode('PAR1');

/**
 * Writes rows as Parquet, Snappy compressed: strings as UTF-8, whole numbers as INT64, timestamps as milliseconds UTC, every
 * column nullable.
 *
 * A row group is held until it is whole, so `encode` mostly appends nothing. A part is readable only after its `finish`; the
 * next row then begins another part, whose `header` the caller writes as it did for the first.
 */
export class ParquetEncoder implements RowEncoder {
  readonly header = MAGIC;
  readonly #schema: Schema;
  #writer = new ByteWriter();
  #parquet: ParquetWriter;
  #values: Values[];
  #rows = 0;
  #heldBytes = 0;

  constructor(schema: Schema) {
    this.#schema = schema;
    this.#parquet = this.#newPart();
    this.#values = schema.map(() => []);
  }

  /** About how many bytes are held, not yet written: what they will be without compression. */
  get heldBytes(): number {
    return this.#heldBytes;
  }

  encode(batch: Batch, into: ByteBuffer): void {
    batch.columns.forEach((column, c) => {
      this.#heldBytes += appendColumn(this.#values[c]!, column, batch.length);
    });
    this.#rows += batch.length;
    if (GROUP_ROWS <= this.#rows || GROUP_BYTES <= this.#heldBytes) this.#endGroup(into);
  }

  /** Ends the part: appends the rows that are held, and what makes the file readable. */
  finish(into: ByteBuffer): void {
    this.#endGroup(into);
    // It waits for nothing: what it writes into is memory.
    void this.#parquet.finish();
    this.#handOn(into);
    this.#parquet = this.#newPart();
  }

  /** Appends a row group of another file that has the same columns, as it is; `bytes` are its columns, which begin at `start` there. */
  appendGroup(group: RowGroup, bytes: Uint8Array, start: number, into: ByteBuffer): void {
    this.#endGroup(into);
    const moved = BigInt(this.#writer.offset - start);
    this.#parquet.row_groups.push({ ...group, columns: group.columns.map((chunk) => movedBy(chunk, moved)) });
    this.#parquet.num_rows += group.num_rows;
    this.#writer.appendBytes(bytes);
    this.#handOn(into);
  }

  #newPart(): ParquetWriter {
    this.#writer = new ByteWriter();
    const schema: SchemaElement[] = [
      { name: 'row', num_children: this.#schema.length },
      ...this.#schema.map(elementOf),
    ];
    const parquet = new ParquetWriter({ writer: this.#writer, schema, createdBy: 'millrace' });
    // It has written the magic bytes, which are the header here; places in the file count them all the same.
    this.#writer.index = 0;
    return parquet;
  }

  #endGroup(into: ByteBuffer): void {
    const columnData = this.#schema.map(({ name, type }, c) => ({
      name,
      data: this.#values[c]!,
      // A dictionary takes 0 and -0 for the same.
      ...(type === 'double' && { encoding: 'PLAIN' as const }),
    }));
    // Of no rows it makes no group.
    void this.#parquet.write({ columnData, rowGroupSize: this.#rows });
    this.#values = this.#schema.map(() => []);
    this.#rows = 0;
    this.#heldBytes = 0;
    this.#handOn(into);
  }

  #handOn(into: ByteBuffer): void {
    const bytes = this.#writer.getBytes();
    into.writeBytes(bytes, 0, bytes.length);
    this.#writer.index = 0;
  }
}

/** Where a column's bytes are, in a file in which they are somewhere else; what stands outside of the row group is left behind. */
function movedBy({ meta_data }: ColumnChunk, bytes: bigint): ColumnChunk {
  // Only files that keep it elsewhere have none; parts are no such files.
  const { data_page_offset, dictionary_page_offset } = meta_data!;
  const dictionary =
    dictionary_page_offset === undefined ? {} : { dictionary_page_offset: dictionary_page_offset + bytes };
  return {
    file_offset: (dictionary_page_offset ?? data_page_offset) + bytes,
    meta_data: { ...meta_data!, data_page_offset: data_page_offset + bytes, ...dictionary },
  };
}

type Values = (string | number | bigint | boolean | null)[];

const ELEMENTS: Readonly<Record<ColumnType, Partial<SchemaElement>>> = {
  string: { type: 'BYTE_ARRAY', converted_type: 'UTF8', logical_type: { type: 'STRING' } },
  double: { type: 'DOUBLE' },
  bigint: { type: 'INT64' },
  boolean: { type: 'BOOLEAN' },
  timestamp: {
    type: 'INT64',
    converted_type: 'TIMESTAMP_MILLIS',
    logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MILLIS' },
  },
};

function elementOf({ name, type }: Field): SchemaElement {
  return { ...ELEMENTS[type], name, repetition_type: 'OPTIONAL' };
}

/** Appends the first `length` values of `column`, and gives about how many bytes they are. */
function appendColumn(values: Values, column: Column, length: number): number {
  const { nulls } = column;
  const before = values.length;
  if (column.type === 'string') return 8 * length + appendTexts(values, column, length);
  if (column.type === 'boolean') for (let i = 0; i < length; i++) values.push(column.values[i] === 1);
  else if (column.type === 'double') for (let i = 0; i < length; i++) values.push(column.values[i]!);
  else for (let i = 0; i < length; i++) values.push(BigInt(column.values[i]!));
  if (nulls) for (let i = 0; i < length; i++) if (nulls[i] === 1) values[before + i] = null;
  return 8 * length;
}

/** The same for strings; their characters are counted. */
function appendTexts(values: Values, { values: ids, nulls, dictionary }: StringColumn, length: number): number {
  let characters = 0;
  for (let i = 0; i < length; i++) {
    const text = nulls !== null && nulls[i] === 1 ? null : dictionary.text(ids[i]!);
    if (text !== null) characters += text.length;
    values.push(text);
  }
  return characters;
}
