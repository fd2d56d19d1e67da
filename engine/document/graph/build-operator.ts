import { pathTo } from '../check/path.ts';
import { quote } from '../check/quote.ts';
import { buildExtend, buildSelect } from '../nodes/columns.ts';
import { buildDeduplicate } from '../nodes/deduplicate.ts';
import { buildFilter } from '../nodes/filter.ts';
import { buildIntervalJoin } from '../nodes/interval-join.ts';
import { buildLag } from '../nodes/lag.ts';
import { buildPattern } from '../nodes/pattern.ts';
import type { Built, NodeContext, Stream } from '../nodes/stream.ts';
import { UNKNOWN } from '../nodes/stream.ts';
import { buildTopN } from '../nodes/top-n.ts';
import { buildUnion } from '../nodes/union.ts';
import { buildWindow, isTimedByRows } from '../nodes/window.ts';
import type { OperatorOptions } from '../plan.ts';
import type { Connected, OperatorValue, SourceValue } from './draft.ts';

type Context = NodeContext & { readonly nodes: readonly Connected[] };

/** An operator of any type over the rows of `inputs`. */
export function buildOperator(node: Connected, inputs: readonly Stream[], context: Context): Built<OperatorOptions> {
  if (node.role !== 'operator' || !node.value) return { ...UNKNOWN, options: null };
  const [input = UNKNOWN, right = UNKNOWN] = inputs;
  const { value } = node;
  for (const input of timelessInputs(value, inputs)) reportTimeless(node, context, input);
  switch (value.type) {
    case 'filter':
      return buildFilter(value, input, context);
    case 'select':
      return buildSelect(value, input, context);
    case 'extend':
      return buildExtend(value, input, context);
    case 'union':
      return buildUnion(inputs, node.inputs, context);
    default:
      return buildTimed(value, { node, inputs: [input, right] }, context);
  }
}

type Timed = Exclude<OperatorValue, { type: 'filter' | 'select' | 'extend' | 'union' }>;

/** An operator that goes by what came before, and mostly by time. */
function buildTimed(
  value: Timed,
  { node, inputs: [input, right] }: { readonly node: Connected; readonly inputs: readonly [Stream, Stream] },
  context: Context,
): Built<OperatorOptions> {
  switch (value.type) {
    case 'window':
      return buildWindow(value, input, context);
    case 'deduplicate':
      return buildDeduplicate(value, input, context);
    case 'lag':
      return buildLag(value, input, context);
    case 'top_n':
      return buildTopN(value, input, { ...context, written: node.inputs[0] });
    case 'interval_join':
      return buildIntervalJoin(value, { left: input, right }, context);
    case 'pattern':
      return buildPattern(value, input, context);
  }
}

/** Which of the inputs of an operator that needs the event time of its rows have none. */
function timelessInputs(value: OperatorValue, inputs: readonly Stream[]): readonly number[] {
  if (!needsEventTime(value)) return [];
  return [...inputs.keys()].filter((input) => inputs[input]!.hasEventTime === false);
}

/** Whether an operator keeps time by its rows, and not by their number or by the clock. */
function needsEventTime(value: OperatorValue): boolean {
  switch (value.type) {
    case 'window':
      return isTimedByRows(value);
    case 'deduplicate':
      return typeof value.ttl === 'number';
    default:
      return value.type === 'interval_join' || value.type === 'pattern';
  }
}

/** Says which source, behind input `input` of `node`, has to declare the event time that the node needs. */
function reportTimeless(node: Connected, { problems, nodes }: Context, input: number): void {
  const byId = new Map(nodes.map((each) => [each.id, each]));
  const source = timelessSource(byId.get(node.inputs[input]?.from ?? ''), byId);
  if (!source) return;
  const path = pathTo(pathTo('', 'sources'), source.id);
  const column = timeColumn(source);
  const isRecording = source.value && 'type' in source.value && source.value.type === 'recording';
  const write = `write event_time: { column: ${column ?? '…'} } in ${path}`;
  const remedy = isRecording ? 'replay one that was made of rows with event time' : write;
  const lack = column === null && !isRecording ? ' (it needs a timestamp column for that)' : '';
  const type = node.role === 'operator' && node.value ? node.value.type : 'operator';
  const message = `the ${type} needs the event time of its rows, but source ${quote(source.id)} has none; ${remedy}${lack}`;
  problems.add(node.offset, node.path, message);
}

/** The first source without event time whose rows reach what reads `node`; of a union, any of its inputs may be the one. */
function timelessSource(node: Connected | undefined, byId: ReadonlyMap<string, Connected>): Connected | null {
  if (!node?.value) return null;
  if (node.role === 'source') return isTimeless(node.value) ? node : null;
  for (const { from } of node.inputs) {
    const found = timelessSource(byId.get(from ?? ''), byId);
    if (found) return found;
  }
  return null;
}

function isTimeless(value: SourceValue): boolean {
  // Asked only where something has no event time: of a recording only its manifest could tell.
  return value.type === 'recording' || (value.type !== 'system' && value.event_time === null);
}

function timeColumn({ value }: Connected): string | null {
  if (value?.type === 'file' && 'schema' in value) {
    const isTime = (type: unknown) => type === 'timestamp';
    const found = value.schema?.find((entry) =>
      isTime(typeof entry.value === 'string' ? entry.value : entry.value?.type),
    );
    return found?.name ?? null;
  }
  if (value?.type !== 'generator') return null;
  return value.columns?.find((entry) => entry.value?.time)?.name ?? null;
}
