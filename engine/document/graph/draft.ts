import type { OPERATORS } from '../keys/operators.ts';
import type { SINKS } from '../keys/sinks.ts';
import type { SOURCES } from '../keys/sources.ts';
import type { CheckedEntry, ValueOf } from '../keys/value-of.ts';
import type { PlanInput } from '../plan.ts';

export type SourceValue = ValueOf<typeof SOURCES>;
export type OperatorValue = ValueOf<typeof OPERATORS>;
export type SinkValue = ValueOf<typeof SINKS>;

/** A node of a document that is being checked: what is written of it, and what its inputs turned out to be. */
export type Draft = DraftBase &
  (
    | { readonly role: 'source'; readonly value: SourceValue | undefined }
    | { readonly role: 'operator'; readonly value: OperatorValue | undefined }
    | { readonly role: 'sink'; readonly value: SinkValue | undefined }
  );

interface DraftBase {
  readonly id: string;
  /** Of its id. */
  readonly offset: number;
  readonly path: string;
  readonly entry: CheckedEntry<unknown>;
}

/** A draft with its inputs, in written order. */
export type Connected = Draft & { readonly inputs: readonly DraftInput[] };

/** One written input; `from` is null where no such node is there, which was reported. */
export interface DraftInput {
  readonly from: string | null;
  readonly output: PlanInput['output'];
  readonly offset: number;
  readonly path: string;
}
