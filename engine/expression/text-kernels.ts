import type { Batch } from '../data/batch.ts';
import { ColumnBuilder } from '../data/batch-builder.ts';
import type { Column, StringColumn } from '../data/column.ts';
import { valueAt } from '../data/rows.ts';
import type { ColumnType, Value } from '../data/types.ts';
import { ownNulls } from './columns.ts';
import type { Compile } from './definition.ts';
import type { CallExpression } from './expression.ts';
import type { RowFailures } from './failures.ts';
import type { Kernel } from './kernel.ts';
import type { EntryResults, TextFunction } from './text-results.ts';
import { FAILED, Failure, NULL, RESULT_LIMIT, spread, TextResults } from './text-results.ts';

/** A function of values none of which is null. */
export type ValueFunction = (args: readonly Value[]) => Value | Failure;

/**
 * The kernel of a function that is computed value by value, and is null where an argument is.
 *
 * Of one string column and literals it is computed once for each distinct string, which is what makes it fast.
 */
export function compileValueFunction(call: CallExpression, compile: Compile, apply: ValueFunction): Kernel {
  const bounded: ValueFunction = (args) => bound(apply(args));
  const varying = call.arguments.flatMap((argument, i) => (argument.kind === 'literal' ? [] : [i]));
  const hasNull = call.arguments.some((argument) => argument.kind === 'literal' && argument.value === null);
  const only = varying.length === 1 && !hasNull ? varying[0]! : -1;
  if (call.arguments[only]?.type !== 'string') return compileRows(call, call.arguments.map(compile), bounded);
  const values = call.arguments.map((argument) => (argument.kind === 'literal' ? argument.value : null));
  const ofText: TextFunction = (text) => bounded(values.map((value, i) => (i === only ? text : value)));
  return compileTextFunction(compile(call.arguments[only]), call.type, ofText);
}

/** The kernel of a function of one string, computed once for each distinct one. */
export function compileTextFunction(argument: Kernel, type: ColumnType, apply: TextFunction): Kernel {
  const results = new TextResults(type, apply);
  return {
    type,
    evaluate(batch, failures) {
      const column = argument.evaluate(batch, failures) as StringColumn;
      const dictionary = results.startBatch();
      const entries = results.of(column, batch.length);
      const values = spread(entries, column.values, batch.length);
      const nulls = entries.hasExceptions ? markExceptions(column, entries, { batch, failures }) : column.nulls;
      return (type === 'string' ? { type, values, nulls, dictionary } : { type, values, nulls }) as Column;
    },
  };
}

interface Turn {
  readonly batch: Batch;
  readonly failures: RowFailures;
}

function markExceptions(column: StringColumn, entries: EntryResults, { batch, failures }: Turn): Uint8Array {
  const nulls = ownNulls(column.nulls, batch.length);
  const { states } = entries;
  for (let i = 0; i < batch.length; i++) {
    if (nulls[i] === 1) continue;
    const state = states[column.values[i]!]!;
    if (state < NULL) continue;
    nulls[i] = 1;
    if (state === FAILED) failures.fail(i, entries.reason(column.values[i]!));
  }
  return nulls;
}

// Row by row: for what depends on several columns. One array of arguments serves all rows.
function compileRows(call: CallExpression, kernels: readonly Kernel[], apply: ValueFunction): Kernel {
  const builder = new ColumnBuilder(call.type, 16);
  return {
    type: call.type,
    evaluate(batch, failures) {
      const columns = kernels.map((kernel) => kernel.evaluate(batch, failures));
      const args: Value[] = columns.map(() => null);
      for (let i = 0; i < batch.length; i++) {
        const result = gather(columns, i, args) ? apply(args) : null;
        if (result instanceof Failure) failures.fail(i, result.reason);
        builder.append(result instanceof Failure ? null : result);
      }
      return builder.take();
    },
  };
}

function gather(columns: readonly Column[], row: number, args: Value[]): boolean {
  for (let c = 0; c < columns.length; c++) {
    const value = valueAt(columns[c]!, row);
    if (value === null) return false;
    args[c] = value;
  }
  return true;
}

function bound(result: Value | Failure): Value | Failure {
  if (typeof result === 'number' && !Number.isFinite(result)) return null;
  const isTooLong = typeof result === 'string' && RESULT_LIMIT < result.length;
  return isTooLong ? new Failure(`a string of ${result.length} characters; at most ${RESULT_LIMIT} are kept`) : result;
}
