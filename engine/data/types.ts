/** The types a column can have (contract, section 2). */
export type ColumnType = 'string' | 'double' | 'bigint' | 'boolean' | 'timestamp';

/** One column of a schema. */
export interface Field {
  readonly name: string;
  readonly type: ColumnType;
}

/** The columns of a stream, in order. */
export type Schema = readonly Field[];

/** A value of one row as people and tests see it: a timestamp is its milliseconds since 1970 UTC. */
export type Value = string | number | boolean | null;

/** The largest whole number that a bigint column holds exactly, 2^53 − 1; its negative is the smallest. */
export const BIGINT_MAX = Number.MAX_SAFE_INTEGER;

/** The place of column `name` in `schema`, or -1. */
export function columnIndex(schema: Schema, name: string): number {
  return schema.findIndex((field) => field.name === name);
}

/** Whether both schemas have the same names and types in the same order. */
export function sameSchema(left: Schema, right: Schema): boolean {
  return (
    left.length === right.length &&
    left.every((field, i) => field.name === right[i]!.name && field.type === right[i]!.type)
  );
}
