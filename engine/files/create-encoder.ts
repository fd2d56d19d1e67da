import type { Schema } from '../data/types.ts';
import { CsvEncoder } from './csv-encoder.ts';
import { NdjsonEncoder } from './ndjson-encoder.ts';
import type { RowEncoder } from './row-encoder.ts';

/** What writes rows with the columns of `schema` in `format`. */
export async function createEncoder(format: 'ndjson' | 'csv' | 'parquet', schema: Schema): Promise<RowEncoder> {
  switch (format) {
    case 'parquet': {
      // Loaded only where it is needed, with a library of its own.
      const { ParquetEncoder } = await import('./parquet-encoder.ts');
      return new ParquetEncoder(schema);
    }
    case 'csv':
      return new CsvEncoder(schema);
    case 'ndjson':
      return new NdjsonEncoder(schema);
  }
}
