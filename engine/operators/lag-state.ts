import type { Batch } from '../data/batch.ts';
import type { Column } from '../data/column.ts';
import type { RowFailures } from '../expression/index.ts';
import type { Run } from '../state/past-values.ts';
import type { Snapshot } from '../state/snapshot.ts';

/** One call over the rows before. Order of calls: `begin` with a batch, then `take`, `undo` and `read` of runs of its rows, then `end`. */
export interface LagState {
  /** Takes `batch` in hand; rows whose argument cannot be computed are in `failures`. */
  begin(batch: Batch, failures: RowFailures): void;
  /** Lets the rows of `run`, one by one, become the row before of those behind them. Keys are below `bound`; a row of key -1 does not count. */
  take(keys: Int32Array, run: Run, bound: number): void;
  /** Takes back the rows of `run`, which are the last that were taken. */
  undo(keys: Int32Array, run: Run): void;
  /** The values of `run`, whose rows were taken; rows of it that fail are in `failures`, counted from its start. */
  read(run: Run, failures: RowFailures): Column;
  end(): void;
  /** What it keeps of the keys below `bound`, which are all that it has seen: in the order of their numbers. */
  save(bound: number): Snapshot;
  /** Takes over what is `saved` for the keys `keyOf[place]`, which are below `bound`, but not where that is −1. */
  load(saved: Snapshot, keyOf: Int32Array, bound: number): void;
}
