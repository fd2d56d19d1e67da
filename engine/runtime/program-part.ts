import type { Batch } from '../data/batch.ts';
import type { Schema } from '../data/types.ts';
import type { OperatorNode, SourceNode } from '../document/plan.ts';
import type { Operator, OperatorContext } from '../operators/operator.ts';
import type { Reads } from '../operators/reads.ts';
import { createDiscardSink } from '../sinks/discard.ts';
import type { Sink } from '../sinks/sink.ts';
import type { Source, SourceContext } from '../sources/source.ts';

/**
 * A node that is code of a program: what makes it run, and why no document can say it. In the plan there stands a node of the same
 * columns and event time in its place, so that all around it is checked as in any document.
 */
export type ProgramPart = { readonly why: string; readonly word: string } & (
  | { readonly role: 'source'; readonly create: (node: SourceNode, context: SourceContext) => Source }
  | {
      readonly role: 'operator';
      readonly create: (node: OperatorNode, inputSchema: Schema, context: OperatorContext) => Operator;
    }
  /** The batch is void once `take` has returned. `reads`: what of it is looked at, where that is not everything. */
  | { readonly role: 'sink'; readonly reads?: Reads; readonly take: (batch: Batch) => void }
);

/** The program's parts of a plan, by the ids of their nodes. Code cannot travel: only a subtask in the program's own thread has any. */
export type ProgramParts = ReadonlyMap<string, ProgramPart>;

/** The source that the program has for `node`; null where the plan says what it is. */
export function programSource(
  parts: ProgramParts | undefined,
  node: SourceNode,
  context: SourceContext,
): Source | null {
  const part = parts?.get(node.id);
  return part?.role === 'source' ? part.create(node, context) : null;
}

/** The same for an operator. */
export function programOperator(
  parts: ProgramParts | undefined,
  node: OperatorNode,
  rest: { readonly schemas: readonly Schema[]; readonly context: OperatorContext },
): Operator | null {
  const part = parts?.get(node.id);
  return part?.role === 'operator' ? part.create(node, rest.schemas[0]!, rest.context) : null;
}

/** The same for a sink. */
export function programSink(parts: ProgramParts | undefined, id: string): Sink | null {
  const part = parts?.get(id);
  if (part?.role !== 'sink') return null;
  return { ...createDiscardSink(), reads: part.reads, receive: (batch) => part.take(batch) };
}
