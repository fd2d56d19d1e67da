import type { Batch } from '../../../engine/data/batch.ts';
import type { Row } from '../../../engine/data/rows.ts';
import { fromRows, valueAt } from '../../../engine/data/rows.ts';
import type { Schema, Value } from '../../../engine/data/types.ts';
import type { Expression } from '../../../engine/expression/index.ts';
import { checkExpression, compileExpression, compilePredicate, RowFailures } from '../../../engine/expression/index.ts';

/** One column of each type, and a second of some. */
export const SCHEMA: Schema = [
  { name: 's', type: 'string' },
  { name: 't', type: 'string' },
  { name: 'd', type: 'double' },
  { name: 'e', type: 'double' },
  { name: 'n', type: 'bigint' },
  { name: 'm', type: 'bigint' },
  { name: 'b', type: 'boolean' },
  { name: 'c', type: 'boolean' },
  { name: 'ts', type: 'timestamp' },
  { name: 'us', type: 'timestamp' },
];

/** What an expression gives for a row that failed: why. */
export interface Failed {
  readonly failed: string;
}

export function failed(reason: string): Failed {
  return { failed: reason };
}

/** The checked expression of `text`; throws its problems. */
export function parse(text: string, schema: Schema = SCHEMA): Expression {
  const result = checkExpression(text, schema);
  if ('expression' in result) return result.expression;
  throw new Error(`${text}: ${result.problems.map((problem) => problem.message).join(' / ')}`);
}

/** What `text` gives for each of `rows` (objects; a missing column is null), computed in one batch. */
export function evaluate(text: string, rows: readonly Row[] = [{}]): (Value | Failed)[] {
  return evaluateBatch(parse(text), fromRows(SCHEMA, rows));
}

export function evaluateBatch(expression: Expression, batch: Batch): (Value | Failed)[] {
  const failures = new RowFailures();
  const column = compileExpression(expression).evaluate(batch, failures);
  return Array.from({ length: batch.length }, (_, i) => {
    const reason = failures.get(i);
    return reason === null ? valueAt(column, i) : { failed: reason };
  });
}

/** What each of `texts` gives for one row. */
export function evaluateAll(texts: readonly string[], row: Row = {}): (Value | Failed)[] {
  return texts.map((text) => evaluate(text, [row])[0]!);
}

/** The numbers of the rows for which `text` is TRUE, and of those that fail. */
export function select(text: string, rows: readonly Row[]): { picked: number[]; failed: number[] } {
  const failures = new RowFailures();
  const found = new Int32Array(rows.length);
  const count = compilePredicate(parse(text)).select(fromRows(SCHEMA, rows), failures, found);
  const failedRows = rows.flatMap((_, i) => (failures.get(i) === null ? [] : [i]));
  return { picked: [...found.subarray(0, count)], failed: failedRows };
}

/** The problems of `text`, each as the marked part of the text and the message. */
export function problemsOf(text: string, schema: Schema = SCHEMA): string[] {
  const result = checkExpression(text, schema);
  if ('expression' in result) return [];
  return result.problems.map(({ message, offset, length }) => `[${text.slice(offset, offset + length)}] ${message}`);
}
