import type { Schema } from '../../engine/data/types.ts';
import { columnIndex } from '../../engine/data/types.ts';
import type { MeasureCall, OperatorNode, PatternOptions } from '../../engine/document/plan.ts';
import { aggregateCall, column, operatorNode } from './operator-nodes.ts';
import type { PatternModelOptions } from './pattern-model.ts';

/** A result column: the number of a step, and what is read from the rows that it took. */
export type Measure = readonly [number, MeasureCall['function'], string];

/** The node of a pattern over rows of `schema`, which gives `measures`. */
export function patternNode(
  schema: Schema,
  { key, steps, withinMs, afterMatch }: PatternModelOptions,
  measures: Readonly<Record<string, Measure>>,
): OperatorNode & { readonly operator: PatternOptions } {
  const calls = Object.values(measures).map(([step, name, argument]): MeasureCall => ({
    step,
    ...aggregateCall(schema, name === 'last_row' ? 'last' : name, argument),
    function: name,
  }));
  const results = Object.keys(measures).map((name, index) => ({
    name,
    expression: { kind: 'column', type: calls[index]!.type, index, name } as const,
  }));
  const options: PatternOptions = {
    type: 'pattern',
    key: key === '' ? [] : [columnIndex(schema, key)],
    steps: steps.map(({ where, ...step }, i) => ({ ...step, name: `step ${i}`, where: column(schema, where) })),
    withinMs,
    afterMatch,
    calls,
    results,
  };
  return operatorNode(
    options,
    results.map(({ name, expression }) => ({ name, type: expression.type })),
  );
}
