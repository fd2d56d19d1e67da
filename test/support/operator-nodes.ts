import type { ColumnType, Schema } from '../../engine/data/types.ts';
import { columnIndex } from '../../engine/data/types.ts';
import type {
  AggregateFunction,
  AggregateCall,
  ComputedColumn,
  OperatorNode,
  OperatorOptions,
  WindowOptions,
  WindowShape,
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
  /** Of a tumbling window; of any other kind, `window` says all. */
  readonly sizeMs?: number;
  readonly offsetMs?: number;
  readonly window?: WindowShape;
  readonly time?: 'event' | 'processing';
  /** Whether there is event time: only windows of a count do without. */
  readonly hasEventTime?: boolean;
  readonly allowedLatenessMs?: number;
  readonly key?: readonly string[];
  readonly aggregate: Readonly<Record<string, readonly [AggregateFunction, string?, number?]>>;
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
    window: specification.window ?? {
      type: 'tumbling',
      sizeMs: specification.sizeMs ?? 1000,
      offsetMs: specification.offsetMs ?? 0,
    },
    time: specification.time ?? 'event',
    key: key.map((name) => columnIndex(schema, name)),
    calls,
    results,
    allowedLatenessMs: specification.allowedLatenessMs ?? 0,
  };
  return { ...operatorNode(options, output), hasEventTime: specification.hasEventTime ?? true };
}

/** The call of aggregate `name` over the column `argument` of `schema` (of a percentile: `share`), with the type that it gives. */
export function aggregateCall(
  schema: Schema,
  name: AggregateFunction,
  ...[argument, share]: [string?, number?]
): AggregateCall {
  const expression = argument === undefined ? null : column(schema, argument);
  const call = { function: name, argument: expression, type: resultType(name, expression) };
  return share === undefined ? call : { ...call, share };
}

function resultType(name: AggregateFunction, argument: Expression | null): ColumnType {
  if (name.startsWith('count')) return 'bigint';
  return ['sum', 'min', 'max', 'first', 'last'].includes(name) ? argument!.type : 'double';
}
