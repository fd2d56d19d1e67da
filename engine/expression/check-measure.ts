import { didYouMean } from '../data/suggest.ts';
import type { Schema } from '../data/types.ts';
import type { AggregateCall, MeasureCall } from '../document/plan.ts';
import { checkCall, insideOf, readCall } from './check-aggregate.ts';
import { Checker, checkText, columnsOf } from './check.ts';
import type { CheckResult, Scope } from './check.ts';
import type { Checked } from './checked.ts';
import type { Expression } from './expression.ts';
import type { CallSyntax, NameSyntax } from './syntax.ts';

/** What the columns of a pattern may read. */
export interface MeasureSource {
  /** Of the rows that the steps take. */
  readonly schema: Schema;
  /** The names of the steps, in order. */
  readonly steps: readonly string[];
}

/**
 * Checks a column of a pattern, an expression over what its steps took: `hot.entity` is the value of the step's last row, be
 * it null, and `max(hot.value)` an aggregate of its rows (SQL's MATCH_RECOGNIZE). Each distinct value that is read is appended once to
 * `calls`, which may hold those of other columns already; the expression reads call i as column i. Where there are problems
 * `calls` stays as it was.
 */
export function checkMeasure(text: string, source: MeasureSource, calls: MeasureCall[]): CheckResult {
  const all = [...calls];
  const result = checkText(text, (syntax, problems) =>
    new Checker(text, problems, measuresOf(source, all)).check(syntax),
  );
  if ('expression' in result) calls.push(...all.slice(calls.length));
  return result;
}

function measuresOf(source: MeasureSource, calls: MeasureCall[]): Scope {
  return {
    resolveName(name, checker) {
      const column = resolve(name, source, checker);
      if (column === null) return failUnqualified(name, source, checker);
      const { type, expression, step } = column;
      if (type === 'unknown') return column;
      return readCall(
        name,
        { step, function: 'last_row', argument: expression, type: expression.type },
        { checker, calls },
      );
    },
    resolveCall(call, checker) {
      const read = new Set<number>();
      const inner = checker.within(insideOf(stepOf(source, read)));
      const add = (wanted: AggregateCall): Checked => addMeasure({ call, wanted, read }, source, { checker, calls });
      return checkCall(call, { outer: checker, inner, add });
    },
  };
}

/** The scope inside an aggregate: columns of steps, whose numbers are noted in `read`. */
function stepOf(source: MeasureSource, read: Set<number>): Scope {
  return {
    resolveName(name, checker) {
      const column = resolve(name, source, checker);
      if (column === null) return failUnqualified(name, source, checker);
      if (column.type !== 'unknown') read.add(column.step);
      return column;
    },
    resolveCall: () => null,
  };
}

/** The column that `name` names, and of which step; null where it names none. */
function resolve(
  { name, qualifier, offset, length }: NameSyntax,
  { schema, steps }: MeasureSource,
  checker: Checker,
): (Checked & { readonly step: number }) | null {
  if (!qualifier) return null;
  const step = steps.indexOf(qualifier.name);
  if (step !== -1) return { ...columnsOf(schema).resolveName({ kind: 'name', name, offset, length }, checker), step };
  const known = [...new Set(steps)].filter((name) => name !== '');
  const hint = didYouMean(qualifier.name, known) || `; the steps are ${known.join(', ')}`;
  return { ...checker.fail(`unknown step "${qualifier.name}"${hint}`, qualifier), step };
}

function failUnqualified({ name, ...place }: NameSyntax, { steps }: MeasureSource, checker: Checker): Checked {
  return checker.fail(`"${name}" does not say of which step's rows; write ${steps[0] ?? 'step'}.${name}`, place);
}

interface WantedMeasure {
  readonly call: CallSyntax;
  readonly wanted: AggregateCall;
  /** The steps that its argument reads. */
  readonly read: ReadonlySet<number>;
}

interface Measures {
  readonly checker: Checker;
  readonly calls: MeasureCall[];
}

function addMeasure({ call, wanted, read }: WantedMeasure, { steps }: MeasureSource, measures: Measures): Checked {
  if (wanted.function === 'count_rows') return countAll({ call, wanted }, steps.length, measures);
  const [step, ...others] = read;
  const name = call.name.toLowerCase();
  if (step !== undefined && others.length === 0) return readCall(call, { step, ...wanted }, measures);
  const message =
    step === undefined
      ? `${name} reads no step; write ${name}(${steps[0]}.column)`
      : `${name} mixes rows of ${[...read].map((each) => steps[each]).join(' and ')}; an aggregate is over the rows of one step`;
  return measures.checker.fail(message, call);
}

/** All rows of a match: those of its steps, added up. */
function countAll({ call, wanted }: Omit<WantedMeasure, 'read'>, steps: number, measures: Measures): Checked {
  const counts = Array.from({ length: steps }, (_, step) => readCall(call, { step, ...wanted }, measures));
  const expression = counts
    .map((count) => count.expression)
    .reduce((sum, count): Expression => ({ kind: 'call', type: 'bigint', name: '+', arguments: [sum, count] }));
  return { ...counts[0]!, expression };
}
