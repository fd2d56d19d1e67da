import type { FaultDescription } from '../fault.ts';
import type { Tried } from './run-trial.ts';
import type { DrawnColumns, TriedSeries } from './trial-order.ts';
import { changedValues } from './changed-values.ts';
import type { ChangedValue } from './changed-values.ts';

/** What the old and the new plan did with the same rows. Plain data. */
export interface TrialComparison {
  readonly before: TriedSide | null;
  readonly after: TriedSide;
  readonly nodes: readonly ComparedNode[];
  readonly sinks: readonly ComparedSink[];
}

/** What is told of one of the two plans as a whole. */
export interface TriedSide {
  readonly fault: FaultDescription | null;
  /** Rows that its sources gave. */
  readonly rows: number;
  /** The sources that have more rows than were tried, or whose end is not known: windows that were still open have not fired. */
  readonly cut: readonly string[];
}

/** The counts of a node; null on the side that has no such node. */
export interface ComparedNode {
  readonly id: string;
  readonly before: TriedCounts | null;
  readonly after: TriedCounts | null;
}

export interface TriedCounts {
  /** Of a sink, the rows that it was given. */
  readonly rows: number;
  readonly late: number;
  readonly rejected: number;
}

/** The results at a sink. */
export interface ComparedSink {
  readonly id: string;
  readonly title: string;
  readonly isTime: boolean;
  readonly series: readonly ComparedSeries[];
  /** Points that came and are not shown, because there were too many. */
  readonly left: number;
}

/** One line, as the old plan and as the new one draws it; null where a plan has no such line. */
export interface ComparedSeries {
  readonly series: string;
  readonly unit: string | null;
  readonly before: TriedLine | null;
  readonly after: TriedLine | null;
  /** How many values differ: those of the same moment, and those that only one of the two has. */
  readonly changed: number;
  /** The first of them. */
  readonly examples: readonly ChangedValue[];
}

/** Points, and what they come to: all three NaN where no point has a value. */
export interface TriedLine {
  readonly times: Float64Array<ArrayBuffer>;
  readonly values: Float64Array<ArrayBuffer>;
  readonly mean: number;
  readonly p95: number;
  readonly max: number;
}

/** A side of a comparison: what was tried, and how its sinks are drawn. */
export interface Side {
  readonly tried: Tried;
  readonly sinks: Readonly<Record<string, DrawnColumns>>;
  readonly sources: readonly string[];
}

/** Puts what two plans did with the same rows side by side. `before` null: there is no old plan that could run. */
export function compareTrials(before: Side | null, after: Side): TrialComparison {
  return {
    before: before && summaryOf(before),
    after: summaryOf(after),
    nodes: idsOf(before?.tried.nodes, after.tried.nodes).map((id) => ({
      id,
      before: before && countsOf(before, id),
      after: countsOf(after, id),
    })),
    sinks: idsOf(before?.tried.sinks, after.tried.sinks).map((id) => comparedSink(id, before, after)),
  };
}

function summaryOf({ tried, sources }: Side): TriedSide {
  const rows = tried.nodes.reduce((sum, { id, rowsOut }) => sum + (sources.includes(id) ? rowsOut : 0), 0);
  return { fault: tried.fault, rows, cut: tried.cut };
}

function countsOf({ tried, sinks }: Side, id: string): TriedCounts | null {
  const node = tried.nodes.find((each) => each.id === id);
  if (!node) return null;
  return { rows: id in sinks ? node.rowsIn : node.rowsOut, late: node.late, rejected: node.rejected };
}

/** The ids of both, those of the new plan in its order first. */
function idsOf(
  before: readonly { readonly id: string }[] | undefined,
  after: readonly { readonly id: string }[],
): readonly string[] {
  return [...new Set([...after, ...(before ?? [])].map(({ id }) => id))];
}

function comparedSink(id: string, before: Side | null, after: Side): ComparedSink {
  const [old, now] = [before, after].map((side) => side?.tried.sinks.find((sink) => sink.id === id));
  const drawn = after.sinks[id] ?? before!.sinks[id]!;
  const names = new Set([...(now?.series ?? []), ...(old?.series ?? [])].map(({ series }) => series));
  const find = (list: readonly TriedSeries[] | undefined, name: string): TriedSeries | null =>
    list?.find(({ series }) => series === name) ?? null;
  return {
    id,
    title: drawn.title,
    isTime: drawn.isTime,
    series: [...names].map((name) => comparedSeries(name, find(old?.series, name), find(now?.series, name))),
    left: (old?.left ?? 0) + (now?.left ?? 0),
  };
}

function comparedSeries(series: string, before: TriedSeries | null, after: TriedSeries | null): ComparedSeries {
  const changes = changedValues(before, after);
  const unit = after?.unit ?? before?.unit ?? null;
  return { series, unit, before: before && lineOf(before), after: after && lineOf(after), ...changes };
}

function lineOf({ times, values }: TriedSeries): TriedLine {
  const known = values.filter((value) => !Number.isNaN(value)).sort();
  const sum = known.reduce((total, value) => total + value, 0);
  return {
    times,
    values,
    mean: known.length === 0 ? NaN : sum / known.length,
    p95: known.length === 0 ? NaN : known[Math.ceil(known.length * 0.95) - 1]!,
    max: known.length === 0 ? NaN : known.at(-1)!,
  };
}
