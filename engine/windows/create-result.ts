import type { AggregateCall } from '../document/plan.ts';
import type { AggregateResult, RowsInHand } from './accumulator.ts';
import { BigintSumResult } from './bigint-sums.ts';
import { RowCounts, ValueCounts } from './counts.ts';
import { DeviationResult, Deviations } from './deviations.ts';
import { DistinctValues } from './distinct.ts';
import { AverageResult, DoubleSumResult } from './double-sums.ts';
import { FirstValues, LastValues } from './ends.ts';
import { Maxima, Minima } from './extremes.ts';
import { PercentileResult, Sketches } from './percentiles.ts';
import { Rates } from './rates.ts';
import type { Summaries } from './summaries.ts';
import { GreatestResult, LeastResult, RowCountResult, ValueCountResult } from './summary-results.ts';
import { KeptTexts } from './texts.ts';

/** What results are made from. */
export interface Accumulators {
  readonly share: Share;
  /** Of the call's argument, or of any where it has none; null where none is kept. */
  readonly summaries: Summaries | null;
}

/** Gives the accumulator `name` over the call's argument: the one that another call has made, or a new one. */
export type Share = <A>(name: string, create: () => A) => A;

/** What gives the result of `call`, over accumulators of which some ask `rows` about the rows in hand. */
export function createResult(
  call: AggregateCall,
  rows: RowsInHand,
  { share, summaries }: Accumulators,
): AggregateResult {
  switch (call.function) {
    case 'count_rows':
    case 'count':
      return createCount(call.function, { share, summaries });
    case 'count_distinct':
      return share('distinct', () => new DistinctValues());
    case 'sum':
      return createSum(call, summaries!);
    case 'avg':
      return new AverageResult(summaries!);
    case 'min':
    case 'max':
      return summaries ? createExtreme(call, summaries) : createKept(call.function, call, { rows, share });
    case 'first':
    case 'last':
      return createKept(call.function, call, { rows, share });
    case 'percentile':
      return createPercentile(call, share);
    case 'rate':
      return share('rate', () => new Rates(rows));
    default:
      return createDeviation(call.function, share);
  }
}

function createCount(name: 'count' | 'count_rows', { share, summaries }: Accumulators): AggregateResult {
  if (name === 'count') return summaries ? new ValueCountResult(summaries) : share('values', () => new ValueCounts());
  return summaries ? new RowCountResult(summaries) : share('rows', () => new RowCounts());
}

function createExtreme({ function: name }: AggregateCall, summaries: Summaries): AggregateResult {
  return name === 'min' ? new LeastResult(summaries) : new GreatestResult(summaries);
}

function createSum({ type }: AggregateCall, summaries: Summaries): AggregateResult {
  return type === 'double' ? new DoubleSumResult(summaries) : new BigintSumResult(summaries);
}

/** Whether `call` cannot do without `Summaries` of its argument. */
export function needsSummaries({ function: name }: AggregateCall): boolean {
  return name === 'sum' || name === 'avg';
}

/** Whether `call` asks `Summaries` for extremes, where there are any. */
export function wantsExtremes({ function: name }: AggregateCall): boolean {
  return name === 'min' || name === 'max';
}

type Kept = 'min' | 'max' | 'first' | 'last';

const NUMBERS: Readonly<Record<Kept, (rows: RowsInHand) => AggregateResult>> = {
  min: () => new Minima(),
  max: () => new Maxima(),
  first: (rows) => new FirstValues(rows),
  last: (rows) => new LastValues(rows),
};

function createKept(
  which: Kept,
  { type }: AggregateCall,
  { rows, share }: { readonly rows: RowsInHand; readonly share: Share },
): AggregateResult {
  return share(which, () => (type === 'string' ? new KeptTexts(which, rows) : NUMBERS[which](rows)));
}

function createPercentile({ share: which }: AggregateCall, share: Share): AggregateResult {
  const sketches = share('sketches', () => new Sketches());
  return new PercentileResult(sketches, which!);
}

function createDeviation(name: 'var_pop' | 'var_samp' | 'stddev_pop' | 'stddev_samp', share: Share): AggregateResult {
  const deviations = share('deviations', () => new Deviations());
  return new DeviationResult(deviations, name);
}
