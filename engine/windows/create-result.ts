import type { AggregateCall } from '../document/plan.ts';
import type { AggregateResult, RowsInHand } from './accumulator.ts';
import { BigintSumResult } from './bigint-sums.ts';
import { CompensatedSums } from './compensated-sums.ts';
import { RowCounts, ValueCounts } from './counts.ts';
import { DeviationResult, Deviations } from './deviations.ts';
import { DistinctValues } from './distinct.ts';
import { AverageResult, DoubleSumResult } from './double-sums.ts';
import { FirstValues, LastValues } from './ends.ts';
import { Maxima, Minima } from './extremes.ts';
import { PercentileResult, Sketches } from './percentiles.ts';
import { Rates } from './rates.ts';
import { KeptTexts } from './texts.ts';

/** Gives the accumulator `name` over the call's argument: the one that another call has made, or a new one. */
export type Share = <A>(name: string, create: () => A) => A;

/** What gives the result of `call`, over accumulators that it gets from `share` and that ask `rows` about the rows in hand. */
export function createResult(call: AggregateCall, rows: RowsInHand, share: Share): AggregateResult {
  switch (call.function) {
    case 'count_rows':
      return share('rows', () => new RowCounts());
    case 'count':
      return share('values', () => new ValueCounts());
    case 'count_distinct':
      return share('distinct', () => new DistinctValues());
    case 'sum':
      return createSum(call, share);
    case 'avg':
      return new AverageResult(sums(share), valueCounts(share));
    case 'min':
    case 'max':
    case 'first':
    case 'last':
      return share(call.function, () => createKept(call.function as Kept, call, rows));
    case 'percentile':
      return createPercentile(call, share);
    case 'rate':
      return share('rate', () => new Rates(rows));
    default:
      return createDeviation(call.function, share);
  }
}

function createSum(call: AggregateCall, share: Share): AggregateResult {
  const Result = call.type === 'double' ? DoubleSumResult : BigintSumResult;
  return new Result(sums(share), valueCounts(share));
}

type Kept = 'min' | 'max' | 'first' | 'last';

const NUMBERS: Readonly<Record<Kept, (rows: RowsInHand) => AggregateResult>> = {
  min: () => new Minima(),
  max: () => new Maxima(),
  first: (rows) => new FirstValues(rows),
  last: (rows) => new LastValues(rows),
};

function createKept(which: Kept, call: AggregateCall, rows: RowsInHand): AggregateResult {
  return call.type === 'string' ? new KeptTexts(which, rows) : NUMBERS[which](rows);
}

function createPercentile({ share: which }: AggregateCall, share: Share): AggregateResult {
  const sketches = share('sketches', () => new Sketches());
  return new PercentileResult(sketches, which!);
}

function createDeviation(name: 'var_pop' | 'var_samp' | 'stddev_pop' | 'stddev_samp', share: Share): AggregateResult {
  const deviations = share('deviations', () => new Deviations());
  return new DeviationResult(deviations, name);
}

function sums(share: Share): CompensatedSums {
  return share('sums', () => new CompensatedSums());
}

function valueCounts(share: Share): ValueCounts {
  return share('values', () => new ValueCounts());
}
