import type { Schema } from '../data/types.ts';
import type { Plan } from '../document/plan.ts';
import type { Held } from './row-keeper.ts';

/** What the thread of a trial is told besides the plan. */
export interface TrialStart {
  /** The rows of sources that cannot be asked once more. */
  readonly held: Held;
  readonly sources: Readonly<Record<string, TriedSource>>;
  readonly sinks: Readonly<Record<string, DrawnColumns>>;
  /** The sink of which somebody follows every point: it is not replaced. */
  readonly followed: string | null;
  /** Most rows that a source gives. */
  readonly rowsMax: number;
}

/** How the rows of a source are fitted to what its node says. */
export interface TriedSource {
  /** Whose rows are held; null: the source is asked itself. */
  readonly held: string | null;
  /** Globs of metric names that pass; empty: all rows. */
  readonly metrics: readonly string[];
}

/** Which columns of a sink's rows are drawn; `x` null: the event time. `y` null: there is no number. */
export interface DrawnColumns {
  readonly title: string;
  readonly x: string | null;
  readonly y: string | null;
  readonly series: string | null;
  readonly unit: string | null;
  readonly isTime: boolean;
}

/** A plan that writes nothing and reads nothing of the machine, and what its thread needs besides. */
export interface TrialRun {
  readonly plan: Plan;
  readonly trial: TrialStart;
}

/** What came to a sink while it was tried. */
export interface TriedSink {
  readonly id: string;
  readonly columns: Schema;
  readonly rows: number;
  /** Of the lines that are drawn: their points in the order in which they came. */
  readonly series: readonly TriedSeries[];
  /** Points that are not among them, because there were too many. */
  readonly left: number;
}

/** The points of one line; NaN where a row has no value. */
export interface TriedSeries {
  readonly series: string;
  readonly unit: string | null;
  readonly times: Float64Array<ArrayBuffer>;
  readonly values: Float64Array<ArrayBuffer>;
}
