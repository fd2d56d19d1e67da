import type { OperatorNode, PlanInput, PlanNode, SinkNode, SourceNode } from '../document/plan.ts';
import { createOperator } from '../operators/index.ts';
import type { Operator, OperatorContext, Receiver } from '../operators/operator.ts';
import type { SourceContext } from '../sources/source.ts';
import { CombinedWatermark } from '../time/combined-watermark.ts';
import { ClockTimers, type ClockTimer, type Run } from './clock-timers.ts';
import { edgesInto, metered, Output } from './edges.ts';
import type {
  Chain,
  ChainSurroundings,
  NodeEntry,
  RemoteEntry,
  SinkEntry,
  SourceEntry,
  StateParts,
} from './entries.ts';
import { inputSchemas } from './input-schemas.ts';
import { NodeCounters, WorkMeter } from './node-counters.ts';
import { wholePlan } from './parallel/portion.ts';
import { limitsOf } from './limits.ts';
import { createSink } from './create-sink.ts';
import { createSource } from './create-source.ts';
import { createOutlets } from './outlets.ts';
import type { Outlets } from './outlets.ts';
import { programOperator } from './program-part.ts';
import { NodeRejections } from './node-rejections.ts';
import { nodesElsewhere } from './nodes-elsewhere.ts';
import { SourceWait } from './source-wait.ts';
import { eventTimeStamp, sourceWatermarks } from './stamp.ts';
import { rejectingTimeless } from './timeless-rows.ts';
import type { SubtaskStart } from './protocol.ts';
import type { SubtaskPort } from './subtask.ts';

/** Makes every node of the plan and joins them; nothing is opened yet. */
export function buildChain(
  start: SubtaskStart,
  port: SubtaskPort,
  around: ChainSurroundings = { portion: wholePlan(start.plan) },
): Chain {
  return new ChainBuilder(start, port, around).build();
}

class ChainBuilder {
  readonly #start: SubtaskStart;
  readonly #port: SubtaskPort;
  readonly #meter: WorkMeter;
  readonly #outlets: Outlets;
  readonly #nodeRejections: NodeRejections;
  readonly #sources: SourceEntry[] = [];
  readonly #sinks: SinkEntry[] = [];
  readonly #around: ChainSurroundings;
  readonly #nodes: NodeEntry[];
  readonly #states = new Map<string, StateParts>();
  readonly #timers: ClockTimers;
  readonly #remote: ReadonlyMap<string, RemoteEntry>;
  /** By node and name: `window-10s.main`, `window-10s.late`. */
  readonly #outputs: Map<string, Output>;

  constructor(start: SubtaskStart, port: SubtaskPort, around: ChainSurroundings) {
    this.#start = start;
    this.#around = around;
    this.#port = port;
    this.#meter = new WorkMeter(port.clock);
    this.#timers = new ClockTimers(port.clock);
    this.#nodeRejections = new NodeRejections(port, around.reject);
    const { outputs, nodes, remote } = nodesElsewhere(around.portion, this.#nodeRejections);
    [this.#outputs, this.#nodes, this.#remote] = [outputs, nodes, remote];
    this.#outlets = createOutlets(start, port);
  }

  build(): Chain {
    // Inputs come before their readers in a plan, so every output exists when it is asked for.
    for (const node of this.#around.portion.nodes) this.#add(node);
    const ends = { nodes: this.#nodes, sinks: this.#sinks, exits: this.#around.exits ?? [] };
    return {
      sources: this.#sources.map((entry) => ({ ...entry, limits: limitsOf(entry.node, this.#start.plan, ends) })),
      sinks: this.#sinks,
      nodes: this.#nodes,
      remote: this.#remote,
      outputs: this.#outputs,
      states: this.#states,
      meter: this.#meter,
      timers: this.#timers,
      outlets: this.#outlets,
      rejectStores: this.#nodeRejections.stores,
    };
  }

  #add(node: PlanNode): void {
    const counters = new NodeCounters(node.id, node.role);
    if (node.role === 'source') this.#addSource(node, counters);
    else if (node.role === 'operator') this.#addOperator(node, counters);
    else this.#addSink(node, counters);
  }

  #addSource(node: SourceNode, counters: NodeCounters): void {
    const rejections = this.#nodeRejections.of(node, counters);
    const wait = new SourceWait(this.#port.clock);
    const context: SourceContext = {
      clock: this.#port.clock,
      waiting: (data) => wait.during(data),
      batchSize: this.#start.plan.settings.batch.size,
      counters,
      reject: (row) => rejections.reject(row),
      warn: (message) => this.#nodeRejections.warn(node, message),
      gap: (gap) => this.#port.post({ type: 'gap', gap }),
    };
    const source = createSource(node, context, { ...this.#start, trial: this.#port.trial });
    const output = this.#output(node, 'main', counters, this.#meetsAgain(node));
    const time = source.watermarks ?? sourceWatermarks(node);
    this.#nodes.push({ counters, outputs: { main: output }, queued: () => 0, stateSize: () => null });
    this.#sources.push({
      node,
      source,
      output,
      counters,
      wait,
      limits: [],
      stamp: eventTimeStamp(node, rejections, {
        watermarks: time,
        isKept: () => output.keepsBatches,
        areTimesRead: () => output.reads.times,
      }),
    });
    if (node.source.eventTime) this.#states.set(node.id, { time });
  }

  #addOperator(node: OperatorNode, counters: NodeCounters): void {
    const reject = this.#nodeRejections.rejecting(node, counters);
    const output = this.#output(node, 'main', counters, this.#meetsAgain(node));
    const late = this.#output(node, 'late', null);
    const lateRight = this.#output(node, 'late-right', null);
    const { inputs, processingTime, state, stateSize, openWindows } = this.#createOperator(node, {
      output,
      // Whether anybody reads late rows may change while it runs: a person may want to see the last ones.
      get late() {
        return late.isRead ? late : null;
      },
      get lateRight() {
        return lateRight.isRead ? lateRight : null;
      },
      counters,
      reject,
    });
    this.#nodes.push({
      counters,
      outputs: { main: output, late, 'late-right': lateRight },
      queued: () => 0,
      stateSize: () => stateSize?.() ?? null,
      openWindows,
    });
    if (state) this.#states.set(node.id, { operator: state });
    const run: Run = (work, given) => this.#meter.run(counters, work, given);
    this.#connect(node, counters, {
      receivers: inputs,
      outputs: [output, late, lateRight],
      timer: processingTime ? this.#timers.add(processingTime, run) : null,
    });
  }

  #createOperator(node: OperatorNode, context: OperatorContext): Operator {
    const { programs: parts } = this.#start;
    const schemas = inputSchemas(this.#start.plan, node);
    const program = programOperator(parts, node, { schemas, context });
    return program ?? rejectingTimeless(createOperator(node, schemas, context), node.operator, { parts, context });
  }

  #addSink(node: SinkNode, counters: NodeCounters): void {
    const sink = createSink(node, this.#start, {
      port: this.#port,
      outlets: this.#outlets,
      counters,
      warn: (message) => this.#nodeRejections.warn(node, message),
    });
    this.#sinks.push({ node, sink });
    this.#nodes.push({ counters, outputs: {}, queued: () => sink.queued?.() ?? 0, stateSize: () => null });
    const receiver: Receiver = {
      keepsBatches: sink.keepsBatches !== false,
      reads: sink.reads,
      receive: (batch) => {
        counters.watermark = batch.watermark;
        sink.receive(batch);
      },
    };
    this.#connect(node, counters, { receivers: node.inputs.map(() => receiver), outputs: [], timer: null });
  }

  #output(node: PlanNode, name: PlanInput['output'], counters: NodeCounters | null, isRowByRow = false): Output {
    const output = new Output(counters, { isRowByRow });
    this.#outputs.set(`${node.id}.${name}`, output);
    return output;
  }

  #connect(
    node: OperatorNode | SinkNode,
    counters: NodeCounters,
    ends: {
      readonly receivers: readonly Receiver[];
      readonly outputs: readonly Output[];
      readonly timer: ClockTimer | null;
    },
  ): void {
    const { length } = ends.receivers;
    // An operator that tells its inputs apart has a receiver for each.
    const rule = new Set(ends.receivers).size === 1 ? 'union' : 'two-inputs';
    const watermarks = new CombinedWatermark(length, rule);
    if (1 < length) this.#states.set(node.id, { ...this.#states.get(node.id), inputs: watermarks });
    const receivers = ends.receivers.map((each) => metered(each, counters, { meter: this.#meter, timer: ends.timer }));
    const schemas = inputSchemas(this.#start.plan, node);
    const edges = edgesInto({ receivers, outputs: ends.outputs, schemas, rule }, watermarks);
    edges.forEach((edge, i) => this.#outputs.get(this.#around.portion.sourceOf(node, i))!.add(edge));
  }

  #meetsAgain({ id }: PlanNode): boolean {
    return this.#around.portion.meetAgain.has(id);
  }
}
