import type { ExportChoice } from '../state/contract-types.ts';

/** What things are exported as, by the names that formats have in every language. */
export const EXPORT_FORMATS: readonly { readonly value: ExportChoice['to']; readonly text: string }[] = [
  { value: 'csv', text: 'CSV' },
  { value: 'ndjson', text: 'NDJSON' },
  { value: 'parquet', text: 'Parquet' },
  { value: 'millrace', text: 'Millrace' },
];
