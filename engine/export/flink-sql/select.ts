import type { Schema } from '../../data/types.ts';
import type { ComputedColumn, PlanInput, PlanNode } from '../../document/plan.ts';
import type { Scope } from './expression.ts';
import { sqlOf } from './expression.ts';
import { lines, quoted } from './text.ts';
import type { Writing } from './writing.ts';

/** The columns of `node`'s first input as they stand, for expressions of `node`. */
export function columnScope(node: PlanNode, writing: Writing): Scope {
  return { column: (_, name) => quoted(name), refuse: (what, why) => writing.refuse(node, what, why) };
}

/** `expression AS name`, or the name alone where that is what the expression is. */
export function item(text: string, name: string): string {
  return text === quoted(name) ? text : `${text} AS ${quoted(name)}`;
}

/** Columns that are computed. */
export function computed(columns: readonly ComputedColumn[], scope: Scope): string[] {
  return columns.map(({ name, expression }) => item(sqlOf(expression, scope), name));
}

/** Columns that are passed on. */
export function passed(schema: Schema): string[] {
  return schema.map(({ name }) => quoted(name));
}

/** The column of the event time, where `node` passes on that of its input. */
export function passedTime(node: PlanNode, writing: Writing): string[] {
  return writing.isTimed(node) ? [quoted(writing.time)] : [];
}

/** `SELECT` with one column a line. */
export function select(columns: readonly string[], from: string): string {
  return `SELECT\n${lines(columns)}\n${from}`;
}

/** The name of the view that an input reads; a side output has none, which is refused. */
export function viewOf(input: PlanInput, reader: PlanNode, writing: Writing): string {
  if (input.output !== 'main') {
    const why = 'Flink SQL drops late rows and only counts them; take out what reads them, or keep it local';
    writing.refuse(reader, `${input.node}.${input.output}`, why);
  }
  return quoted(input.node);
}
