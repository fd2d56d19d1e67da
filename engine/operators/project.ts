import { BatchArrays } from '../data/batch-arrays.ts';
import type { Batch } from '../data/batch.ts';
import type { Column } from '../data/column.ts';
import { columnIndex } from '../data/types.ts';
import type { Schema } from '../data/types.ts';
import type { ComputedColumn } from '../document/plan.ts';
import { columnsRead, compileExpression, RowFailures } from '../expression/index.ts';
import type { OperatorContext, Receiver } from './operator.ts';
import type { Reads } from './reads.ts';
import { readsOf } from './reads.ts';
import { rejectRows, withoutFailures } from './reject-rows.ts';

/** What one column of a result is made from. */
type MakeColumn = (batch: Batch, failures: RowFailures) => Column;

/**
 * Gives the columns of `schema`: computed where `computed` names them, else the input's column of that name, as it is.
 * A column that is only passed on is not copied, unless a row has to be left out.
 */
export function createProjection(
  computed: readonly ComputedColumn[],
  schemas: { readonly input: Schema; readonly output: Schema },
  context: OperatorContext,
): Receiver {
  const { input, output: schema } = schemas;
  const arrays = new BatchArrays(() => context.output.keepsBatches !== false);
  const makers = schema.map(({ name }) => makerOf(name, computed, { input, arrays }));
  const columns = columnsReadBy(schema, computed, input);
  const timed: Reads = { times: true, columns };
  const timeless: Reads = { times: false, columns };
  const failures = new RowFailures();
  return {
    // Columns that are only passed on are those of the batch.
    get keepsBatches() {
      return context.output.keepsBatches !== false;
    },
    get reads() {
      return readsOf(context.output).times ? timed : timeless;
    },
    receive(batch) {
      arrays.begin();
      failures.reset();
      const made = makers.map((make) => make(batch, failures));
      rejectRows(batch, failures, context);
      context.output.receive(withoutFailures({ ...batch, schema, columns: made }, failures));
    },
  };
}

function columnsReadBy(schema: Schema, computed: readonly ComputedColumn[], input: Schema): ReadonlySet<number> | null {
  const read = columnsRead(computed.map(({ expression }) => expression));
  const isComputed = new Set(computed.map(({ name }) => name));
  const passed = schema.filter(({ name }) => !isComputed.has(name)).map(({ name }) => columnIndex(input, name));
  return read && new Set([...read, ...passed]);
}

function makerOf(
  name: string,
  computed: readonly ComputedColumn[],
  { input, arrays }: { readonly input: Schema; readonly arrays: BatchArrays },
): MakeColumn {
  const column = computed.find((each) => each.name === name);
  if (column === undefined) {
    const place = columnIndex(input, name);
    return (batch) => batch.columns[place]!;
  }
  const kernel = compileExpression(column.expression, arrays);
  return (batch, failures) => kernel.evaluate(batch, failures);
}
