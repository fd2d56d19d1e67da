import type { ColumnType } from '../data/types.ts';
import type { Columns } from './columns.ts';
import type { Numeric } from './expression.ts';
import { columnText } from './sql-text.ts';

/** A value that a row takes from the row of its key before; `Gives` is its type, `same` that of the column `N`. */
export interface Lag<N extends string, Takes extends ColumnType, Gives extends ColumnType | 'same'> {
  readonly column: N;
  readonly takes?: (type: Takes) => void;
  readonly gives?: Gives;
  readonly sql: string;
}

/** What rows of columns `C` can take from the rows before. */
export type LagOver<C extends Columns> = {
  [N in keyof C & string]: Lag<N, C[N], ColumnType | 'same'>;
}[keyof C & string];

/** The value of the row before, or of the `rows`-th before. */
export function lag<N extends string>(column: N, rows?: number): Lag<N, ColumnType, 'same'> {
  return { column, sql: `lag(${columnText(column)}${rows === undefined ? '' : `, ${rows}`})` };
}

/** By how much it is more than in the row before. */
export function delta<N extends string>(column: N): Lag<N, Numeric, 'same'> {
  return { column, sql: `delta(${columnText(column)})` };
}

/** By how much it is more than in the row before, per second of event time. */
export function rateOfChange<N extends string>(column: N): Lag<N, Numeric, 'double'> {
  return { column, sql: `rate(${columnText(column)})` };
}

/** The exponentially weighted mean: the share `alpha` of the value, and the rest of the mean before. */
export function ewma<N extends string>(column: N, alpha: number): Lag<N, Numeric, 'double'> {
  return { column, sql: `ewma(${columnText(column)}, ${alpha})` };
}
