import { Fault, type TappedRows } from '../../engine/index.ts';

const COLUMNS_MAX = 1000;
const ROWS_MAX = 1_000_000;
const NAME_LENGTH_MAX = 1000;

/** What the values of a column are, by its type; each may be null. */
const VALUES = {
  string: 'string',
  boolean: 'boolean',
  bigint: 'number',
  double: 'number',
  timestamp: 'number',
} as const;

type Column = TappedRows['columns'][number];

/** Rows that are to be written as they are seen, each with a value of its type for each column. */
export function parseSeenRows(value: unknown): TappedRows {
  const { columns, rows } = Object(value) as Partial<Record<keyof TappedRows, unknown>>;
  const named = list(columns, COLUMNS_MAX, 'columns').map(parseColumn);
  if (new Set(named.map(({ name }) => name)).size < named.length) throw refused('two columns have the same name');
  return { columns: named, rows: list(rows, ROWS_MAX, 'rows').map((row) => parseRow(row, named)) };
}

function parseColumn(value: unknown): Column {
  const { name, type } = Object(value) as Partial<Record<keyof Column, unknown>>;
  const isName = typeof name === 'string' && name !== '' && name.length <= NAME_LENGTH_MAX;
  if (!isName || typeof type !== 'string' || !Object.hasOwn(VALUES, type))
    throw refused('a column has a name and a type');
  return { name, type: type as Column['type'] };
}

function parseRow(value: unknown, columns: readonly Column[]): TappedRows['rows'][number] {
  const row = Object(value) as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    columns.map(({ name, type }) => {
      const each = row[name] ?? null;
      if (each !== null && typeof each !== VALUES[type]) throw refused('a value is not of the type of its column');
      return [name, each as TappedRows['rows'][number][string]];
    }),
  );
}

function list(value: unknown, most: number, what: string): readonly unknown[] {
  if (Array.isArray(value) && 0 < value.length && value.length <= most) return value;
  throw refused(`from 1 to ${most} ${what}`);
}

function refused(what: string): Fault {
  return new Fault('bad-request', `rows: ${what}`);
}
