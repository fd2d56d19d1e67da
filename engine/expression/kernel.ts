import type { Batch } from '../data/batch.ts';
import type { Column } from '../data/column.ts';
import type { ColumnType } from '../data/types.ts';
import type { RowFailures } from './failures.ts';

/** An expression compiled to a loop over columns. */
export interface Kernel {
  readonly type: ColumnType;
  /**
   * The values of the expression for the rows of `batch`; where a row fails, the reason is in `failures` and the value is null.
   * The column may share arrays with the batch, with other columns and, where it was compiled for arrays that are given again, with
   * those of later batches: it must not be changed.
   */
  evaluate(batch: Batch, failures: RowFailures): Column;
}

/** A condition compiled to a loop that picks rows. */
export interface Predicate {
  /**
   * Writes the numbers of the rows for which it is TRUE to the start of `rows`, in order, and gives their count.
   * `rows` has room for the whole batch. Rows that fail are in `failures` and are not picked.
   */
  select(batch: Batch, failures: RowFailures, rows: Int32Array): number;
}
