import type { AggregateCall, OperatorNode, WindowOptions } from '../../document/plan.ts';
import { sqlOf } from './expression.ts';
import type { Scope } from './expression.ts';
import { epochMs } from './times.ts';
import type { Writing } from './writing.ts';

type WindowNode = OperatorNode & { readonly operator: WindowOptions };

const AGGREGATES: Partial<Record<AggregateCall['function'], string>> = {
  count: 'COUNT',
  sum: 'SUM',
  min: 'MIN',
  max: 'MAX',
  first: 'FIRST_VALUE',
  last: 'LAST_VALUE',
};

/** An aggregate over the rows of a window and key. */
export function aggregate({ function: name, argument, share }: AggregateCall, scope: Scope): string {
  if (argument === null) return 'COUNT(*)';
  const text = sqlOf(argument, scope);
  if (name === 'count_distinct') return `COUNT(DISTINCT ${text})`;
  const known = AGGREGATES[name];
  // Flink has no first and last of times.
  const isTimeByArrival = argument.type === 'timestamp' && (name === 'first' || name === 'last');
  if (isTimeByArrival) return `CAST(TO_TIMESTAMP_LTZ(${known}(${epochMs(text)}), 3) AS TIMESTAMP(3))`;
  if (known !== undefined) return `${known}(${text})`;
  // These would be whole numbers of whole numbers there.
  const double = argument.type === 'bigint' ? `CAST(${text} AS DOUBLE)` : text;
  return name === 'percentile'
    ? percentile(double, sqlOf({ kind: 'literal', type: 'double', value: share! }, scope))
    : `${name.toUpperCase()}(${double})`;
}

/**
 * The smallest value such that at least `share` of all are not above it, out of all of them in order: Flink's own PERCENTILE lies between
 * two values, which may be far from both.
 */
function percentile(value: string, share: string): string {
  const all = `ARRAY_AGG(${value}) FILTER (WHERE ${value} IS NOT NULL)`;
  const count = `CARDINALITY(${all})`;
  // A product such as 0.07 · 100 comes out a hair above the whole number that it is.
  const rank = `CAST(CEIL(${count} * ${share} - ${count} * 1E-15) AS INT)`;
  return `ARRAY_SORT(${all})[GREATEST(1, ${rank})]`;
}

/** Refuses an aggregate that Flink has not, or not over windows of this kind. */
export function refuseCall({ function: name }: AggregateCall, node: WindowNode, writing: Writing): void {
  const { type } = node.operator.window;
  if (name === 'rate') {
    writing.refuse(
      node,
      'rate',
      'Flink has no aggregate that knows resets of counters; use a lag before, or keep it local',
    );
  }
  if ((name === 'first' || name === 'last') && type !== 'tumbling') {
    const why = `Flink cannot merge it over the parts of ${type} windows; use min or max, or a tumbling window`;
    writing.refuse(node, name, why);
  }
}
