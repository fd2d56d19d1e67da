import type { ColumnType } from '../data/types.ts';
import { columnText, intervalText, literalText } from './sql-text.ts';
import type { LiteralValue } from './sql-text.ts';
import type { Columns, Duration } from './columns.ts';

/** Where an expression may stand: over the columns of a row, or over aggregates of rows. */
export type Scope = 'row' | 'aggregate';

export type Numeric = 'double' | 'bigint';

/** The value of a column type as a literal; of a timestamp a `Date`. */
type LiteralOf<T extends ColumnType> = T extends Numeric
  ? number
  : T extends 'string'
    ? string
    : T extends 'boolean'
      ? boolean
      : Date;

/** What an expression of type `T` can be compared with. */
export type Operand<T extends ColumnType, S extends Scope> =
  Expression<T extends Numeric ? Numeric : T, S> | LiteralOf<T>;

/**
 * A number to calculate with. With a bigint it has to be an expression or a number that is written out, for 5 is a bigint and
 * 5.5 a double, and of a variable nobody can tell; `bigint(x)` and `double(x)` say it.
 */
export type NumberOperand<T extends ColumnType, S extends Scope, O> = O extends number
  ? T extends 'bigint'
    ? number extends O
      ? never
      : O
    : O
  : Expression<Numeric, S>;

/** The type of an operation on numbers: bigint where both are, else double. */
export type NumberResult<T extends ColumnType, O> = T extends 'double'
  ? 'double'
  : O extends number
    ? `${O}` extends `${bigint}`
      ? 'bigint'
      : 'double'
    : O extends Expression<infer U, never>
      ? 'double' extends U
        ? 'double'
        : 'bigint'
      : never;

/** What a program said of an SQL text. */
export interface Claim {
  readonly sql: string;
  readonly type: ColumnType;
}

/** Any expression that may stand over rows. */
export type RowExpression = Expression<ColumnType>;

/** Gives the columns of a stream as expressions: `col('value')`. */
export type ColumnOf<C extends Columns> = <N extends keyof C & string>(name: N) => Expression<C[N]>;

/** A condition on rows: SQL text of the contract, or what is made from the columns. */
export type Condition<C extends Columns> = string | ((col: ColumnOf<C>) => Expression<'boolean'>);

/**
 * An expression of type `T` that prints as SQL of the contract, so that whatever is made of it can be written as a document.
 * It has the contract's three-valued logic: a comparison with null is neither true nor false.
 */
export class Expression<T extends ColumnType, S extends Scope = 'row'> {
  declare readonly type: T;
  declare readonly usableIn: (scope: S) => void;
  readonly sql: string;
  /** How strongly its outermost operator binds, as the parser has it. */
  readonly power: number;
  /** The SQL texts in it whose type the program said. */
  readonly claims: readonly Claim[];

  /** `parts`: the expressions and literals that it is made of, and what is claimed of its own text. */
  constructor(sql: string, power: number = POWER.atom, parts: readonly Part[] = []) {
    this.sql = sql;
    this.power = power;
    this.claims = parts.flatMap(claimsOf);
  }

  eq(other: Operand<T, S>): Expression<'boolean', S> {
    return binary(this, '=', other, POWER.comparison);
  }

  ne(other: Operand<T, S>): Expression<'boolean', S> {
    return binary(this, '<>', other, POWER.comparison);
  }

  lt(other: Operand<T, S>): Expression<'boolean', S> {
    return binary(this, '<', other, POWER.comparison);
  }

  le(other: Operand<T, S>): Expression<'boolean', S> {
    return binary(this, '<=', other, POWER.comparison);
  }

  gt(other: Operand<T, S>): Expression<'boolean', S> {
    return binary(this, '>', other, POWER.comparison);
  }

  ge(other: Operand<T, S>): Expression<'boolean', S> {
    return binary(this, '>=', other, POWER.comparison);
  }

  /** Whether it is between the two, both included. */
  between(low: Operand<T, S>, high: Operand<T, S>): Expression<'boolean', S> {
    const [value, from, to] = [this, low, high].map((each) => part(each, POWER.predicate));
    return new Expression(`${value} BETWEEN ${from} AND ${to}`, POWER.predicate, [this, low, high]);
  }

  in(...values: readonly [Operand<T, S>, ...Operand<T, S>[]]): Expression<'boolean', S> {
    const list = values.map((value) => part(value, 0)).join(', ');
    return new Expression(`${part(this, POWER.predicate)} IN (${list})`, POWER.predicate, [this, ...values]);
  }

  isNull(): Expression<'boolean', S> {
    return new Expression(`${part(this, POWER.is)} IS NULL`, POWER.is, [this]);
  }

  isNotNull(): Expression<'boolean', S> {
    return new Expression(`${part(this, POWER.is)} IS NOT NULL`, POWER.is, [this]);
  }

  and(this: Expression<'boolean', S>, other: Expression<'boolean', S>): Expression<'boolean', S> {
    return binary(this, 'AND', other, POWER.and);
  }

  or(this: Expression<'boolean', S>, other: Expression<'boolean', S>): Expression<'boolean', S> {
    return binary(this, 'OR', other, POWER.or);
  }

  not(this: Expression<'boolean', S>): Expression<'boolean', S> {
    return new Expression(`NOT ${part(this, POWER.not)}`, POWER.not, [this]);
  }

  /** `%` stands for any characters, `_` for one. */
  like(this: Expression<'string', S>, pattern: string): Expression<'boolean', S> {
    return new Expression(`${part(this, POWER.predicate)} LIKE ${literalText(pattern)}`, POWER.predicate, [this]);
  }

  plus<const O extends number | Expression<Numeric, S>>(
    this: Expression<Numeric & T, S>,
    other: O & NumberOperand<T, S, O>,
  ): Expression<NumberResult<T, O>, S> {
    return binary(this, '+', other, POWER.sum);
  }

  minus<const O extends number | Expression<Numeric, S>>(
    this: Expression<Numeric & T, S>,
    other: O & NumberOperand<T, S, O>,
  ): Expression<NumberResult<T, O>, S> {
    return binary(this, '-', other, POWER.sum);
  }

  times<const O extends number | Expression<Numeric, S>>(
    this: Expression<Numeric & T, S>,
    other: O & NumberOperand<T, S, O>,
  ): Expression<NumberResult<T, O>, S> {
    return binary(this, '*', other, POWER.product);
  }

  /** Of two bigints a bigint, cut towards zero: 7 / 2 is 3. */
  dividedBy<const O extends number | Expression<Numeric, S>>(
    this: Expression<Numeric & T, S>,
    other: O & NumberOperand<T, S, O>,
  ): Expression<NumberResult<T, O>, S> {
    return binary(this, '/', other, POWER.product);
  }

  /** What is left of a division; it has the sign of the left side. */
  mod<const O extends number | Expression<Numeric, S>>(
    this: Expression<Numeric & T, S>,
    other: O & NumberOperand<T, S, O>,
  ): Expression<NumberResult<T, O>, S> {
    return binary(this, '%', other, POWER.product);
  }

  /** This time and `span` more. */
  plusTime(this: Expression<'timestamp', S>, span: Duration): Expression<'timestamp', S> {
    return new Expression(`${part(this, POWER.sum - 1)} + ${intervalText(span)}`, POWER.sum, [this]);
  }

  minusTime(this: Expression<'timestamp', S>, span: Duration): Expression<'timestamp', S> {
    return new Expression(`${part(this, POWER.sum - 1)} - ${intervalText(span)}`, POWER.sum, [this]);
  }

  /** Milliseconds from `earlier` to this. */
  since(this: Expression<'timestamp', S>, earlier: Expression<'timestamp', S>): Expression<'bigint', S> {
    return binary(this, '-', earlier, POWER.sum);
  }
}

type Part = Expression<ColumnType, never> | LiteralValue | Claim;

function claimsOf(part: Part): readonly Claim[] {
  if (part instanceof Expression) return part.claims;
  return typeof part === 'object' && 'type' in part ? [part] : [];
}

/** The column `name`. */
export function column<T extends ColumnType, S extends Scope>(name: string): Expression<T, S> {
  return new Expression(columnText(name));
}

/** An expression of type `type` in SQL of the contract. That it has this type is checked before the start, wherever it stands. */
export function sql<T extends ColumnType>(type: T, text: string): Expression<T, Scope> {
  return new Expression<T, Scope>(text, 0, [{ sql: text, type } satisfies Claim]);
}

/** `value` as text of an expression, in parentheses where its operator binds no more strongly than `power`. */
export function part(value: Expression<ColumnType, never> | LiteralValue, power: number): string {
  if (!(value instanceof Expression)) return literalText(value);
  return value.power <= power ? `(${value.sql})` : value.sql;
}

// The powers of the parser: engine/expression/parser.ts.
const POWER = { or: 22, and: 24, not: 26, is: 28, comparison: 30, predicate: 32, sum: 40, product: 60, atom: 100 };

function binary<T extends ColumnType, S extends Scope>(
  left: Expression<ColumnType, never>,
  operator: string,
  right: Expression<ColumnType, never> | LiteralValue,
  power: number,
): Expression<T, S> {
  // From left to right, so only a right side of the same power needs parentheses.
  return new Expression(`${part(left, power - 1)} ${operator} ${part(right, power)}`, power, [left, right]);
}
