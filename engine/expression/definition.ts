import type { ArraySource } from '../data/batch-arrays.ts';
import type { Rule } from './checked.ts';
import type { CallExpression, Expression } from './expression.ts';
import type { Kernel } from './kernel.ts';

/** Compiles an argument of a call. */
export interface Compile {
  (expression: Expression): Kernel;
  /** Where kernels that are often in use get the arrays of their results. */
  readonly arrays: ArraySource;
}

/** One operator or function: how it is written, what it takes and gives, and how it is computed. */
export interface FunctionDefinition {
  /** In upper case; what a call is named. */
  readonly name: string;
  /** How a call of it looks, for messages: `ROUND(number [, digits])`. */
  readonly usage: string;
  /** Fewest and most arguments. */
  readonly arity: readonly [number, number];
  readonly rule: Rule;
  /** Whether a row can fail in the call itself, apart from its arguments; never, where it is not given. */
  readonly mayFail?: (call: CallExpression) => boolean;
  readonly compile: (call: CallExpression, compile: Compile) => Kernel;
}
