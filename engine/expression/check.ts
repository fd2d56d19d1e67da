import { didYouMean } from '../data/suggest.ts';
import type { Schema } from '../data/types.ts';
import { columnIndex } from '../data/types.ts';
import { isAggregateName } from './aggregates.ts';
import type { Checked, Complaint, Signature } from './checked.ts';
import { expressionAs } from './checked.ts';
import type { FunctionDefinition } from './definition.ts';
import { callableNames, canonicalName, functions } from './functions.ts';
import { parseSyntax } from './parser.ts';
import type { Expression } from './expression.ts';
import type { ExpressionProblem, Place } from './problem.ts';
import type { CallSyntax, NameSyntax, Syntax } from './syntax.ts';

/** A checked expression, or everything that is wrong with its text, in the order of the text. */
export type CheckResult = { readonly expression: Expression } | { readonly problems: readonly ExpressionProblem[] };

/** Parses `text`, finds its columns in `schema` and checks all types. */
export function checkExpression(text: string, schema: Schema): CheckResult {
  return checkText(text, (syntax, problems) => new Checker(text, problems, columnsOf(schema)).check(syntax));
}

/** Parses `text` and gives the problems of parsing, or else of `check`. */
export function checkText(
  text: string,
  check: (syntax: Syntax, problems: ExpressionProblem[]) => Checked,
): CheckResult {
  const syntax = parseSyntax(text);
  if (!('kind' in syntax)) return { problems: syntax };
  const problems: ExpressionProblem[] = [];
  const checked = check(syntax, problems);
  const stray = problems.length === 0 ? strayType(checked) : null;
  if (stray !== null) problems.push({ message: stray, offset: checked.offset, length: checked.length });
  return problems.length === 0 ? { expression: checked.expression } : { problems: inOrder(problems) };
}

/** What stands for the names and the calls of an expression where it is checked. Null: it is an ordinary function. */
export interface Scope {
  resolveName(name: NameSyntax, checker: Checker): Checked;
  resolveCall(call: CallSyntax, checker: Checker): Checked | null;
}

/** The scope of plain expressions: names are columns of `schema`, and aggregates have no place. */
export function columnsOf(schema: Schema): Scope {
  return {
    resolveName({ name, qualifier, offset, length }, checker) {
      const place = { offset, length };
      if (qualifier) return checker.fail(strayDot({ name, qualifier }), place);
      const index = columnIndex(schema, name);
      if (index === -1) return checker.fail(unknownColumn(name, schema), place);
      const { type } = schema[index]!;
      return { type, expression: { kind: 'column', type, index, name }, ...checker.locate(place) };
    },
    resolveCall(call, checker) {
      if (!isAggregateName(call.name) || functions.has(call.name)) return null;
      const name = call.name.toLowerCase();
      return checker.fail(`${name} is an aggregate; it is only allowed in the aggregate of a window`, call.namePlace);
    },
  };
}

/** Checks the parts of one expression; what is wrong is added to `problems`, and the rest is checked on. */
export class Checker {
  readonly #text: string;
  readonly #problems: ExpressionProblem[];
  readonly #scope: Scope;

  constructor(text: string, problems: ExpressionProblem[], scope: Scope) {
    this.#text = text;
    this.#problems = problems;
    this.#scope = scope;
  }

  check(syntax: Syntax): Checked {
    if (syntax.kind === 'name') return this.#scope.resolveName(syntax, this);
    if (syntax.kind === 'call') return this.#scope.resolveCall(syntax, this) ?? this.#checkCall(syntax);
    const { type, value } = syntax;
    const columnType = type === 'null' ? 'string' : type === 'interval' ? 'bigint' : type;
    return { type, expression: { kind: 'literal', type: columnType, value }, ...this.locate(syntax) };
  }

  /** The same checks under another scope. */
  within(scope: Scope): Checker {
    return new Checker(this.#text, this.#problems, scope);
  }

  /** Tells a problem, and gives what stands for the part that has it. */
  fail(message: string, { offset, length }: Place): Checked {
    this.#problems.push({ message, offset, length });
    return { type: 'unknown', expression: NOTHING, ...this.locate({ offset, length }) };
  }

  /** Where a part stands, and its text. */
  locate({ offset, length }: Place): Pick<Checked, 'offset' | 'length' | 'text'> {
    return { offset, length, text: this.#text.slice(offset, offset + length) };
  }

  #checkCall(call: CallSyntax): Checked {
    const args = call.arguments.map((argument) => this.check(argument));
    const definition = functions.get(canonicalName(call.name));
    if (definition === undefined) return this.fail(unknownFunction(call), call.namePlace);
    const misuse = countMisuse(definition, call);
    if (misuse !== null) return this.fail(misuse, call);
    if (args.some(({ type }) => type === 'unknown')) return this.#unknown(call);
    return this.#conclude({ call, definition, args }, definition.rule(args, call.target));
  }

  #conclude({ call, definition, args }: Application, outcome: Signature | Complaint): Checked {
    if ('message' in outcome) return this.fail(outcome.message, outcome.at ?? call);
    const { type, parameters } = outcome;
    const parts = args.map((argument, i) => expressionAs(argument, parameters[Math.min(i, parameters.length - 1)]!));
    const expression: Expression = { kind: 'call', type, name: definition.name, arguments: parts };
    return { type, expression, ...this.locate(call) };
  }

  #unknown(place: Place): Checked {
    return { type: 'unknown', expression: NOTHING, ...this.locate(place) };
  }
}

interface Application {
  readonly call: CallSyntax;
  readonly definition: FunctionDefinition;
  readonly args: readonly Checked[];
}

const NOTHING: Expression = { kind: 'literal', type: 'string', value: null };
const MOST_COLUMNS_IN_MESSAGE = 12;

function unknownColumn(name: string, schema: Schema): string {
  const names = schema.map((field) => field.name);
  const meant = didYouMean(name, names);
  if (meant !== '') return `unknown column "${name}"${meant}`;
  const more = names.length > MOST_COLUMNS_IN_MESSAGE ? ', …' : '';
  const known = names.slice(0, MOST_COLUMNS_IN_MESSAGE).join(', ') + more;
  return `unknown column "${name}"; ${names.length === 0 ? 'there are no columns here' : `the columns are ${known}`}`;
}

function strayDot({ name, qualifier }: Pick<Required<NameSyntax>, 'name' | 'qualifier'>): string {
  const text = `${qualifier.name}.${name}`;
  return `only the columns of a pattern read a step, as in ${text}; a column of that name is written in backticks: \`${text}\``;
}

function unknownFunction({ name }: CallSyntax): string {
  return `unknown function ${name}${didYouMean(name, callableNames())}`;
}

function countMisuse({ name, usage, arity: [least, most] }: FunctionDefinition, call: CallSyntax): string | null {
  const count = call.arguments.length;
  if (call.quantifier === 'star') return `${name} takes no *; write ${usage}`;
  if (call.quantifier === 'distinct') return `${name} takes no DISTINCT; write ${usage}`;
  if (least <= count && count <= most) return null;
  return `${name} cannot take ${count} argument${count === 1 ? '' : 's'}; write ${usage}`;
}

function strayType({ type, text, expression }: Checked): string | null {
  if (type === 'null') return 'nothing says the type of NULL here; write CAST(NULL AS DOUBLE), or another type';
  if (type !== 'interval') return null;
  const ms = expression.kind === 'literal' ? String(expression.value) : '';
  return `"${text}" can only be added to or taken from a timestamp; a number of milliseconds is written ${ms}`;
}

// A CASE with an operand checks it once for each branch; its problems are told once.
function inOrder(problems: readonly ExpressionProblem[]): ExpressionProblem[] {
  const seen = new Map(problems.map((problem) => [`${problem.offset} ${problem.length} ${problem.message}`, problem]));
  return [...seen.values()].sort((left, right) => left.offset - right.offset);
}
