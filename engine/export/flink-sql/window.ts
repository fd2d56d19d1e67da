import type { OperatorNode, WindowOptions, WindowShape } from '../../document/plan.ts';
import type { Schema } from '../../data/types.ts';
import type { Statement } from './statement.ts';
import { view } from './statement.ts';
import { columnScope, computed, item, passed, select, viewOf } from './select.ts';
import { interval, quoted, SQL_TYPES, unusedName } from './text.ts';
import { aggregate, refuseCall } from './window-aggregates.ts';
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
  const { schema, names, joint } = windowInput(node, writing);
  const keys = operator.key.map((place) => schema[place]!);
  const isRenamed = joint !== null || schema.some(({ name }) => names.get(name) !== name);
  const table = isRenamed ? quoted(`${node.id}_input`) : source;
  const given = isRenamed ? inputColumns({ schema, names, joint, keys }).concat(quoted(writing.time)) : [];
  const before = isRenamed
    ? [{ name: `${node.id}_input`, sql: `CREATE TEMPORARY VIEW ${table} AS\n${select(given, `FROM ${source}`)}` }]
    : [];
  const key = joint === null ? keys.map(({ name }) => quoted(names.get(name)!)) : [joint];
  const scope = { ...columnScope(node, writing), column: (_: number, name: string) => quoted(names.get(name)!) };
  const results = [
    ...passed(WINDOW_COLUMNS),
    ...computed(operator.results, { ...scope, column: (index) => aggregate(operator.calls[index]!, scope) }),
    item('`window_time`', writing.time),
  ];
  const from = `FROM TABLE(${windowFunction(operator.window, { table, time: writing.time, key })})`;
  const grouped = `${from}\nGROUP BY ${[...key, '`window_start`', '`window_end`', '`window_time`'].join(', ')}`;
  if (joint === null) {
    return [...before, view(node, select([...keys.map(({ name }, i) => item(key[i]!, name)), ...results], grouped))];
  }
  const parts = keys.map(({ name }, i) => item(`${joint}.${part(i)}`, name));
  const rest = [...passed(node.schema.slice(keys.length)), quoted(writing.time)];
  return [...before, view(node, select([...parts, ...rest], `FROM (\n${select([joint, ...results], grouped)}\n)`))];
}

const WINDOW_COLUMNS = ['window_start', 'window_end'].map((name) => ({ name, type: 'timestamp' }) as const);

/** What a window reads: its columns, by what names, and the one column that all of its keys are in. */
interface WindowInput {
  readonly schema: Schema;
  readonly names: ReadonlyMap<string, string>;
  readonly joint: string | null;
}

// Columns that are called like those which the function adds are renamed before it. Of a session of several columns the keys are
// one: a view keeps its text without the parentheses that PARTITION BY needs around them.
function windowInput({ operator, inputs: [input] }: WindowNode, writing: Writing): WindowInput {
  const schema = writing.schemaOf(input!);
  const taken = new Set([...schema.map(({ name }) => name), ...ADDED, writing.time]);
  const names = new Map(schema.map(({ name }) => [name, ADDED.has(name) ? unusedName(`${name}_`, taken) : name]));
  const isJoint = operator.window.type === 'session' && 1 < operator.key.length;
  return { schema, names, joint: isJoint ? quoted(unusedName('session_key', taken)) : null };
}

function inputColumns({ schema, names, joint, keys }: WindowInput & { readonly keys: Schema }): string[] {
  const columns = schema.map(({ name }) => item(quoted(name), names.get(name)!));
  if (joint === null) return columns;
  const types = keys.map(({ type }, i) => `${part(i)} ${SQL_TYPES[type]}`).join(', ');
  return [...columns, `CAST(ROW(${passed(keys).join(', ')}) AS ROW<${types}>) AS ${joint}`];
}

function part(i: number): string {
  return quoted(`k${i + 1}`);
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
      const partition = key.length === 0 ? '' : ` PARTITION BY ${key[0]}`;
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
  // However it is renamed, the planner sees through that, and finds two columns of one name.
  if (node.schema.some(({ name }) => name === 'window_time')) {
    writing.refuse(
      node,
      'the column window_time',
      'windows of Flink have one of that name themselves; call it otherwise',
    );
  }
  for (const call of calls) refuseCall(call, node, writing);
}
