import { Rejected } from '../value.ts';
import type { Columns, Value } from '../value.ts';
import { arithmetic } from './arithmetic.ts';
import { cast } from './cast.ts';
import { FUNCTIONS } from './functions.ts';
import { ceilTo, extract, floorTo } from './calendar.ts';
import { and, compared, or, WITH_NULLS } from './logic.ts';
import type { AggregateCall, Expression } from './syntax.ts';
import { typeOf } from './type-of.ts';

/** What names mean in an expression. */
export interface Scope {
  readonly columns: Columns;
  readonly values: ReadonlyMap<string, Value>;
  /** What an aggregate gives; only where the contract allows aggregates. */
  readonly aggregate?: (call: AggregateCall) => Value;
}

type Call = Expression & { readonly kind: 'call' };

/** The value of `expression`, operands from left to right; throws Rejected where it has none. */
export function evaluate(expression: Expression, scope: Scope): Value {
  switch (expression.kind) {
    case 'literal':
      return expression.value;
    case 'interval':
      throw new Error('an interval has no value of its own');
    case 'column':
      return scope.values.get(expression.name)!;
    case 'aggregate':
      return scope.aggregate!(expression);
    case 'cast':
      return evaluateCast(expression, scope);
    case 'case': {
      const branch = expression.branches.find(({ when }) => evaluate(when, scope) === true);
      return widened(evaluate(branch ? branch.then : expression.otherwise, scope), expression, scope);
    }
    case 'unit': {
      const value = evaluate(expression.operand, scope) as Date | null;
      if (value === null) return null;
      if (expression.name === 'EXTRACT') return extract(expression.unit, value);
      return (expression.name === 'FLOOR' ? floorTo : ceilTo)(expression.unit, value);
    }
    case 'call':
      return evaluateCall(expression, scope);
  }
}

function evaluateCast(expression: Expression & { readonly kind: 'cast' }, scope: Scope): Value {
  const value = evaluate(expression.operand, scope);
  try {
    return value === null ? null : cast(value, expression.to);
  } catch (error) {
    if (expression.orNull && error instanceof Rejected) return null;
    throw error;
  }
}

function evaluateCall(expression: Call, scope: Scope): Value {
  const { name, operands } = expression;
  const lazy = LAZY[name];
  if (lazy) return widened(lazy(operands, scope), expression, scope);
  const values = operands.map((operand) => evaluate(operand, scope));
  const withNulls = WITH_NULLS[name];
  if (withNulls) return widened(withNulls(values), expression, scope);
  return values.includes(null) ? null : FUNCTIONS[name]!(...(values as never[]));
}

type Lazy = (operands: readonly Expression[], scope: Scope) => Value;

/** Calls that look at an operand only where those before it do not decide. */
const LAZY: Readonly<Record<string, Lazy>> = {
  AND: ([left, right], scope) => {
    const value = evaluate(left!, scope);
    return value === false ? false : and(value, evaluate(right!, scope));
  },
  OR: ([left, right], scope) => {
    const value = evaluate(left!, scope);
    return value === true ? true : or(value, evaluate(right!, scope));
  },
  // As Flink has it: BETWEEN is two comparisons and an AND, IN is many and ORs.
  BETWEEN: ([operand, low, high], scope) => {
    const value = evaluate(operand!, scope);
    const isAbove = compared('>=', value, evaluate(low!, scope));
    return isAbove === false ? false : and(isAbove, compared('<=', value, evaluate(high!, scope)));
  },
  IN: ([operand, ...list], scope) => {
    const value = evaluate(operand!, scope);
    let found: Value = false;
    for (const each of list) if (found !== true) found = or(found, compared('=', value, evaluate(each, scope)));
    return found;
  },
  IF: ([condition, then, otherwise], scope) =>
    evaluate(evaluate(condition!, scope) === true ? then! : otherwise!, scope),
  COALESCE: (operands, scope) => {
    for (const operand of operands) {
      const value = evaluate(operand, scope);
      if (value !== null) return value;
    }
    return null;
  },
  '+': (operands, scope) => sum('+', operands, scope),
  '-': (operands, scope) => sum('-', operands, scope),
};

/** A moment takes an interval in milliseconds, on either side of a plus. */
function sum(symbol: '+' | '-', operands: readonly Expression[], scope: Scope): Value {
  const [left, right] = operands as [Expression, Expression];
  if (right.kind === 'interval') return arithmetic(symbol, evaluate(left, scope), right.ms);
  if (left.kind === 'interval') return arithmetic(symbol, evaluate(right, scope), left.ms);
  return arithmetic(symbol, evaluate(left, scope), evaluate(right, scope));
}

/** A bigint becomes a double where the whole expression is one. */
function widened(value: Value, expression: Expression, scope: Scope): Value {
  return typeof value === 'bigint' && typeOf(expression, scope.columns) === 'double' ? Number(value) : value;
}
