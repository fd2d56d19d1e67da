import type { Batch } from '../data/batch.ts';
import type { Schema } from '../data/types.ts';
import type { OperatorNode, Plan, PlanInput, PlanNode, SinkNode, SourceNode } from '../document/plan.ts';
import { RejectsFile } from '../files/rejects.ts';
import { createOperator } from '../operators/index.ts';
import type { Operator, OperatorContext, Receiver } from '../operators/operator.ts';
import { createChartSink } from '../sinks/chart.ts';
import { ConsolePort, createConsoleSink } from '../sinks/console.ts';
import { createDiscardSink } from '../sinks/discard.ts';
import { createFileSink } from '../sinks/file.ts';
import { Screen } from '../sinks/screen.ts';
import type { Sink } from '../sinks/sink.ts';
import type { Source, SourceContext } from '../sources/source.ts';
import { edgesInto, metered, Output } from './edges.ts';
import { NodeCounters, WorkMeter } from './node-counters.ts';
import { sourcesThatMeetAgain } from './reunions.ts';
import { createSource } from './create-source.ts';
import { programOperator, programSink } from './program-part.ts';
import { Rejections } from './rejections.ts';
import { eventTimeStamp } from './stamp.ts';
import { rejectingTimeless } from './timeless-rows.ts';
import type { SubtaskStart } from './protocol.ts';
import type { SubtaskPort } from './subtask.ts';

/** The nodes of one subtask, connected: calling a source's `output` runs everything behind it. */
export interface Chain {
  readonly sources: readonly SourceEntry[];
  readonly sinks: readonly SinkEntry[];
  /** In the order of the plan. */
  readonly counters: readonly NodeCounters[];
  readonly meter: WorkMeter;
  /** Null where nobody looks at charts. */
  readonly screen: Screen | null;
  readonly console: ConsolePort;
  readonly rejectStores: readonly RejectsFile[];
}

export interface SourceEntry {
  readonly node: SourceNode;
  readonly source: Source;
  readonly output: Output;
  /** Gives a batch its event times and watermarks; rejects rows without a time. */
  stamp(batch: Batch): Batch;
}

export interface SinkEntry {
  readonly node: SinkNode;
  readonly sink: Sink;
}

/** Makes every node of the plan and joins them; nothing is opened yet. */
export function buildChain(start: SubtaskStart, port: SubtaskPort): Chain {
  return new ChainBuilder(start, port).build();
}

class ChainBuilder {
  readonly #start: SubtaskStart;
  readonly #plan: Plan;
  readonly #port: SubtaskPort;
  readonly #meter: WorkMeter;
  readonly #screen: Screen | null;
  readonly #console: ConsolePort;
  readonly #rejectStores: RejectsFile[] = [];
  readonly #sources: SourceEntry[] = [];
  readonly #sinks: SinkEntry[] = [];
  readonly #counters: NodeCounters[] = [];
  readonly #meetAgain: ReadonlySet<string>;
  /** By node and name: `window-10s.main`, `window-10s.late`. */
  readonly #outputs = new Map<string, Output>();

  constructor(start: SubtaskStart, port: SubtaskPort) {
    this.#start = start;
    this.#plan = start.plan;
    this.#meetAgain = sourcesThatMeetAgain(start.plan);
    this.#port = port;
    this.#meter = new WorkMeter(port.clock);
    this.#screen = start.hasScreen ? new Screen((points) => port.post({ type: 'points', points })) : null;
    this.#console = new ConsolePort((bytes) => port.post({ type: 'console', bytes }, [bytes.buffer]));
  }

  build(): Chain {
    // Inputs come before their readers in a plan, so every output exists when it is asked for.
    for (const node of this.#plan.nodes) this.#add(node);
    return {
      sources: this.#sources,
      sinks: this.#sinks,
      counters: this.#counters,
      meter: this.#meter,
      screen: this.#screen,
      console: this.#console,
      rejectStores: this.#rejectStores,
    };
  }

  #add(node: PlanNode): void {
    const counters = new NodeCounters(node.id, node.role);
    this.#counters.push(counters);
    if (node.role === 'source') this.#addSource(node, counters);
    else if (node.role === 'operator') this.#addOperator(node, counters);
    else this.#addSink(node, counters);
  }

  #addSource(node: SourceNode, counters: NodeCounters): void {
    const rejections = this.#rejections(node, counters);
    const context: SourceContext = {
      clock: this.#port.clock,
      batchSize: this.#plan.settings.batch.size,
      counters,
      reject: (row) => rejections.reject(row),
      warn: (message) => this.#warn(node, message),
    };
    const source = createSource(node, context, this.#start.programs);
    const output = this.#output(node, 'main', counters, this.#meetAgain.has(node.id));
    this.#sources.push({ node, source, output, stamp: eventTimeStamp(node, rejections) });
  }

  #addOperator(node: OperatorNode, counters: NodeCounters): void {
    const rejections = this.#rejections(node, counters);
    const output = this.#output(node, 'main', counters);
    const late = this.#sideOutput(node, 'late');
    const lateRight = this.#sideOutput(node, 'late-right');
    const { inputs } = this.#createOperator(node, {
      output,
      late,
      lateRight,
      counters,
      reject: (batch, row, reason) => rejections.rejectComputed(batch, row, reason),
    });
    this.#connect(node, counters, {
      receivers: inputs,
      outputs: [output, late, lateRight].filter((each) => each !== null),
    });
  }

  #createOperator(node: OperatorNode, context: OperatorContext): Operator {
    const { programs: parts } = this.#start;
    const schemas = this.#inputSchemas(node);
    const program = programOperator(parts, node, { schemas, context });
    return program ?? rejectingTimeless(createOperator(node, schemas, context), node.operator, { parts, context });
  }

  #addSink(node: SinkNode, counters: NodeCounters): void {
    const sink = programSink(this.#start.programs, node.id) ?? this.#createSink(node);
    this.#sinks.push({ node, sink });
    const receiver: Receiver = {
      receive: (batch) => {
        counters.watermark = batch.watermark;
        sink.receive(batch);
      },
    };
    this.#connect(node, counters, { receivers: node.inputs.map(() => receiver), outputs: [] });
  }

  #createSink(node: SinkNode): Sink {
    const { sink } = node;
    switch (sink.type) {
      case 'file':
        return createFileSink(sink, node.schema, {
          id: node.id,
          subtask: this.#start.subtask,
          clock: this.#port.clock,
          warn: (message) => this.#warn(node, message),
          recordingName: `${this.#plan.name}: ${node.id}`,
          documentText: this.#start.documentText,
        });
      case 'chart':
        return this.#screen ? createChartSink(node.id, sink, node.schema, this.#screen) : createDiscardSink();
      case 'console':
        return createConsoleSink(node.schema, this.#console);
      case 'discard':
        return createDiscardSink();
    }
  }

  #output(node: PlanNode, name: PlanInput['output'], counters: NodeCounters | null, isRowByRow = false): Output {
    const output = new Output(counters, { isRowByRow });
    this.#outputs.set(`${node.id}.${name}`, output);
    return output;
  }

  #connect(
    node: OperatorNode | SinkNode,
    counters: NodeCounters,
    ends: { readonly receivers: readonly Receiver[]; readonly outputs: readonly Output[] },
  ): void {
    const edges = edgesInto({
      receivers: ends.receivers.map((receiver) => metered(receiver, counters, this.#meter)),
      outputs: ends.outputs,
      schemas: this.#inputSchemas(node),
      // An operator that tells its inputs apart has a receiver for each.
      rule: new Set(ends.receivers).size === 1 ? 'union' : 'two-inputs',
    });
    node.inputs.forEach(({ node: id, output }, i) => this.#outputs.get(`${id}.${output}`)!.add(edges[i]!));
  }

  #inputSchemas(node: OperatorNode | SinkNode): readonly Schema[] {
    return node.inputs.map(({ node: id, output }) => {
      const upstream = this.#plan.nodes.find((each) => each.id === id)!;
      if (output === 'main') return upstream.schema;
      // Late rows have the columns that their operator takes, not those that it gives.
      return this.#inputSchemas(upstream as OperatorNode)[output === 'late' ? 0 : 1]!;
    });
  }

  /** The side output `name` of `node`; null where nothing reads it. */
  #sideOutput(node: OperatorNode, name: PlanInput['output']): Output | null {
    const reads = (input: PlanInput): boolean => input.node === node.id && input.output === name;
    return this.#plan.nodes.some(({ inputs }) => inputs.some(reads)) ? this.#output(node, name, null) : null;
  }

  #rejections(node: PlanNode, counters: NodeCounters): Rejections {
    const warn = (message: string): void => this.#warn(node, message);
    const store = node.rejectsPath === null ? null : new RejectsFile(node.rejectsPath, { warn });
    if (store) this.#rejectStores.push(store);
    return new Rejections(counters, {
      tell: warn,
      store,
      failsOnError: node.failsOnError,
    });
  }

  #warn(node: PlanNode, message: string): void {
    this.#port.post({ type: 'warning', node: node.id, message });
  }
}
