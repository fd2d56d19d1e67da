import { didYouMean } from '../data/suggest.ts';
import type { ColumnType, Schema } from '../data/types.ts';
import type { LagCall } from '../document/plan.ts';
import { Checker, checkText, columnsOf } from './check.ts';
import type { CheckResult, Scope } from './check.ts';
import type { Checked } from './checked.ts';
import { callableNames, canonicalName, functions } from './functions.ts';
import { isNumber, misfit } from './rules.ts';
import type { CallSyntax, Syntax } from './syntax.ts';

/** How many rows back `lag(x, n)` looks at most: so many values are kept of each key. */
export const LAG_ROWS_MAX = 10_000;

/** What may be asked of the rows before, and how it is written. */
const USAGES: Readonly<Record<string, string>> = {
  LAG: 'lag(x) or lag(x, n)',
  DELTA: 'delta(x)',
  RATE: 'rate(x)',
  EWMA: 'ewma(x, alpha)',
};

/**
 * Checks a column of a lag: an expression over the row itself and over what `lag`, `delta`, `rate` and `ewma` say of the rows before.
 * Each distinct call is appended once to `calls`, which may hold those of other columns already; the expression reads call i
 * as the column i behind those of `schema`. Where there are problems `calls` stays as it was.
 */
export function checkLag(text: string, schema: Schema, calls: LagCall[]): CheckResult {
  const all = [...calls];
  const result = checkText(text, (syntax, problems) => new Checker(text, problems, lagsOf(schema, all)).check(syntax));
  if ('expression' in result) calls.push(...all.slice(calls.length));
  return result;
}

function lagsOf(schema: Schema, calls: LagCall[]): Scope {
  const columns = columnsOf(schema);
  const inside: Scope = {
    resolveName: (name, checker) => columns.resolveName(name, checker),
    resolveCall(call, checker) {
      if (!(call.name in USAGES)) return columns.resolveCall(call, checker);
      return checker.fail(
        `${call.name.toLowerCase()} looks back inside of what looks back; take one of them out`,
        call.namePlace,
      );
    },
  };
  return {
    resolveName: (name, checker) => columns.resolveName(name, checker),
    resolveCall(call, checker) {
      if (call.name in USAGES) return checkCall(call, { outer: checker, inner: checker.within(inside), schema, calls });
      const known = columns.resolveCall(call, checker);
      if (known !== null || functions.has(canonicalName(call.name))) return known;
      const names = [...Object.keys(USAGES).map((name) => name.toLowerCase()), ...callableNames()];
      return checker.fail(`unknown function ${call.name}${didYouMean(call.name, names)}`, call.namePlace);
    },
  };
}

interface Surroundings {
  readonly outer: Checker;
  readonly inner: Checker;
  readonly schema: Schema;
  readonly calls: LagCall[];
}

function checkCall(call: CallSyntax, surroundings: Surroundings): Checked {
  const { outer, inner } = surroundings;
  const name = call.name.toLowerCase();
  const misuse = describeMisuse(call);
  if (misuse !== null) return outer.fail(misuse, call);
  const argument = inner.check(call.arguments[0]!);
  if (argument.type === 'unknown') return argument;
  if (argument.type === 'null') return outer.fail(`nothing says the type of NULL in ${name}(NULL)`, argument);
  const type = argument.type === 'interval' ? null : resultType(call.name, argument.type);
  if (type === null) return outer.fail(misfit(name, argument, 'number').message, argument);
  const wanted = { argument: argument.expression, type };
  const second = call.arguments[1];
  if (call.name === 'LAG') {
    const rows = second === undefined ? 1 : numberOf(second);
    const isCount = Number.isInteger(rows) && 1 <= rows && rows <= LAG_ROWS_MAX;
    if (isCount) return readResult(call, { function: 'lag', ...wanted, rows }, surroundings);
    return outer.fail(`the second argument of lag is a whole number from 1 to ${LAG_ROWS_MAX}, such as 3`, second!);
  }
  if (call.name === 'EWMA') {
    const alpha = numberOf(second!);
    if (0 < alpha && alpha <= 1) return readResult(call, { function: 'ewma', ...wanted, alpha }, surroundings);
    return outer.fail('the second argument of ewma is a number above 0 and up to 1, such as 0.2', second!);
  }
  return readResult(call, { function: call.name === 'DELTA' ? 'delta' : 'rate', ...wanted }, surroundings);
}

/** What `name` gives of values of `type`; null where it takes none of them. */
function resultType(name: string, type: ColumnType): ColumnType | null {
  if (name === 'LAG') return type;
  // The difference of two times is a number of milliseconds.
  if (name === 'DELTA' && type === 'timestamp') return 'bigint';
  if (!isNumber(type)) return null;
  return name === 'DELTA' ? type : 'double';
}

/** The number that is written; NaN where there is something else. */
function numberOf(syntax: Syntax): number {
  return syntax.kind === 'literal' && typeof syntax.value === 'number' && syntax.type !== 'interval'
    ? syntax.value
    : NaN;
}

function readResult(call: CallSyntax, wanted: LagCall, { outer, schema, calls }: Surroundings): Checked {
  const known = calls.findIndex((each) => JSON.stringify(each) === JSON.stringify(wanted));
  const index = schema.length + (known === -1 ? calls.push(wanted) - 1 : known);
  const place = outer.locate(call);
  return { type: wanted.type, expression: { kind: 'column', type: wanted.type, index, name: place.text }, ...place };
}

function describeMisuse({ name, quantifier, arguments: args }: CallSyntax): string | null {
  const lower = name.toLowerCase();
  const usage = `write ${USAGES[name]}`;
  if (quantifier !== null) return `${lower} takes no ${quantifier === 'star' ? '*' : 'DISTINCT'}; ${usage}`;
  const [least, most] = name === 'LAG' ? [1, 2] : name === 'EWMA' ? [2, 2] : [1, 1];
  if (least <= args.length && args.length <= most) return null;
  return `${lower} cannot take ${args.length} argument${args.length === 1 ? '' : 's'}; ${usage}`;
}
