import type { Schema } from '../../data/types.ts';
import type { Plan, PlanInput, PlanNode } from '../../document/plan.ts';
import { unusedName } from './text.ts';

/** What becomes of sources and sinks. */
export interface ExportOptions {
  readonly tables: 'filesystem' | 'kafka';
  /** By id of a source or a file sink: the path of its table, in place of that of the document. */
  readonly paths: ReadonlyMap<string, string>;
}

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

/** The side of a join whose rows are never the earlier ones of their pairs; null where that may be either. */
export function laterSide({ lowerMs, upperMs }: { lowerMs: number; upperMs: number }): 'left' | 'right' | null {
  if (0 <= lowerMs) return 'right';
  return upperMs <= 0 ? 'left' : null;
}
