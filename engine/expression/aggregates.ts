import type { ColumnType } from '../data/types.ts';
import type { AggregateFunction } from '../document/plan.ts';

/** What an aggregate takes, and the type that it gives; `same`: that of its argument. */
export interface AggregateDefinition {
  readonly function: AggregateFunction;
  readonly takes: 'number' | 'any';
  readonly result: ColumnType | 'same';
}

/** The aggregates that windows compute, by upper-case name. */
export const aggregates: ReadonlyMap<string, AggregateDefinition> = new Map<string, AggregateDefinition>([
  ['COUNT', { function: 'count', takes: 'any', result: 'bigint' }],
  ['SUM', { function: 'sum', takes: 'number', result: 'same' }],
  ['MIN', { function: 'min', takes: 'any', result: 'same' }],
  ['MAX', { function: 'max', takes: 'any', result: 'same' }],
  ['AVG', { function: 'avg', takes: 'number', result: 'double' }],
  ['FIRST', { function: 'first', takes: 'any', result: 'same' }],
  ['LAST', { function: 'last', takes: 'any', result: 'same' }],
  ['STDDEV_POP', { function: 'stddev_pop', takes: 'number', result: 'double' }],
  ['STDDEV_SAMP', { function: 'stddev_samp', takes: 'number', result: 'double' }],
  ['VAR_POP', { function: 'var_pop', takes: 'number', result: 'double' }],
  ['VAR_SAMP', { function: 'var_samp', takes: 'number', result: 'double' }],
  ['PERCENTILE', { function: 'percentile', takes: 'number', result: 'double' }],
  ['RATE', { function: 'rate', takes: 'number', result: 'double' }],
]);

/** Whether `name`, in upper case, is an aggregate of the contract. */
export function isAggregateName(name: string): boolean {
  return aggregates.has(name);
}
