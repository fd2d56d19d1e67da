import type { ColumnType, Value } from '../data/types.ts';

/**
 * A checked expression: names are resolved to columns and every part has its type. Plain data, so that it travels in a plan.
 * `type` is what it gives; the untyped NULL literal has taken the type of its surroundings.
 */
export type Expression =
  | { readonly kind: 'literal'; readonly type: ColumnType; readonly value: Value }
  | { readonly kind: 'column'; readonly type: ColumnType; readonly index: number; readonly name: string }
  /** An operator or function of the table in `functions.ts`, by its upper-case name (`+`, `AND`, `LIKE`, `CASE`, `CAST`, …). */
  | {
      readonly kind: 'call';
      readonly type: ColumnType;
      readonly name: string;
      readonly arguments: readonly Expression[];
    };

export type LiteralExpression = Extract<Expression, { kind: 'literal' }>;
export type CallExpression = Extract<Expression, { kind: 'call' }>;
