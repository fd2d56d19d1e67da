import type { AggregateCall, OperatorNode, WindowOptions, WindowShape } from '../../document/plan.ts';
import type { Schema } from '../../data/types.ts';
import type { Statement } from './statement.ts';
import { view } from './statement.ts';
import { sqlOf } from './expression.ts';
import type { Scope } from './expression.ts';
import { columnScope, computed, item, passed, select, viewOf } from './select.ts';
import { interval, quoted, unusedName } from './text.ts';
import { epochMs } from './times.ts';
import type { Writing } from './writing.ts';

type WindowNode = OperatorNode & { readonly operator: WindowOptions };

/** What a window table function adds to the columns of its input. */
const ADDED = new Set(['window_start', 'window_end', 'window_time']);

/** A window as a window table function, grouped by key and window. */
export function windowViews(node: WindowNode, writing: Writing): Statement[] {
  const { operator } = node;
  const [input] = node.inputs;
  refuseOptions(node, writing);
  if (!writing.needTime(node, 'the window')) return [];
  const source = viewOf(input!, node, writing);
  const schema = writing.schemaOf(input!);
  const names = inputNames(schema, writing.time);
  const isRenamed = schema.some(({ name }) => names.get(name) !== name);
  const table = isRenamed ? quoted(`${node.id}_input`) : source;
  const renamed = [...schema.map(({ name }) => item(quoted(name), names.get(name)!)), quoted(writing.time)];
  const before = isRenamed
    ? [{ name: `${node.id}_input`, sql: `CREATE TEMPORARY VIEW ${table} AS\n${select(renamed, `FROM ${source}`)}` }]
    : [];
  const key = operator.key.map((place) => quoted(names.get(schema[place]!.name)!));
  const scope = { ...columnScope(node, writing), column: (_: number, name: string) => quoted(names.get(name)!) };
  const columns = [
    ...operator.key.map((place, i) => item(key[i]!, schema[place]!.name)),
    ...passed([...'window_start window_end'.split(' ')].map((name) => ({ name, type: 'timestamp' }))),
    ...computed(operator.results, { ...scope, column: (index) => aggregate(operator.calls[index]!, scope) }),
    item('`window_time`', writing.time),
  ];
  const call = windowFunction(operator.window, { table, time: writing.time, key });
  const group = [...key, '`window_start`', '`window_end`', '`window_time`'].join(', ');
  return [...before, view(node, select(columns, `FROM TABLE(${call})\nGROUP BY ${group}`))];
}

// Columns that are called like those which the function adds are renamed before it.
function inputNames(schema: Schema, time: string): Map<string, string> {
  const taken = new Set([...schema.map(({ name }) => name), ...ADDED, time]);
  return new Map(schema.map(({ name }) => [name, ADDED.has(name) ? unusedName(`${name}_`, taken) : name]));
}

interface Call {
  readonly table: string;
  readonly time: string;
  readonly key: readonly string[];
}

function windowFunction(shape: WindowShape, { table, time, key }: Call): string {
  const of = `TABLE ${table}`;
  const by = `DESCRIPTOR(${quoted(time)})`;
  switch (shape.type) {
    case 'tumbling':
      return `TUMBLE(${of}, ${by}, ${interval(shape.sizeMs)})`;
    // The slide comes first.
    case 'sliding':
      return `HOP(${of}, ${by}, ${interval(shape.slideMs)}, ${interval(shape.sizeMs)})`;
    case 'cumulate':
      return `CUMULATE(${of}, ${by}, ${interval(shape.stepMs)}, ${interval(shape.sizeMs)})`;
    // Without its keys here a session would be one of all keys.
    case 'session': {
      const partition = key.length === 0 ? '' : ` PARTITION BY ${key.length === 1 ? key[0] : `(${key.join(', ')})`}`;
      return `SESSION(${of}${partition}, ${by}, ${interval(shape.gapMs)})`;
    }
    case 'count':
      return '';
  }
}

function refuseOptions(node: WindowNode, writing: Writing): void {
  const { window: shape, allowedLatenessMs, time, calls } = node.operator;
  if (0 < allowedLatenessMs) {
    writing.refuse(node, 'allowed_lateness', "Flink's window functions have none; set it to 0s or keep it local");
  }
  if (shape.type === 'count') {
    writing.refuse(node, 'the window of a count', 'Flink SQL has none; use windows of time or keep it local');
  }
  if (time === 'processing') {
    const why = 'the same rows would not give the same results; set it to event or keep it local';
    writing.refuse(node, 'time: processing', why);
  }
  if ('offsetMs' in shape && shape.offsetMs !== 0) {
    const why =
      "Flink's window functions lose rows between two watermarks where there is one; set it to 0s or keep it local";
    writing.refuse(node, 'the offset of the window', why);
  }
  if (shape.type === 'sliding' && shape.sizeMs % shape.slideMs !== 0) {
    writing.refuse(
      node,
      'the slide of the window',
      "Flink's HOP takes a size that is a multiple of it; choose such a slide",
    );
  }
  for (const call of calls) refuseCall(call, node, writing);
}

function refuseCall({ function: name }: AggregateCall, node: WindowNode, writing: Writing): void {
  const { type } = node.operator.window;
  if (name === 'percentile') {
    const why =
      'Flink interpolates between two rows, which may be far from both; use min, max or avg, or keep it local';
    writing.refuse(node, 'percentile', why);
  }
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

const AGGREGATES: Partial<Record<AggregateCall['function'], string>> = {
  count: 'COUNT',
  sum: 'SUM',
  min: 'MIN',
  max: 'MAX',
  first: 'FIRST_VALUE',
  last: 'LAST_VALUE',
};

function aggregate({ function: name, argument }: AggregateCall, scope: Scope): string {
  if (argument === null) return 'COUNT(*)';
  const text = sqlOf(argument, scope);
  if (name === 'count_distinct') return `COUNT(DISTINCT ${text})`;
  const known = AGGREGATES[name];
  // Flink has no first and last of times.
  const isTimeByArrival = argument.type === 'timestamp' && (name === 'first' || name === 'last');
  if (isTimeByArrival) return `CAST(TO_TIMESTAMP_LTZ(${known}(${epochMs(text)}), 3) AS TIMESTAMP(3))`;
  if (known !== undefined) return `${known}(${text})`;
  // These would be whole numbers of whole numbers there.
  return `${name.toUpperCase()}(${argument.type === 'bigint' ? `CAST(${text} AS DOUBLE)` : text})`;
}
