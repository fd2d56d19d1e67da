import type { Schema } from '../../data/types.ts';
import type { Expression, ExpressionProblem } from '../../expression/index.ts';
import { checkAggregate, checkExpression, checkLag, checkMeasure } from '../../expression/index.ts';
import type { Problems } from '../check/problems.ts';
import { alternatives } from '../check/quote.ts';
import type { AggregateCall, LagCall, MeasureCall } from '../plan.ts';
import { referencesIn } from '../text/environment.ts';
import type { WrittenText } from '../text/written.ts';

/** Where an expression stands and what it reads. */
export interface ExpressionPlace {
  readonly path: string;
  readonly schema: Schema;
  readonly problems: Problems;
}

/** The expression that `written` says, or null where it is wrong; that is reported at the place inside the text. */
export function readExpression(written: WrittenText, place: ExpressionPlace): Expression | null {
  return read(written, place, (text) => checkExpression(text, place.schema));
}

/** The same for a result of a window; new aggregates of it go to the end of `calls`. */
export function readAggregate(written: WrittenText, place: ExpressionPlace, calls: AggregateCall[]): Expression | null {
  return read(written, place, (text, isTrial) => checkAggregate(text, place.schema, isTrial ? [] : calls));
}

/** The same for a column of a lag. */
export function readLag(written: WrittenText, place: ExpressionPlace, calls: LagCall[]): Expression | null {
  return read(written, place, (text, isTrial) => checkLag(text, place.schema, isTrial ? [] : calls));
}

/** The same for a column of a pattern whose steps are called `steps`. */
export function readMeasure(
  written: WrittenText,
  place: ExpressionPlace & { readonly steps: readonly string[] },
  calls: MeasureCall[],
): Expression | null {
  return read(written, place, (text, isTrial) => checkMeasure(text, place, isTrial ? [] : calls));
}

/** The condition that `written` says, or null where it is wrong or gives something else than TRUE or FALSE, which is reported. */
export function readCondition(written: WrittenText, place: ExpressionPlace): Expression | null {
  const expression = readExpression(written, place);
  if (!expression || expression.type === 'boolean') return expression;
  const message = `the condition gives a ${expression.type}, write one that is TRUE or FALSE, such as value > 85`;
  place.problems.add(written.offset, place.path, message);
  return null;
}

type Check = (
  text: string,
  isTrial: boolean,
) => { readonly expression: Expression } | { readonly problems: readonly ExpressionProblem[] };

function read(written: WrittenText, { path, problems }: ExpressionPlace, check: Check): Expression | null {
  const result = check(written.text, false);
  if ('expression' in result) return result.expression;
  if (0 < written.filled.length) reportFilled(written, { path, problems }, check);
  else for (const { message, offset } of result.problems) problems.add(written.locate(offset), path, message);
  return null;
}

/**
 * Messages about an expression repeat parts of it, and a part that came from the environment may be a secret. So they are made
 * from the text as it was written, and where that has nothing wrong outside `${NAME}`, no reason is given.
 */
function reportFilled(written: WrittenText, { path, problems }: Omit<ExpressionPlace, 'schema'>, check: Check): void {
  const result = check(written.shown, true);
  const own =
    'problems' in result ? result.problems.filter((problem) => !touchesReference(problem, written.shown)) : [];
  for (const { message, offset } of own) problems.add(written.locateShown(offset), path, message);
  if (0 < own.length) return;
  const names = alternatives(written.filled.map((name) => `\${${name}}`));
  problems.add(
    written.offset,
    path,
    `the expression is wrong once ${names} is filled in; why is not told, as it may be a secret`,
  );
}

function touchesReference({ offset, length }: ExpressionProblem, shown: string): boolean {
  for (const [from, to] of referencesIn(shown)) {
    if (offset <= to && from <= offset + length) return true;
  }
  return false;
}
