import type { Schema } from '../../data/types.ts';
import type { KafkaSinkOptions, KafkaSourceOptions, Plan, PlanInput, PlanNode } from '../../document/plan.ts';
import { unusedName } from './text.ts';

/** Where the rows of a table are. */
export type TableKind = 'filesystem' | 'kafka';

/** What becomes of sources and sinks. A node of type `kafka` is its own topic, unless it is named in `kinds` or `paths`. */
export interface ExportOptions {
  readonly tables: TableKind;
  /** By id: what becomes of this one, where that is not `tables`. */
  readonly kinds: ReadonlyMap<string, TableKind>;
  /** By id of a source or a file sink: the path of its table, in place of that of the document. */
  readonly paths: ReadonlyMap<string, string>;
  /** By id of what becomes a topic here: what that is called, in place of the id. */
  readonly topics: ReadonlyMap<string, string>;
}

/** Files become files, topics topics, and of what only this machine has nothing is known. */
export const AS_WRITTEN: ExportOptions = {
  tables: 'filesystem',
  kinds: new Map(),
  paths: new Map(),
  topics: new Map(),
};

/** Why a plan cannot be said in Flink SQL: `allowed_lateness on window-10s: Flink's window functions have none; set it to 0s or keep it local`. */
export interface Refusal {
  readonly node: string;
  readonly message: string;
}

/** What all writers of statements share: the plan, the options, and where they tell what cannot be said. */
export class Writing {
  readonly plan: Plan;
  readonly options: ExportOptions;
  readonly refusals: Refusal[] = [];
  /** The column that carries the event time through all views, which belongs to the row here and to a column there. */
  readonly time: string;
  readonly #nodes: ReadonlyMap<string, PlanNode>;

  constructor(plan: Plan, options: ExportOptions) {
    this.plan = plan;
    this.options = options;
    this.#nodes = new Map(plan.nodes.map((node) => [node.id, node]));
    this.time = unusedName('event_time', new Set(plan.nodes.flatMap(({ schema }) => schema.map(({ name }) => name))));
  }

  /** Tells that `what` of `node` cannot be said, why, and the nearest form that can. */
  refuse({ id }: PlanNode, what: string, why: string): void {
    const message = `${what} on ${id}: ${why}`;
    if (!this.refusals.some((each) => each.message === message)) this.refusals.push({ node: id, message });
  }

  /** Where the rows of a source or a sink are there. */
  tableOf(node: PlanNode): TableKind {
    const { kinds, paths, tables } = this.options;
    const said = kinds.get(node.id) ?? (paths.has(node.id) ? 'filesystem' : undefined);
    return said ?? (topicOf(node) === null ? tables : 'kafka');
  }

  node(input: PlanInput): PlanNode {
    return this.#nodes.get(input.node)!;
  }

  /** The columns of the rows that an input reads: those of late rows are those of the input that they came by. */
  schemaOf(input: PlanInput): Schema {
    const node = this.node(input);
    if (input.output === 'main') return node.schema;
    return this.schemaOf(node.inputs[input.output === 'late' ? 0 : 1]!);
  }

  /** Whether the view of `node` has the column of its event time. The pair of a join has it only where one side is always the later one. */
  isTimed(node: PlanNode): boolean {
    if (!node.hasEventTime) return false;
    if (node.role !== 'operator') return true;
    if (node.operator.type === 'interval_join') return laterSide(node.operator) !== null;
    return node.inputs.every((input) => this.isTimed(this.node(input)));
  }

  /** Refuses what needs the event time of rows that have none in Flink; whether they have it. */
  needTime(node: PlanNode, what: string): boolean {
    if (node.inputs.every((input) => this.isTimed(this.node(input)))) return true;
    const why = 'the later time of two joined rows is no time attribute in Flink, only that of one side is';
    this.refuse(node, what, `${why}; write between: with 0s as one of its ends in the interval_join before it`);
    return false;
  }
}

/** What a node of type `kafka` reads or writes; null of other nodes. */
export function topicOf(node: PlanNode): KafkaSourceOptions | KafkaSinkOptions | null {
  if (node.role === 'source') return node.source.type === 'kafka' ? node.source : null;
  return node.role === 'sink' && node.sink.type === 'kafka' ? node.sink : null;
}

/** The side of a join whose rows are never the earlier ones of their pairs; null where that may be either. */
export function laterSide({ lowerMs, upperMs }: { lowerMs: number; upperMs: number }): 'left' | 'right' | null {
  if (0 <= lowerMs) return 'right';
  return upperMs <= 0 ? 'left' : null;
}
