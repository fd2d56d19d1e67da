/** What a file sink writes, and where. */
export interface FileSinkOptions {
  readonly type: 'file';
  /** The folder of the parts, absolute. */
  readonly path: string;
  readonly format: 'ndjson' | 'csv' | 'parquet';
  readonly rolling: { readonly sizeBytes: number; readonly intervalMs: number };
  readonly compress: 'none' | 'gzip';
  /** Where it is, nothing of the rows reaches the disk but encrypted. */
  readonly encrypt?: { readonly passphrase: string };
}
