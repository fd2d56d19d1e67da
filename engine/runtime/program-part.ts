import type { Batch } from '../data/batch.ts';
import type { OperatorContext, Operator } from '../operators/operator.ts';
import type { OperatorNode, SourceNode } from '../document/plan.ts';
import type { Schema } from '../data/types.ts';
import type { Source, SourceContext } from '../sources/source.ts';

/** A node that is code of a program: what makes it run, and why no document can say it. */
export type ProgramPart = { readonly why: string } & (
  | { readonly role: 'source'; readonly create: (node: SourceNode, context: SourceContext) => Source }
  | {
      readonly role: 'operator';
      readonly create: (node: OperatorNode, inputSchema: Schema, context: OperatorContext) => Operator;
    }
  | { readonly role: 'sink'; readonly take: (batch: Batch) => void }
);

/** The program's parts of a plan, by the ids of their nodes. */
export type ProgramParts = ReadonlyMap<string, ProgramPart>;
