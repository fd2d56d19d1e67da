import type { Expression } from '../../expression/expression.ts';
import type { MeasureCall } from '../../document/plan.ts';
import type { Scope } from './expression.ts';
import { sqlOf } from './expression.ts';

/** A value over the rows of a step, each of which has a scope of its own; `scope` is where it tells what cannot be said. */
export function measure({ function: name, argument, type }: MeasureCall, rows: readonly Scope[], scope: Scope): string {
  if (name === 'count_rows') return `CAST(${rows.length} AS BIGINT)`;
  const values = rows.map((row) => inParentheses(argument!, row));
  switch (name) {
    case 'last_row':
      return values.at(-1)!;
    case 'first':
      return known(values);
    case 'last':
      return known([...values].reverse());
    case 'count':
      return count(values);
    case 'sum':
      return sum(values, type === 'double' ? '0E0' : '0');
    case 'avg':
      return `(${sum(values, '0')} / NULLIF(CAST(${count(values)} AS DOUBLE), 0))`;
    case 'min':
      return extreme('LEAST', values);
    case 'max':
      return extreme('GREATEST', values);
    default:
      scope.refuse(
        `${name} over the rows of a step`,
        'it would need all of them at once; use first, last, min, max, sum, count or avg',
      );
      return 'NULL';
  }
}

function inParentheses(argument: Expression, row: Scope): string {
  const text = sqlOf(argument, row);
  return argument.kind === 'call' ? `(${text})` : text;
}

/** The first of `values` that is not null. */
function known(values: readonly string[]): string {
  return values.length === 1 ? values[0]! : `COALESCE(${values.join(', ')})`;
}

function count(values: readonly string[]): string {
  const each = values.map((value) => `CASE WHEN ${value} IS NULL THEN 0 ELSE 1 END`);
  return `CAST(${each.join(' + ')} AS BIGINT)`;
}

function sum(values: readonly string[], zero: string): string {
  if (values.length === 1) return values[0]!;
  const total = values.map((value) => `COALESCE(${value}, ${zero})`).join(' + ');
  return `CASE WHEN ${known(values)} IS NOT NULL THEN ${total} END`;
}

// LEAST and GREATEST are null where one value is, so each that is null is replaced by another of them.
function extreme(name: 'LEAST' | 'GREATEST', values: readonly string[]): string {
  if (values.length === 1) return values[0]!;
  const turned = values.map((_, i) => known([...values.slice(i), ...values.slice(0, i)]));
  return `${name}(${turned.join(', ')})`;
}
