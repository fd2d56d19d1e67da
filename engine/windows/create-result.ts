import type { AggregateCall } from '../document/plan.ts';
import type { AggregateResult } from './accumulator.ts';
import { BigintSumResult, BigintSums } from './bigint-sums.ts';
import { RowCounts, ValueCounts } from './counts.ts';
import { DeviationResult, Deviations } from './deviations.ts';
import { AverageResult, DoubleSumResult, DoubleSums } from './double-sums.ts';
import { FirstValues, LastValues } from './ends.ts';
import { Maxima, Minima } from './extremes.ts';
import { KeptTexts } from './texts.ts';

/** Gives the accumulator `name` over the call's argument: the one that another call has made, or a new one. */
export type Share = <A>(name: string, create: () => A) => A;

/** What gives the result of `call`, over accumulators that it gets from `share`. */
export function createResult(call: AggregateCall, share: Share): AggregateResult {
  switch (call.function) {
    case 'count_rows':
      return share('rows', () => new RowCounts());
    case 'count':
      return share('values', () => new ValueCounts());
    case 'sum':
      return createSum(call, share);
    case 'avg':
      return new AverageResult(doubleSums(share), valueCounts(share));
    case 'min':
    case 'max':
    case 'first':
    case 'last':
      return createKept(call.function, call, share);
    default:
      return new DeviationResult(
        share('deviations', () => new Deviations()),
        call.function,
      );
  }
}

function createSum(call: AggregateCall, share: Share): AggregateResult {
  if (call.type === 'double') return new DoubleSumResult(doubleSums(share), valueCounts(share));
  return new BigintSumResult(
    share('bigint sums', () => new BigintSums()),
    valueCounts(share),
  );
}

type Kept = 'min' | 'max' | 'first' | 'last';

const NUMBERS: Readonly<Record<Kept, () => AggregateResult>> = {
  min: () => new Minima(),
  max: () => new Maxima(),
  first: () => new FirstValues(),
  last: () => new LastValues(),
};

function createKept(which: Kept, call: AggregateCall, share: Share): AggregateResult {
  return share(which, () => (call.type === 'string' ? new KeptTexts(which) : NUMBERS[which]()));
}

function doubleSums(share: Share): DoubleSums {
  return share('double sums', () => new DoubleSums());
}

function valueCounts(share: Share): ValueCounts {
  return share('values', () => new ValueCounts());
}
