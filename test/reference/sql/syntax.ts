import type { Type, Value } from '../value.ts';

/** An expression as it was parsed: operators and functions are calls by name, with their operands in order. */
export type Expression =
  | { readonly kind: 'literal'; readonly value: Value; readonly type: Type | null }
  /** A length of time, in milliseconds. */
  | { readonly kind: 'interval'; readonly ms: number }
  | { readonly kind: 'column'; readonly name: string }
  | { readonly kind: 'call'; readonly name: string; readonly operands: readonly Expression[] }
  | { readonly kind: 'cast'; readonly operand: Expression; readonly to: Type; readonly orNull: boolean }
  | { readonly kind: 'case'; readonly branches: readonly Branch[]; readonly otherwise: Expression }
  /** Such as EXTRACT(unit FROM x), FLOOR(x TO unit): the unit is part of the name. */
  | { readonly kind: 'unit'; readonly name: string; readonly unit: string; readonly operand: Expression }
  | {
      readonly kind: 'aggregate';
      readonly name: string;
      readonly distinct: boolean;
      readonly operands: readonly Expression[];
    };

export type AggregateCall = Expression & { readonly kind: 'aggregate' };

export interface Branch {
  readonly when: Expression;
  readonly then: Expression;
}
