import { pathTo } from '../check/path.ts';
import { quote } from '../check/quote.ts';
import type { CSV, FILE_COLUMNS } from '../keys/file-columns.ts';
import type { Place, ValueOf } from '../keys/value-of.ts';
import type { FileColumn, FileSourceOptions } from '../plan.ts';
import type { NodeContext } from './stream.ts';

/** What a source says of how its rows are written. */
export interface WrittenRows {
  readonly format: string | undefined;
  readonly schema: ValueOf<typeof FILE_COLUMNS> | null | undefined;
  readonly csv: ValueOf<typeof CSV> | null | undefined;
  readonly $: Place;
}

/** The declared columns; null where one of them is wrong. */
export function readColumns({ schema }: Pick<WrittenRows, 'schema'>): FileColumn[] | null {
  if (!schema) return null;
  const columns: FileColumn[] = [];
  for (const { name, value } of schema) {
    const type = typeof value === 'string' ? value : value?.type;
    const from = typeof value === 'string' ? null : value?.from;
    if (type === undefined || from === undefined) return null;
    columns.push({ name, type, from: from ?? name });
  }
  return columns;
}

const QUOTES_AND_BREAKS = ['"', '\n', '\r'];

/** How the CSV is written; null where it is wrong, which is reported. */
export function readCsv(
  { csv, format, schema }: WrittenRows,
  { problems }: NodeContext,
): FileSourceOptions['csv'] | null {
  if (csv === undefined) return null;
  if (csv === null) return { delimiter: ',', header: true };
  const { delimiter, header } = csv;
  if (format !== undefined && format !== 'csv') {
    problems.add(
      csv.$.offset(),
      csv.$.path,
      `"csv" says how CSV files are written, but the format is ${format}: take it out`,
    );
  }
  if (delimiter !== undefined && QUOTES_AND_BREAKS.includes(delimiter)) {
    const path = pathTo(csv.$.path, 'delimiter');
    problems.add(
      csv.$.offset('delimiter'),
      path,
      'a quote or line break cannot be a delimiter, write another character',
    );
    return null;
  }
  const renamed =
    header === false ? schema?.find((column) => typeof column.value === 'object' && column.value.from) : null;
  if (renamed) {
    const message = `column ${quote(renamed.name)} cannot be found by "from" in files without a header; the schema gives their order`;
    problems.add(renamed.offset, renamed.path, message);
  }
  return delimiter === undefined || header === undefined ? null : { delimiter, header };
}
