import { takeRows } from '../data/batch.ts';
import type { OperatorOptions, WindowOptions } from '../document/plan.ts';
import type { Operator, OperatorContext, Receiver } from '../operators/operator.ts';
import type { ProgramParts } from './program-part.ts';

/**
 * `operator` for rows of which some may have no event time, which only those that a program's processing timers give have not:
 * where it asks for the time of its rows, one without is rejected.
 */
export function rejectingTimeless(
  operator: Operator,
  options: OperatorOptions,
  { parts, context }: { readonly parts: ProgramParts | undefined; readonly context: OperatorContext },
): Operator {
  const mayBeTimeless = parts !== undefined && [...parts.values()].some(({ role }) => role === 'operator');
  if (!mayBeTimeless || !asksForTimes(options)) return operator;
  // An operator that does not tell its inputs apart has the same receiver for all of them.
  const guarded = new Map(operator.inputs.map((input) => [input, guard(input, context)]));
  return { ...operator, inputs: operator.inputs.map((input) => guarded.get(input)!) };
}

/** Whether an operator asks its rows when they happened. */
function asksForTimes(options: OperatorOptions): boolean {
  switch (options.type) {
    case 'filter':
    case 'select':
    case 'extend':
    case 'union':
      return false;
    case 'window':
      return asksForTimesOf(options);
    case 'deduplicate':
      return options.ttlMs !== null;
    case 'lag':
      return options.calls.some((call) => call.function === 'rate');
    case 'top_n':
    case 'interval_join':
    case 'pattern':
      return true;
  }
}

/** Windows of a count and of the clock take rows of no time, except to count a rate by it. */
function asksForTimesOf({ window, time, calls }: WindowOptions): boolean {
  return (time === 'event' && window.type !== 'count') || calls.some((call) => call.function === 'rate');
}

function guard(inner: Receiver, context: OperatorContext): Receiver {
  return {
    get keepsBatches() {
      return inner.keepsBatches !== false;
    },
    receive(batch) {
      const { eventTimes, length } = batch;
      if (eventTimes === null) return inner.receive(batch);
      const kept = new Int32Array(length);
      let count = 0;
      for (let row = 0; row < length; row++) {
        if (!Number.isNaN(eventTimes[row])) kept[count++] = row;
        else
          context.reject(
            batch,
            row,
            'the row has no event time, for a processing timer gave it; give it in processElement',
          );
      }
      inner.receive(count === length ? batch : takeRows(batch, kept, count));
    },
  };
}
