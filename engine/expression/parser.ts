import type { Value } from '../data/types.ts';
import { Cursor } from './cursor.ts';
import { parseSpecialForm } from './parse-forms.ts';
import { parseInterval, parseNumber, parseTimestampLiteral } from './parse-literals.ts';
import { parseCase, parsePredicate } from './parse-predicates.ts';
import type { ExpressionProblem, Place } from './problem.ts';
import type { Syntax } from './syntax.ts';
import { span } from './syntax.ts';
import { tokenize } from './tokens.ts';
import type { Token } from './tokens.ts';

/** Most UTF-16 units in the text of one expression. */
export const TEXT_LIMIT = 65_536;

/** The syntax of an expression's text, or what is wrong with it. A syntax error ends the reading: what follows it would be guessed. */
export function parseSyntax(text: string): Syntax | readonly ExpressionProblem[] {
  if (TEXT_LIMIT < text.length) {
    const message = `the expression has ${text.length} characters; at most ${TEXT_LIMIT} are allowed`;
    return [{ message, offset: 0, length: text.length }];
  }
  const { tokens, problems } = tokenize(text);
  if (problems.length > 0) return problems;
  if (tokens.length === 1) return [{ message: 'the expression is empty', offset: 0, length: text.length }];
  const cursor = new Cursor(tokens);
  const syntax = parseExpression(cursor, 0);
  if (cursor.problem === null && cursor.token.kind !== 'end') cursor.fail(`unexpected ${cursor.describe()}`);
  return cursor.problem === null ? syntax : [cursor.problem];
}

// How strongly operators bind, from Calcite, the parser of Flink SQL (SqlStdOperatorTable).
const INFIX: Readonly<Record<string, number>> = {
  OR: 22,
  AND: 24,
  IS: 28,
  '=': 30,
  '<>': 30,
  '!=': 30,
  '<': 30,
  '<=': 30,
  '>': 30,
  '>=': 30,
  BETWEEN: 32,
  IN: 32,
  LIKE: 32,
  NOT: 32,
  '+': 40,
  '-': 40,
  '*': 60,
  '/': 60,
  '%': 60,
  '||': 60,
};
const NOT_POWER = 26;
const SIGN_POWER = 80;

// Words that mean something of their own wherever a value is expected; as column names they need backticks.
const RESERVED = new Set('AND OR IS BETWEEN IN LIKE WHEN THEN ELSE END'.split(' '));

/** Reads an expression as long as its operators bind more strongly than `power` (Vaughan Pratt's top-down operator precedence). */
export function parseExpression(cursor: Cursor, power: number): Syntax {
  cursor.enter();
  let left = parsePrefix(cursor);
  for (;;) {
    const { kind, upper } = cursor.token;
    const strength = kind === 'word' || kind === 'symbol' ? (INFIX[upper] ?? 0) : 0;
    if (strength <= power) break;
    left = strength === 28 || strength === 32 ? parsePredicate(cursor, left) : parseBinary(cursor, left, strength);
  }
  cursor.leave();
  return left;
}

function parseBinary(cursor: Cursor, left: Syntax, strength: number): Syntax {
  const operator = cursor.next();
  const right = parseExpression(cursor, strength);
  const name = operator.upper === '!=' ? '<>' : operator.upper;
  const isChain = (name === 'AND' || name === 'OR') && left.kind === 'call' && left.name === name;
  // A chain of AND or OR is one call, so that a long one is not deep. Its parts in parentheses are not told apart: it means the same.
  if (isChain) return cursor.extend(left, right);
  return cursor.call(name, operator, [left, right], span(left, right));
}

function parsePrefix(cursor: Cursor): Syntax {
  const token = cursor.token;
  if (token.kind === 'number') return parseNumber(cursor);
  if (token.kind === 'text') return literal('string', token.text, cursor.next());
  if (token.kind === 'name') return parseName(cursor, cursor.next());
  if (token.kind === 'word') return parseWord(cursor);
  if (token.upper === '(') return parseParentheses(cursor);
  if (token.upper === '-' || token.upper === '+') return parseSign(cursor);
  cursor.fail(`expected a value, found ${cursor.describe()}`);
  return literal('null', null, token);
}

function parseParentheses(cursor: Cursor): Syntax {
  const open = cursor.next();
  const inner = parseExpression(cursor, 0);
  const close = cursor.expect(')', 'to close the parenthesis');
  return { ...inner, ...span(open, close) };
}

// The sign of a number belongs to the number: -5 is a literal, so that it can be compared as one.
function parseSign(cursor: Cursor): Syntax {
  const sign = cursor.next();
  const operand = parseExpression(cursor, SIGN_POWER);
  const all = span(sign, operand);
  const isNumber = operand.kind === 'literal' && (operand.type === 'bigint' || operand.type === 'double');
  const value = isNumber ? (operand.value as number) : 0;
  if (isNumber && sign.upper === '-')
    return { ...operand, ...all, value: operand.type === 'bigint' ? 0 - value : -value };
  return cursor.call(sign.upper, sign, [operand], all);
}

function parseWord(cursor: Cursor): Syntax {
  const { upper } = cursor.token;
  if (upper === 'NOT') return parseNot(cursor);
  if (upper === 'CASE') return parseCase(cursor);
  const written = parseLiteralWord(cursor);
  if (written !== null) return written;
  if (RESERVED.has(upper)) {
    cursor.fail(`expected a value, found ${cursor.describe()}; a column of that name is written in backticks`);
    return literal('null', null, cursor.token);
  }
  const word = cursor.next();
  if (cursor.token.upper === '(' && cursor.token.kind === 'symbol') return parseSpecialForm(cursor, word);
  return parseName(cursor, word);
}

/** The name that `token`, which was just taken, begins: `value`, or `hot.value` in the columns of a pattern. */
function parseName(cursor: Cursor, token: Token): Syntax {
  if (cursor.accept('.') === null) return { kind: 'name', name: token.text, ...place(token) };
  const column = cursor.next();
  const isName = column.kind === 'word' || column.kind === 'name';
  if (!isName) cursor.fail(`expected the name of a column after ${token.text}.`, column);
  const qualifier = { name: token.text, ...place(token) };
  return { kind: 'name', name: column.text, qualifier, ...span(token, column) };
}

// INTERVAL and TIMESTAMP are column names as well, unless a text follows.
function parseLiteralWord(cursor: Cursor): Syntax | null {
  const { upper } = cursor.token;
  const after = cursor.peek();
  if (upper === 'TRUE' || upper === 'FALSE') return literal('boolean', upper === 'TRUE', cursor.next());
  if (upper === 'NULL') return literal('null', null, cursor.next());
  if (upper === 'INTERVAL' && (after.kind === 'text' || cursor.isSignedText())) return parseInterval(cursor);
  return upper === 'TIMESTAMP' && after.kind === 'text' ? parseTimestampLiteral(cursor) : null;
}

function parseNot(cursor: Cursor): Syntax {
  const not = cursor.next();
  const operand = parseExpression(cursor, NOT_POWER);
  return cursor.call('NOT', not, [operand], span(not, operand));
}

function literal(type: 'string' | 'boolean' | 'null', value: Value, at: Place): Syntax {
  return { kind: 'literal', type, value, ...place(at) };
}

function place({ offset, length }: Place): Place {
  return { offset, length };
}
