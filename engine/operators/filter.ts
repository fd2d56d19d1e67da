import { BatchArrays } from '../data/batch-arrays.ts';
import type { FilterOptions, OperatorNode } from '../document/plan.ts';
import { columnsRead, compilePredicate, RowFailures } from '../expression/index.ts';
import type { OperatorContext, Receiver } from './operator.ts';
import { readingBesides, readsOf, takeRead } from './reads.ts';
import { rejectRows } from './reject-rows.ts';

/** Lets pass the rows for which the condition is TRUE. A batch of which every row passes goes on as it is. */
export function createFilter(
  { operator }: OperatorNode & { readonly operator: FilterOptions },
  context: OperatorContext,
): Receiver {
  const predicate = compilePredicate(operator.where);
  const failures = new RowFailures();
  const arrays = new BatchArrays(() => context.output.keepsBatches !== false);
  const readsBefore = readingBesides({ times: false, columns: columnsRead([operator.where]) });
  let rows = new Int32Array(0);
  return {
    // A batch of which every row passes is handed on.
    get keepsBatches() {
      return context.output.keepsBatches !== false;
    },
    get reads() {
      return readsBefore(readsOf(context.output));
    },
    receive(batch) {
      arrays.begin();
      if (rows.length < batch.length) rows = new Int32Array(batch.length);
      failures.reset();
      const count = predicate.select(batch, failures, rows);
      rejectRows(batch, failures, context);
      if (count === batch.length) context.output.receive(batch);
      else context.output.receive(takeRead(batch, { rows, count, reads: readsOf(context.output) }, arrays));
    },
  };
}
