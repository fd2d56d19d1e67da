import type { Schema } from '../../data/types.ts';
import { pathTo } from '../check/path.ts';
import { buildChart } from '../nodes/chart-sink.ts';
import { commonStream } from '../nodes/common-stream.ts';
import { buildFileSink } from '../nodes/file-sink.ts';
import { buildFileSource } from '../nodes/file-source.ts';
import { buildGeneratorSource } from '../nodes/generator-source.ts';
import { buildHttpSink } from '../nodes/http-sink.ts';
import { buildNotificationSink } from '../nodes/notification-sink.ts';
import { buildKafkaSink } from '../nodes/kafka-sink.ts';
import { buildKafkaSource } from '../nodes/kafka-source.ts';
import { buildHttpSource } from '../nodes/http-source.ts';
import type { Built, NodeContext, Stream } from '../nodes/stream.ts';
import { UNKNOWN } from '../nodes/stream.ts';
import { buildRecordingSource } from '../nodes/recording-source.ts';
import { buildSystemSource } from '../nodes/system-source.ts';
import type { PlanInput, PlanNode, SinkOptions, SourceOptions } from '../plan.ts';
import { readPath } from '../nodes/paths.ts';
import { filledNames } from '../text/written.ts';
import { buildOperator } from './build-operator.ts';
import type { Connected, DraftInput, SinkValue, SourceValue } from './draft.ts';

/** The rows that each node gives: its results, and its late rows, which have the columns of its inputs. */
export type Streams = Map<string, Readonly<Record<PlanInput['output'], Stream>>>;

/** What the checks of all nodes share. */
export type BuildContext = Pick<NodeContext, 'baseFolder' | 'environment' | 'problems'>;

/** Checks `nodes`, which come in order, against the rows that reach them; those without fault as nodes of a plan. */
export function buildNodes(nodes: readonly Connected[], context: BuildContext): readonly PlanNode[] {
  const streams: Streams = new Map();
  const built: PlanNode[] = [];
  for (const node of nodes) {
    const inputs = node.inputs.map((input) => streamOf(input, streams));
    const nodeContext = { ...context, id: node.id, path: node.path };
    const result = buildNode(node, inputs, { ...nodeContext, nodes });
    const [late = UNKNOWN, lateRight = UNKNOWN] = inputs;
    streams.set(node.id, { main: result.stream, late, 'late-right': lateRight });
    if (result.node) built.push(result.node);
  }
  return built;
}

function streamOf({ from, output }: DraftInput, streams: Streams): Stream {
  // What is part of a cycle is not built yet, and stays unknown to whoever reads it.
  return (from === null ? undefined : streams.get(from)?.[output]) ?? UNKNOWN;
}

interface Result {
  readonly stream: Stream;
  readonly node: PlanNode | null;
}

type Context = NodeContext & { readonly nodes: readonly Connected[] };

function buildNode(node: Connected, inputs: readonly Stream[], context: Context): Result {
  if (node.value === undefined) return { stream: UNKNOWN, node: null };
  if (node.role === 'sink') return buildSinkNode(node, node.value, { inputs, ...context });
  const rejectsPath = readRejects(node.value, context);
  const common = { ...inputsOf(node), rejectsPath, failsOnError: node.value.on_error === 'fail' };
  if (node.role === 'source') {
    const { options: source, ...stream } = buildSource(node.value, context);
    return { stream, node: source && ifKnown(stream, (known) => ({ ...common, ...known, role: 'source', source })) };
  }
  const { options: operator, ...stream } = buildOperator(node, inputs, context);
  const filled = filledIn(node);
  return {
    stream,
    node: operator && ifKnown(stream, (known) => ({ ...common, ...filled, ...known, role: 'operator', operator })),
  };
}

/** The environment variables that what an operator computes is made with; where its rejected rows go is no part of that. */
function filledIn({ entry: { written } }: Connected): Pick<PlanNode, 'filled'> {
  if (written.kind !== 'map') return {};
  const entries = written.entries.filter(({ name }) => name !== 'rejects');
  const names = [...filledNames({ ...written, entries })];
  return 0 < names.length ? { filled: names } : {};
}

function inputsOf({ id, inputs }: Connected): Pick<PlanNode, 'id' | 'inputs'> {
  return { id, inputs: inputs.flatMap(({ from, output }) => (from === null ? [] : [{ node: from, output }])) };
}

function ifKnown(
  { schema, hasEventTime }: Stream,
  make: (known: { schema: Schema; hasEventTime: boolean }) => PlanNode,
): PlanNode | null {
  return schema && hasEventTime !== null ? make({ schema, hasEventTime }) : null;
}

function buildSource(value: SourceValue, context: NodeContext): Built<SourceOptions> {
  switch (value.type) {
    case 'system':
      return buildSystemSource(value);
    case 'file':
      return buildFileSource(value, context);
    case 'generator':
      return buildGeneratorSource(value, context);
    case 'recording':
      return buildRecordingSource(value, context);
    case 'http':
      return buildHttpSource(value, context);
    case 'kafka':
      return buildKafkaSource(value, context);
  }
}

function readRejects({ rejects, $ }: Exclude<Connected['value'], SinkValue | undefined>, context: NodeContext) {
  return rejects ? readPath(rejects, pathTo($.path, 'rejects'), context) : null;
}

function buildSinkNode(
  node: Connected,
  value: SinkValue,
  { inputs, ...context }: Context & { readonly inputs: readonly Stream[] },
): Result {
  const stream = commonStream(inputs, node.inputs, { reader: 'sink', problems: context.problems });
  const sink = stream.schema ? buildSink(value, stream.schema, context) : null;
  const common = { ...inputsOf(node), rejectsPath: null, failsOnError: false };
  // What a file sink says without its rows is checked all the same.
  if (!stream.schema && value.type === 'file') buildFileSink(value, context);
  if (!stream.schema && value.type === 'http') buildHttpSink(value, context);
  if (!stream.schema && value.type === 'kafka') buildKafkaSink(value, null, context);
  return { stream, node: sink && ifKnown(stream, (known) => ({ ...common, ...known, role: 'sink', sink })) };
}

function buildSink(value: SinkValue, schema: Schema, context: NodeContext): SinkOptions | null {
  switch (value.type) {
    case 'file':
      return buildFileSink(value, context);
    case 'chart':
      return buildChart(value, schema, context);
    case 'http':
      return buildHttpSink(value, context);
    case 'kafka':
      return buildKafkaSink(value, schema, context);
    case 'notification':
      return buildNotificationSink(value, schema, context);
    case 'console':
      return { type: 'console' };
    case 'discard':
      return { type: 'discard' };
  }
}
