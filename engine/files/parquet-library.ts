// Loaded only where a Parquet file is read: every thread would keep 200 kB of text that most of them never run.
export { parquetMetadataAsync, parquetReadObjects } from 'hyparquet';
export { compressors } from 'hyparquet-compressors';
