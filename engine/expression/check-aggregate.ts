import { didYouMean } from '../data/suggest.ts';
import type { Schema } from '../data/types.ts';
import type { AggregateCall } from '../document/plan.ts';
import type { AggregateDefinition } from './aggregates.ts';
import { aggregates, isAggregateName } from './aggregates.ts';
import { Checker, checkText, columnsOf } from './check.ts';
import type { CheckResult, Scope } from './check.ts';
import type { Checked } from './checked.ts';
import { callableNames, canonicalName, functions } from './functions.ts';
import type { Place } from './problem.ts';
import type { CallSyntax, Syntax } from './syntax.ts';
import { misfit, isNumber } from './rules.ts';

/**
 * Checks an expression over aggregates of a stream of `schema`: `sum(x) / count(*)`. Each distinct aggregate call is appended
 * once to `calls`, which may hold those of other expressions already; the expression reads the result of call i as column i.
 * Where there are problems `calls` stays as it was.
 */
export function checkAggregate(text: string, schema: Schema, calls: AggregateCall[]): CheckResult {
  const all = [...calls];
  const result = checkText(text, (syntax, problems) =>
    new Checker(text, problems, resultsOf(schema, all)).check(syntax),
  );
  if ('expression' in result) calls.push(...all.slice(calls.length));
  return result;
}

function resultsOf(schema: Schema, calls: AggregateCall[]): Scope {
  const columns = columnsOf(schema);
  const inside = insideOf(columns);
  return {
    resolveName(name, checker) {
      const column = columns.resolveName(name, checker);
      if (column.type === 'unknown') return column;
      return checker.fail(`column "${name.name}" must be inside an aggregate, such as max(${name.name})`, name);
    },
    resolveCall(call, checker) {
      const add = (wanted: AggregateCall): Checked => readCall(call, wanted, { checker, calls });
      return checkCall(call, { outer: checker, inner: checker.within(inside), add });
    },
  };
}

/** What `call` is where aggregates have a place; null: a function like any other. */
export function checkCall(call: CallSyntax, surroundings: Surroundings): Checked | null {
  if (isAggregateName(call.name)) return checkAggregateCall(call, surroundings);
  if (functions.has(canonicalName(call.name))) return null;
  return surroundings.outer.fail(unknown(call.name), call.namePlace);
}

/** The scope inside an aggregate, where a plain expression over `columns` stands, and no other aggregate. */
export function insideOf(columns: Scope): Scope {
  return {
    resolveName: (name, checker) => columns.resolveName(name, checker),
    resolveCall(call, checker) {
      if (!isAggregateName(call.name)) return null;
      return checker.fail(
        `${call.name.toLowerCase()} is an aggregate inside an aggregate; take one of them out`,
        call.namePlace,
      );
    },
  };
}

/** Where an aggregate call stands: what checks around it and inside it, and what it comes to. */
export interface Surroundings {
  readonly outer: Checker;
  readonly inner: Checker;
  /** Notes an aggregate that is called for, and gives how its result is read. */
  readonly add: (wanted: AggregateCall) => Checked;
}

function checkAggregateCall(call: CallSyntax, { outer, inner, add }: Surroundings): Checked {
  const name = call.name.toLowerCase();
  const misuse = describeMisuse(call);
  if (misuse !== null) return outer.fail(misuse, call);
  if (call.quantifier === 'star') return add({ function: 'count_rows', argument: null, type: 'bigint' });
  const argument = inner.check(call.arguments[0]!);
  if (argument.type === 'unknown') return argument;
  const definition = aggregates.get(call.name)!;
  if (argument.type === 'null') return outer.fail(`nothing says the type of NULL in ${name}(NULL)`, argument);
  const isFit = isNumber(argument.type) || (definition.takes === 'any' && argument.type !== 'interval');
  if (!isFit) return outer.fail(misfit(name, argument, 'number').message, argument);
  const wanted = callOf(call, definition, argument);
  if (name !== 'percentile') return add(wanted);
  const share = shareOf(call.arguments[1]!);
  if (share === null)
    return outer.fail('the second argument of percentile is a number from 0 to 1, such as 0.95', call.arguments[1]!);
  return add({ ...wanted, share });
}

function callOf({ quantifier }: CallSyntax, definition: AggregateDefinition, { expression }: Checked): AggregateCall {
  const type = definition.result === 'same' ? expression.type : definition.result;
  const isDistinct = quantifier === 'distinct';
  return { function: isDistinct ? 'count_distinct' : definition.function, argument: expression, type };
}

/** The share that the second argument of a percentile says; null where it is no number from 0 to 1. */
function shareOf(syntax: Syntax): number | null {
  if (syntax.kind !== 'literal' || typeof syntax.value !== 'number' || !isNumber(syntax.type)) return null;
  return 0 <= syntax.value && syntax.value <= 1 ? syntax.value : null;
}

/** The result of `wanted`, written at `written`, as a column of the results of `calls`, to which it is added unless it is there. */
export function readCall<C extends Pick<AggregateCall, 'type'>>(
  written: Place,
  wanted: C,
  { checker, calls }: { readonly checker: Checker; readonly calls: C[] },
): Checked {
  const known = calls.findIndex((each) => JSON.stringify(each) === JSON.stringify(wanted));
  const index = known === -1 ? calls.push(wanted) - 1 : known;
  const place = checker.locate(written);
  return { type: wanted.type, expression: { kind: 'column', type: wanted.type, index, name: place.text }, ...place };
}

function describeMisuse({ name, quantifier, arguments: args }: CallSyntax): string | null {
  const lower = name.toLowerCase();
  if (quantifier === 'distinct' && name !== 'COUNT') return `${lower} takes no DISTINCT`;
  if (quantifier === 'star') return name === 'COUNT' ? null : `${lower} takes no *; write ${usageOf(name)}`;
  if (name === 'PERCENTILE') {
    return args.length === 2 ? null : `percentile takes two arguments, not ${args.length}; write percentile(x, 0.95)`;
  }
  if (args.length === 1) return null;
  return `${lower} takes one argument, not ${args.length}; write ${usageOf(name)}`;
}

function usageOf(name: string): string {
  if (name === 'COUNT') return 'count(*) or count(x)';
  return name === 'PERCENTILE' ? 'percentile(x, 0.95)' : `${name.toLowerCase()}(x)`;
}

function unknown(name: string): string {
  const known = [...[...aggregates.keys()].map((each) => each.toLowerCase()), ...callableNames()];
  return `unknown function ${name}${didYouMean(name, known)}`;
}
