import type { ColumnType, Schema } from '../../engine/data/types.ts';
import { columnIndex } from '../../engine/data/types.ts';
import type {
  AggregateFunction,
  AggregateCall,
  ComputedColumn,
  OperatorNode,
  OperatorOptions,
  WindowOptions,
} from '../../engine/document/plan.ts';
import type { Expression } from '../../engine/expression/index.ts';

/** A node of a plan that is the operator `operator` and gives `schema`. */
export function operatorNode<O extends OperatorOptions>(
  operator: O,
  schema: Schema,
): OperatorNode & { readonly operator: O } {
  return {
    id: 'tested',
    role: 'operator',
    inputs: [{ node: 'input', output: 'main' }],
    schema,
    hasEventTime: true,
    rejectsPath: null,
    failsOnError: false,
    operator,
  };
}

/** The expression that is column `name` of `schema`. */
export function column(schema: Schema, name: string): Expression {
  const index = columnIndex(schema, name);
  return { kind: 'column', type: schema[index]!.type, index, name };
}

/** What a window in a test is: its size, its key columns and its calls, as `name: [function, argument]`. */
export interface WindowSpecification {
  readonly sizeMs: number;
  readonly offsetMs?: number;
  readonly allowedLatenessMs?: number;
  readonly key?: readonly string[];
  readonly aggregate: Readonly<Record<string, readonly [AggregateFunction, string?]>>;
}

/** The node of a window over rows of `schema`. */
export function windowNode(
  schema: Schema,
  specification: WindowSpecification,
): OperatorNode & { readonly operator: WindowOptions } {
  const key = specification.key ?? [];
  const names = Object.keys(specification.aggregate);
  const calls = Object.values(specification.aggregate).map((call) => aggregateCall(schema, ...call));
  const results: ComputedColumn[] = names.map((name, index) => ({
    name,
    expression: { kind: 'column', type: calls[index]!.type, index, name },
  }));
  const output: Schema = [
    ...key.map((name) => schema[columnIndex(schema, name)]!),
    { name: 'window_start', type: 'timestamp' },
    { name: 'window_end', type: 'timestamp' },
    ...results.map(({ name, expression }) => ({ name, type: expression.type })),
  ];
  const options: WindowOptions = {
    type: 'window',
    window: { type: 'tumbling', sizeMs: specification.sizeMs, offsetMs: specification.offsetMs ?? 0 },
    key: key.map((name) => columnIndex(schema, name)),
    calls,
    results,
    allowedLatenessMs: specification.allowedLatenessMs ?? 0,
  };
  return operatorNode(options, output);
}

/** The call of aggregate `name` over the column `argument` of `schema`, with the type that it gives. */
export function aggregateCall(schema: Schema, name: AggregateFunction, argument?: string): AggregateCall {
  const expression = argument === undefined ? null : column(schema, argument);
  return { function: name, argument: expression, type: resultType(name, expression) };
}

function resultType(name: AggregateFunction, argument: Expression | null): ColumnType {
  if (name === 'count_rows' || name === 'count') return 'bigint';
  return ['sum', 'min', 'max', 'first', 'last'].includes(name) ? argument!.type : 'double';
}
