import { setImmediate as turn } from 'node:timers/promises';
import { BatchBuilder } from '../data/batch-builder.ts';
import type { Batch } from '../data/batch.ts';
import type { Schema } from '../data/types.ts';
import { parquetRowText, readParquetRow } from '../files/parquet-row.ts';
import { RowCells } from '../files/row-cells.ts';
import type { ParquetFile, ParquetRow } from '../sources/file/parquet-file.ts';
import type { RowReading } from './part-rows.ts';

/** The rows of a part that is Parquet, from the first of `span` up to before the second; other work gets its turn between two batches. */
export async function* parquetRows(
  file: ParquetFile,
  schema: Schema,
  reading: Pick<RowReading, 'batchSize' | 'reject'>,
  span: readonly [number, number] = [0, Infinity],
): AsyncGenerator<Batch, void, undefined> {
  const columns = schema.map(({ name, type }) => ({ name, type, from: name }));
  const builder = new BatchBuilder(schema, reading.batchSize);
  const cells = new RowCells(columns, builder);
  const append = (row: ParquetRow, line: number): void => {
    cells.clear();
    const reason = readParquetRow(row, columns, cells);
    if (reason === null) cells.append();
    else reading.reject({ file: file.path, line, reason, text: parquetRowText(row) });
  };
  for (const [first, last] of file.pieces) {
    const start = Math.max(first, span[0]);
    const end = Math.min(last, span[1]);
    if (end <= start) continue;
    const rows = await file.read(start, end, file.columns);
    for (let i = 0; i < rows.length; i++) {
      append(rows[i]!, start + i + 1);
      if (builder.length < reading.batchSize) continue;
      yield builder.take();
      await turn();
    }
  }
  if (0 < builder.length) yield builder.take();
}
