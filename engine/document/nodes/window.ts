import type { Schema } from '../../data/types.ts';
import { pathTo, pathToItem } from '../check/path.ts';
import { quote } from '../check/quote.ts';
import type { OperatorValue } from '../graph/draft.ts';
import type { AggregateCall, WindowOptions } from '../plan.ts';
import type { WrittenText } from '../text/written.ts';
import { fieldOf, readColumns } from './columns.ts';
import { readAggregate } from './expressions.ts';
import { readKey } from './key-columns.ts';
import type { Built, NodeContext, Stream } from './stream.ts';
import { readShape } from './window-shape.ts';

type WindowValue = Extract<OperatorValue, { type: 'window' }>;

/** The two columns that every result of a window has after its key. */
const BOUNDS: Schema = [
  { name: 'window_start', type: 'timestamp' },
  { name: 'window_end', type: 'timestamp' },
];

/** An operator that gathers rows in windows by key. */
export function buildWindow(value: WindowValue, input: Stream, context: NodeContext): Built<WindowOptions> {
  const { allowed_lateness: allowedLatenessMs, time } = value;
  const window = readShape(value.window, context.problems);
  const isTimed = reportUntimely(value, context);
  const result = input.schema && readResult(value, input.schema, context);
  const isRateTimed = !result || reportTimelessRate(value, { ...result, hasEventTime: input.hasEventTime }, context);
  const stream = {
    schema: result?.schema ?? null,
    hasEventTime: givesEventTime(value, input),
    window: boundsOf(value),
  };
  if (!result || !window || !isTimed || !isRateTimed || allowedLatenessMs === undefined || time === undefined) {
    return { ...stream, options: null };
  }
  const { key, calls, results } = result;
  return { ...stream, options: { type: 'window', window, time, key, calls, results, allowedLatenessMs } };
}

/** The columns that say in which window a result is; those of a window of a count are its first and last row's times. */
function boundsOf({ window }: WindowValue): Stream['window'] {
  return window?.type === 'count' ? undefined : { start: BOUNDS[0]!.name, end: BOUNDS[1]!.name };
}

/** Whether the windows of `value` follow the event time of their rows: those of a count and those of the clock do not. */
export function isTimedByRows({ window, time }: WindowValue): boolean {
  return window?.type !== 'count' && time !== 'processing';
}

// A window of a count has the time of its last row, any other its own end.
function givesEventTime({ window }: WindowValue, input: Stream): boolean | null {
  return window?.type === 'count' ? input.hasEventTime : true;
}

/** Reports what is said of time where it means nothing; whether all is well. */
function reportUntimely(
  { window, time, allowed_lateness: latenessMs, $ }: WindowValue,
  { problems }: NodeContext,
): boolean {
  const isCount = window?.type === 'count';
  const isClock = time === 'processing';
  if (isCount && isClock) {
    const message = 'windows of a count follow no clock, take it out';
    problems.add($.offset('time'), pathTo($.path, 'time'), message);
    return false;
  }
  if ((isCount || isClock) && latenessMs !== undefined && 0 < latenessMs) {
    const which = isCount ? 'in windows of a count' : 'by the clock';
    problems.add(
      $.offset('allowed_lateness'),
      pathTo($.path, 'allowed_lateness'),
      `no row is late ${which}, take it out`,
    );
    return false;
  }
  return true;
}

/** Reports a rate over rows that do not say when they happened; whether there is none. */
function reportTimelessRate(
  { $ }: WindowValue,
  { calls, hasEventTime }: Pick<Result, 'calls'> & Pick<Stream, 'hasEventTime'>,
  { problems }: NodeContext,
): boolean {
  if (hasEventTime !== false || calls.every((call) => call.function !== 'rate')) return true;
  const message = 'rate(x) is counted by the event time of the rows, but the source has none; write event_time there';
  problems.add($.offset('aggregate'), pathTo($.path, 'aggregate'), message);
  return false;
}

type Result = Pick<WindowOptions, 'key' | 'calls' | 'results'> & { readonly schema: Schema };

/** The columns that come out: key, bounds, aggregates; null where one is wrong. */
function readResult(value: WindowValue, schema: Schema, context: NodeContext): Result | null {
  const { problems } = context;
  const key = reportBounds(value, context) ? readKey(value, schema, context) : null;
  const before = [...(key ?? []).map((column) => schema[column]!), ...BOUNDS];
  const calls: AggregateCall[] = [];
  const areNamesFree = reportTaken(value.aggregate ?? [], before, context);
  const results =
    value.aggregate &&
    readColumns(value.aggregate, { schema, problems }, (written, place) => readAggregate(written, place, calls));
  if (!key || !results || !areNamesFree) return null;
  return { key, calls, results, schema: [...before, ...results.map(fieldOf)] };
}

/** Whether no key column has a name that every window gives to a column of its own. */
function reportBounds({ key, $ }: WindowValue, { problems }: NodeContext): boolean {
  const isBound = (written: WrittenText | undefined) => BOUNDS.some(({ name }) => name === written?.text);
  for (const [i, written] of (key ?? []).entries()) {
    if (!written || !isBound(written)) continue;
    const message = `the result has a column ${quote(written.shown)} of its own, rename this one with select before the window`;
    problems.add(written.offset, pathToItem(pathTo($.path, 'key'), i), message);
  }
  return !(key ?? []).some(isBound);
}

function reportTaken(
  aggregate: readonly { readonly name: string; readonly offset: number; readonly path: string }[],
  taken: Schema,
  { problems }: NodeContext,
): boolean {
  const names = new Set(taken.map(({ name }) => name));
  const wrong = aggregate.filter(({ name }) => names.has(name));
  for (const { name, offset, path } of wrong) {
    const whose = BOUNDS.some((field) => field.name === name) ? 'every window gives' : 'the key gives';
    problems.add(offset, path, `${whose} a column ${quote(name)} already, choose another name`);
  }
  return wrong.length === 0;
}
