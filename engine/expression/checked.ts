import type { ColumnType } from '../data/types.ts';
import type { Expression } from './expression.ts';
import type { Place } from './problem.ts';

/**
 * A part of an expression that has been checked. Its type may be one that no column has: that of NULL, which takes the type of
 * its surroundings; that of an interval, which may only be added to a time; or `unknown` where a problem has been told already.
 */
export interface Checked extends Place {
  readonly type: ColumnType | 'null' | 'interval' | 'unknown';
  readonly expression: Expression;
  /** As it was written, for messages. */
  readonly text: string;
}

/** What a call gives and what its arguments are taken as; NULLs among them get these types. */
export interface Signature {
  readonly type: ColumnType;
  readonly parameters: readonly ColumnType[];
}

/** Why a call cannot be; `at` is the argument to point to, where it is one. */
export interface Complaint {
  readonly message: string;
  readonly at: Checked | null;
}

/** What a function makes of the types of its arguments. None of them is `unknown`; `target` is the type after AS of a cast. */
export type Rule = (args: readonly Checked[], target: ColumnType | null) => Signature | Complaint;

/** The expression of `checked`, with NULL taken as `type`. */
export function expressionAs(checked: Checked, type: ColumnType): Expression {
  return checked.type === 'null' ? { kind: 'literal', type, value: null } : checked.expression;
}

/** The type of `checked` in words, for messages: `a string`. */
export function describeType(type: Checked['type']): string {
  if (type === 'null') return 'NULL';
  return type === 'interval' ? 'an interval' : `a ${type}`;
}
