import type { ColumnType } from '../data/types.ts';
import type { Json } from '../document/text/written.ts';
import type { Columns, Duration } from './columns.ts';
import { conditionText } from './condition.ts';
import type { Condition } from './expression.ts';
import { Expression } from './expression.ts';
import type { Scope } from './expression.ts';
import { columnText } from './sql-text.ts';
import { writtenKeys } from './written-keys.ts';

/** One step of a pattern: the rows that it takes. */
export interface PatternStep<C extends Columns, N extends string> {
  readonly name: N;
  readonly where: Condition<C>;
  readonly times?: number | { readonly min: number; readonly max: number };
  /** Whether its first row has to be the very next one. */
  readonly next?: boolean;
  /** Whether its rows have to follow each other with no other row between them. */
  readonly consecutive?: boolean;
}

/** A column of the rows of a step: by itself of the last one, or of all of them inside an aggregate. */
export type StepColumn<C extends Columns, N extends string> = <F extends keyof C & string>(
  step: N,
  name: F,
) => Expression<C[F], Scope>;

/** The columns of a match. */
export type Measures = Readonly<Record<string, Expression<ColumnType, 'aggregate'>>>;

export interface Pattern<C extends Columns, N extends string, M extends Measures> {
  readonly sequence: readonly [PatternStep<C, N>, ...PatternStep<C, N>[]];
  /** The last row's time is less than this after the first one's. */
  readonly within?: Duration;
  readonly columns: (of: StepColumn<C, N>) => M;
  readonly afterMatch?: 'skip_past_last' | 'skip_to_next';
}

/** A pattern as a document says it, but for its columns. */
export function patternKeys<C extends Columns, N extends string>(
  pattern: Pick<Pattern<C, N, Measures>, 'sequence' | 'within' | 'afterMatch'>,
): Record<string, Json> {
  const { sequence, within, afterMatch } = pattern;
  const steps = sequence.map(({ where, name, times, next, consecutive }) =>
    writtenKeys({ name, where: conditionText(where), times, next, consecutive }),
  );
  return writtenKeys({ sequence: steps, within, after_match: afterMatch });
}

/** The column `name` of the rows of `step`. */
export function stepColumn(step: string, name: string): Expression<never, Scope> {
  return new Expression(`${columnText(step)}.${columnText(name)}`);
}
