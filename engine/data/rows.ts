import type { Batch } from './batch.ts';
import { BatchBuilder } from './batch-builder.ts';
import type { Column } from './column.ts';
import type { Schema, Value } from './types.ts';

/** One row as people see it: values by column name. */
export type Row = Readonly<Record<string, Value>>;

/** The value of `column` in row `row`. For edges and tests: hot loops read the arrays. */
export function valueAt(column: Column, row: number): Value {
  if (column.nulls?.[row] === 1) return null;
  if (column.type === 'string') return column.dictionary.text(column.values[row]!);
  return column.type === 'boolean' ? column.values[row] === 1 : column.values[row]!;
}

/** The rows of `batch` from `from` on as objects. For people, taps and tests: nothing on a hot path calls it. */
export function toRows(batch: Batch, from = 0): Row[] {
  const rows: Row[] = [];
  for (let i = from; i < batch.length; i++) {
    rows.push(Object.fromEntries(batch.schema.map((field, c) => [field.name, valueAt(batch.columns[c]!, i)])));
  }
  return rows;
}

/**
 * Gives row `i` of batches of `schema` as an object of its own, for code of programs. All are copies of one that is empty, so that they have one
 * shape: made of names and values each time, they take several times as long.
 */
export function rowMaker(schema: Schema): (batch: Batch, i: number) => Row {
  const names = schema.map(({ name }) => name);
  const empty: Row = Object.fromEntries(names.map((name) => [name, null]));
  return ({ columns }, i) => {
    const row: Record<string, Value> = { ...empty };
    for (let c = 0; c < names.length; c++) row[names[c]!] = valueAt(columns[c]!, i);
    return row;
  };
}

/** A batch without event time of rows given as objects; a missing column is null. */
export function fromRows(schema: Schema, rows: readonly Row[]): Batch {
  const builder = new BatchBuilder(schema, Math.max(1, rows.length));
  for (const row of rows) builder.appendRow(schema.map((field) => row[field.name] ?? null));
  return builder.take();
}
