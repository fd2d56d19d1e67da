import type { Cursor } from './cursor.ts';
import { parseExpression } from './parser.ts';
import type { Syntax } from './syntax.ts';
import { span } from './syntax.ts';
import type { Token } from './tokens.ts';

const PREDICATE_POWER = 32;

/** Reads what follows `left` in `left IS …`, `[NOT] BETWEEN …`, `[NOT] IN …` or `[NOT] LIKE …`. */
export function parsePredicate(cursor: Cursor, left: Syntax): Syntax {
  const first = cursor.next();
  if (first.upper === 'IS') return parseIs(cursor, left, first);
  const keyword = first.upper === 'NOT' ? cursor.next() : first;
  const positive = parsePositive(cursor, left, keyword);
  return first.upper === 'NOT' ? cursor.call('NOT', first, [positive], span(left, positive)) : positive;
}

function parsePositive(cursor: Cursor, left: Syntax, keyword: Token): Syntax {
  if (keyword.upper === 'BETWEEN') return parseBetween(cursor, left, keyword);
  if (keyword.upper === 'IN') return parseIn(cursor, left, keyword);
  if (keyword.upper === 'LIKE') return parseLike(cursor, left, keyword);
  cursor.fail('expected BETWEEN, IN or LIKE after NOT', keyword);
  return left;
}

const IS_TESTS = ['NULL', 'TRUE', 'FALSE', 'UNKNOWN'];

function parseIs(cursor: Cursor, left: Syntax, is: Token): Syntax {
  const not = cursor.accept('NOT') ? 'NOT ' : '';
  if (cursor.accept('DISTINCT')) {
    cursor.expect('FROM', 'after IS DISTINCT');
    const right = parseExpression(cursor, PREDICATE_POWER);
    return cursor.call(`IS ${not}DISTINCT FROM`, is, [left, right], span(left, right));
  }
  const test = cursor.token;
  if (test.kind !== 'word' || !IS_TESTS.includes(test.upper)) {
    cursor.fail(`expected NULL, TRUE, FALSE or DISTINCT FROM after IS, found ${cursor.describe()}`);
  }
  cursor.next();
  return cursor.call(`IS ${not}${test.upper === 'UNKNOWN' ? 'NULL' : test.upper}`, is, [left], span(left, test));
}

function parseBetween(cursor: Cursor, left: Syntax, keyword: Token): Syntax {
  const low = parseExpression(cursor, PREDICATE_POWER);
  cursor.expect('AND', 'between the limits of BETWEEN');
  const high = parseExpression(cursor, PREDICATE_POWER);
  return cursor.call('BETWEEN', keyword, [left, low, high], span(left, high));
}

function parseIn(cursor: Cursor, left: Syntax, keyword: Token): Syntax {
  cursor.expect('(', 'after IN');
  const list = [left];
  do list.push(parseExpression(cursor, 0));
  while (cursor.accept(','));
  const close = cursor.expect(')', 'to close the list');
  return cursor.call('IN', keyword, list, span(left, close));
}

function parseLike(cursor: Cursor, left: Syntax, keyword: Token): Syntax {
  const parts = [left, parseExpression(cursor, PREDICATE_POWER)];
  if (cursor.accept('ESCAPE')) parts.push(parseExpression(cursor, PREDICATE_POWER));
  return cursor.call('LIKE', keyword, parts, span(left, parts.at(-1)!));
}

/** Reads both forms of CASE; the arguments are condition, value, condition, value, …, and the value of ELSE (NULL where there is none). */
export function parseCase(cursor: Cursor): Syntax {
  const keyword = cursor.next();
  const isSimple = !(cursor.token.kind === 'word' && cursor.token.upper === 'WHEN');
  const operand = isSimple ? parseExpression(cursor, 0) : null;
  const parts: Syntax[] = [];
  do {
    const when = cursor.expect('WHEN', 'in CASE');
    const condition = parseExpression(cursor, 0);
    parts.push(operand ? cursor.call('=', when, [operand, condition], condition) : condition);
    cursor.expect('THEN', 'after the condition of WHEN');
    parts.push(parseExpression(cursor, 0));
  } while (cursor.problem === null && cursor.token.upper === 'WHEN');
  if (cursor.accept('ELSE')) parts.push(parseExpression(cursor, 0));
  const end = cursor.expect('END', 'to close CASE');
  if (parts.length % 2 === 0) parts.push({ kind: 'literal', type: 'null', value: null, offset: end.offset, length: 0 });
  return cursor.call('CASE', keyword, parts, span(keyword, end));
}
