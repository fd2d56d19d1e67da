import type { Schema } from '../../data/types.ts';
import { pathTo } from '../check/path.ts';
import { quote } from '../check/quote.ts';
import type { OperatorValue } from '../graph/draft.ts';
import type { MeasureCall, PatternOptions, PatternStep } from '../plan.ts';
import type { WrittenText } from '../text/written.ts';
import { fieldOf, readColumns } from './columns.ts';
import type { ExpressionPlace } from './expressions.ts';
import { readCondition, readMeasure } from './expressions.ts';
import { readKey } from './key-columns.ts';
import type { Built, NodeContext, Stream } from './stream.ts';

type PatternValue = Extract<OperatorValue, { type: 'pattern' }>;
type WrittenStep = NonNullable<NonNullable<PatternValue['sequence']>[number]>;

/** An operator that finds sequences of rows. */
export function buildPattern(value: PatternValue, { schema }: Stream, context: NodeContext): Built<PatternOptions> {
  const unknown = { schema: null, hasEventTime: true, options: null };
  const { sequence, within: withinMs = undefined, after_match: afterMatch } = value;
  if (!schema || !sequence) return unknown;
  const key = readKey(value, schema, context);
  const steps = readSteps(sequence, schema, context);
  const result = readResults(value, { schema, steps: sequence.map((step) => step?.name ?? '') }, context);
  if (!result) return unknown;
  const stream = { schema: result.results.map(fieldOf), hasEventTime: true };
  if (!key || !steps || withinMs === undefined || afterMatch === undefined) return { ...stream, options: null };
  return { ...stream, options: { type: 'pattern', key, steps, withinMs, afterMatch, ...result } };
}

/** The steps; null where one is wrong. */
function readSteps(
  written: readonly (WrittenStep | undefined)[],
  schema: Schema,
  context: NodeContext,
): readonly PatternStep[] | null {
  const steps: PatternStep[] = [];
  for (const [i, each] of written.entries()) {
    const isFree = !each?.name || reportTwice(each, written.slice(0, i), context);
    const step = each && readStep(each, schema, context);
    if (step && isFree) steps.push(step);
  }
  return steps.length === written.length ? steps : null;
}

function readStep(step: WrittenStep, schema: Schema, { problems }: NodeContext): PatternStep | null {
  const { name, times, next: isNext, consecutive: isConsecutive, $ } = step;
  const where = step.where && readCondition(step.where, { path: pathTo($.path, 'where'), schema, problems });
  const range = typeof times === 'number' ? { min: times, max: times } : times;
  const isRange = range && reportRange(range, problems);
  if (!name || !where || !isRange || isNext === undefined || isConsecutive === undefined) return null;
  return { name, where, min: range.min!, max: range.max!, isNext, isConsecutive };
}

type WrittenRange = { readonly min: number | undefined; readonly max: number | undefined } & Partial<
  Pick<WrittenStep, '$'>
>;

/** Whether both ends are there and in order. */
function reportRange({ min, max, $ }: WrittenRange, problems: NodeContext['problems']): boolean {
  if (min === undefined || max === undefined) return false;
  if (min <= max || !$) return true;
  problems.add($.offset('max'), pathTo($.path, 'max'), `${max} is less than min ${min}, write at least ${min}`);
  return false;
}

/** Whether no step before has the same name. */
function reportTwice(
  { name, $ }: WrittenStep,
  before: readonly (WrittenStep | undefined)[],
  { problems }: NodeContext,
): boolean {
  if (before.every((each) => each?.name !== name)) return true;
  const message = `a step before is called ${quote(name!)} too, choose another name`;
  problems.add($.offset('name'), pathTo($.path, 'name'), message);
  return false;
}

/** The columns of a match, and what they read; null where one is wrong. */
function readResults(
  { columns }: PatternValue,
  source: { readonly schema: Schema; readonly steps: readonly string[] },
  { problems }: NodeContext,
): Pick<PatternOptions, 'calls' | 'results'> | null {
  const calls: MeasureCall[] = [];
  const place = { schema: source.schema, problems };
  const read = (written: WrittenText, at: ExpressionPlace) =>
    readMeasure(written, { ...at, steps: source.steps }, calls);
  const results = columns && readColumns(columns, place, read);
  return results ? { calls, results } : null;
}
