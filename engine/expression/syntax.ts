import type { ColumnType, Value } from '../data/types.ts';
import type { Place } from './problem.ts';

/**
 * An expression as it was written: names are not yet columns, and nothing has a type but literals.
 * Shorthands are written out already: `x NOT IN (1)` is `NOT(IN(x, 1))`, a CASE with an operand compares it in each branch.
 */
export type Syntax = LiteralSyntax | NameSyntax | CallSyntax;

/** A literal; an interval is its milliseconds. */
export interface LiteralSyntax extends Place {
  readonly kind: 'literal';
  readonly type: ColumnType | 'null' | 'interval';
  readonly value: Value;
}

export interface NameSyntax extends Place {
  readonly kind: 'name';
  readonly name: string;
  /** Only of `step.column`: what stands before the dot. */
  readonly qualifier?: Qualifier;
}

/** The name of a step of a pattern, before the dot and the name of a column. */
export interface Qualifier extends Place {
  readonly name: string;
}

export interface CallSyntax extends Place {
  readonly kind: 'call';
  /** In upper case. */
  readonly name: string;
  readonly namePlace: Place;
  readonly arguments: Syntax[];
  /** The type after AS in a cast. */
  readonly target: ColumnType | null;
  /** What only aggregates have: `count(*)` and `count(DISTINCT x)`. */
  readonly quantifier: 'star' | 'distinct' | null;
  /** Levels of calls, this one included. */
  readonly height: number;
}

/** The span from the start of `from` to the end of `to`. */
export function span(from: Place, to: Place): Place {
  return { offset: from.offset, length: to.offset + to.length - from.offset };
}
