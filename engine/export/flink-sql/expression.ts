import type { Value } from '../../data/types.ts';
import { formatTimestamp } from '../../data/timestamps.ts';
import type { CallExpression, Expression, LiteralExpression } from '../../expression/expression.ts';
import { functions } from './functions.ts';
import { literal, SQL_TYPES } from './text.ts';

/** What stands for the columns of an expression, and where it tells what Flink has no word for. */
export interface Scope {
  /** The SQL of column `index`: a name, or anything that needs no parentheses around it. */
  column(index: number, name: string): string;
  /** Tells that `what` cannot be said, and why. */
  refuse(what: string, why: string): void;
}

/** `expression` in Flink SQL, of the type that it has here. */
export function sqlOf(expression: Expression, scope: Scope): string {
  return new ExpressionWriter(scope).typed(expression);
}

/** Writes the parts of one expression. */
export class ExpressionWriter {
  readonly scope: Scope;

  constructor(scope: Scope) {
    this.scope = scope;
  }

  /** With literals that say their type: a bare 1 would be an INT, and 1.5 a DECIMAL. */
  typed(expression: Expression): string {
    if (expression.kind !== 'literal') return this.#write(expression);
    const { type, value } = expression;
    if (value === null) return `CAST(NULL AS ${SQL_TYPES[type]})`;
    return type === 'bigint' ? `CAST(${value} AS BIGINT)` : bare(expression, value);
  }

  /** With numbers as short as they can be, for where something else says the type. */
  plain(expression: Expression): string {
    const isNumber = expression.kind === 'literal' && expression.type === 'bigint' && expression.value !== null;
    return isNumber ? String(expression.value) : this.typed(expression);
  }

  /** The same, in parentheses where it is an operator, to stand beside one. */
  operand(expression: Expression): string {
    const text = this.plain(expression);
    const isOperator = expression.kind === 'call' && !isSelfContained(text);
    const isSigned = expression.kind === 'literal' && text.startsWith('-');
    return isOperator || isSigned ? `(${text})` : text;
  }

  /** Operands of which one says the type of all. */
  operands(all: readonly Expression[]): string[] {
    const isSaid = all.some((each) => each.kind !== 'literal');
    return all.map((each) => (isSaid || each.kind !== 'literal' ? this.operand(each) : this.typed(each)));
  }

  #write(expression: Exclude<Expression, LiteralExpression>): string {
    if (expression.kind === 'column') return this.scope.column(expression.index, expression.name);
    const write = functions[expression.name];
    if (write !== undefined) return write(expression, this);
    this.scope.refuse(expression.name, 'it has no counterpart in Flink SQL; compute it before or keep it local');
    return 'NULL';
  }
}

/** What is written for one operator or function. */
export type FunctionWriter = (call: CallExpression, writer: ExpressionWriter) => string;

// A name and its parentheses: nothing around it can tear it apart.
function isSelfContained(text: string): boolean {
  const bare = text.replace(/`(?:[^`]|``)*`|'(?:[^']|'')*'/g, (whole) => '_'.repeat(whole.length));
  if (!/^[A-Z_]+\(/.test(bare)) return false;
  let depth = 0;
  for (let i = bare.indexOf('('); i < bare.length; i++) {
    if (bare[i] === '(') depth++;
    if (bare[i] === ')' && --depth === 0) return i === bare.length - 1;
  }
  return false;
}

function bare({ type }: LiteralExpression, value: Exclude<Value, null>): string {
  if (typeof value === 'string') return literal(value);
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (type === 'timestamp') return `TIMESTAMP ${literal(formatTimestamp(value).replace('T', ' ').replace('Z', ''))}`;
  const text = String(value).replace('e+', 'e').toUpperCase();
  return text.includes('E') ? text : `${text}E0`;
}
