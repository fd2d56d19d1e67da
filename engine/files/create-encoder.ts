import type { Schema } from '../data/types.ts';
import { CsvEncoder } from './csv-encoder.ts';
import { NdjsonEncoder } from './ndjson-encoder.ts';
import { ParquetEncoder } from './parquet-encoder.ts';
import type { RowEncoder } from './row-encoder.ts';

/** What writes rows with the columns of `schema` in `format`. */
export function createEncoder(format: 'ndjson' | 'csv' | 'parquet', schema: Schema): RowEncoder {
  switch (format) {
    case 'parquet':
      return new ParquetEncoder(schema);
    case 'csv':
      return new CsvEncoder(schema);
    case 'ndjson':
      return new NdjsonEncoder(schema);
  }
}
