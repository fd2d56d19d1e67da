import type { Rule } from './checked.ts';
import type { CallExpression, Expression } from './expression.ts';
import type { Kernel } from './kernel.ts';

/** Compiles an argument of a call. */
export type Compile = (expression: Expression) => Kernel;

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
