import type { ColumnType } from '../data/types.ts';
import { didYouMean } from '../data/suggest.ts';
import type { Cursor } from './cursor.ts';
import { parseExpression } from './parser.ts';
import type { CallSyntax, LiteralSyntax, Syntax } from './syntax.ts';
import { span } from './syntax.ts';
import type { Token } from './tokens.ts';

/** Reads a call from its parenthesis on: the forms with words between their arguments, or a plain list. `name` has been taken. */
export function parseSpecialForm(cursor: Cursor, name: Token): Syntax {
  const open = cursor.next();
  const form = FORMS[name.upper] ?? parsePlain;
  const { parts, target = null, quantifier = null } = form(cursor, name);
  const close = cursor.expect(')', `to close ${name.text}(`);
  const call = cursor.call(name.upper, name, parts, span(name, close.kind === 'end' ? open : close));
  return { ...call, target, quantifier };
}

interface Form {
  readonly parts: Syntax[];
  readonly target?: ColumnType | null;
  readonly quantifier?: CallSyntax['quantifier'];
}

const FORMS: Readonly<Record<string, (cursor: Cursor, name: Token) => Form>> = {
  CAST: parseCast,
  TRY_CAST: parseCast,
  EXTRACT: parseExtract,
  SUBSTRING: parseSubstring,
  TRIM: parseTrim,
  FLOOR: parseRounding,
  CEIL: parseRounding,
  CEILING: parseRounding,
};

function parsePlain(cursor: Cursor): Form {
  if (cursor.accept('*')) return { parts: [], quantifier: 'star' };
  if (cursor.token.upper === ')' && cursor.token.kind === 'symbol') return { parts: [] };
  const quantifier = cursor.token.upper === 'DISTINCT' && cursor.peek().upper !== ')' ? 'distinct' : null;
  if (quantifier) cursor.next();
  return { parts: parseList(cursor, []), quantifier };
}

function parseList(cursor: Cursor, before: readonly Syntax[]): Syntax[] {
  const parts = [...before];
  do parts.push(parseExpression(cursor, 0));
  while (cursor.accept(','));
  return parts;
}

function parseCast(cursor: Cursor, name: Token): Form {
  const value = parseExpression(cursor, 0);
  cursor.expect('AS', `in ${name.upper}(x AS type)`);
  return { parts: [value], target: parseType(cursor) };
}

const TYPES: Readonly<Record<string, ColumnType>> = {
  STRING: 'string',
  VARCHAR: 'string',
  CHAR: 'string',
  DOUBLE: 'double',
  FLOAT: 'double',
  BIGINT: 'bigint',
  INT: 'bigint',
  INTEGER: 'bigint',
  BOOLEAN: 'boolean',
  TIMESTAMP: 'timestamp',
};

function parseType(cursor: Cursor): ColumnType | null {
  const word = cursor.token;
  const type = word.kind === 'word' ? TYPES[word.upper] : undefined;
  if (type === undefined) {
    const names = ['STRING', 'DOUBLE', 'BIGINT', 'BOOLEAN', 'TIMESTAMP'];
    const hint = didYouMean(word.upper, Object.keys(TYPES)) || `; the types are ${names.join(', ')}`;
    cursor.fail(`unknown type ${cursor.describe()}${hint}`);
    return null;
  }
  cursor.next();
  if (word.upper === 'DOUBLE') cursor.accept('PRECISION');
  if (!cursor.accept('(')) return type;
  const size = cursor.token;
  // Only TIMESTAMP(3) means what a timestamp is here; a VARCHAR(10) would have to cut, and does not.
  if (word.upper !== 'TIMESTAMP' || size.text !== '3') {
    cursor.fail(`${word.upper} has no size here; write ${word.upper} without parentheses`, size);
  }
  cursor.next();
  cursor.expect(')', 'after the size of the type');
  return type;
}

function parseExtract(cursor: Cursor): Form {
  const unit = parseUnit(cursor);
  cursor.expect('FROM', 'in EXTRACT(unit FROM time)');
  return { parts: [unit, parseExpression(cursor, 0)] };
}

/** Reads the name of a unit of time as a string literal; the function's check knows which there are. */
function parseUnit(cursor: Cursor): LiteralSyntax {
  const { kind, upper, offset, length } = cursor.token;
  if (kind !== 'word') cursor.fail(`expected a unit such as MINUTE, found ${cursor.describe()}`);
  cursor.next();
  return { kind: 'literal', type: 'string', value: upper, offset, length };
}

function parseRounding(cursor: Cursor): Form {
  const value = parseExpression(cursor, 0);
  if (cursor.accept('TO')) return { parts: [value, parseUnit(cursor)] };
  return { parts: cursor.accept(',') ? parseList(cursor, [value]) : [value] };
}

function parseSubstring(cursor: Cursor): Form {
  const text = parseExpression(cursor, 0);
  if (!cursor.accept('FROM')) return { parts: cursor.accept(',') ? parseList(cursor, [text]) : [text] };
  const start = parseExpression(cursor, 0);
  return { parts: cursor.accept('FOR') ? [text, start, parseExpression(cursor, 0)] : [text, start] };
}

// `TRIM(s)`, `TRIM(LEADING FROM s)`, `TRIM('x' FROM s)` and `TRIM(BOTH 'x' FROM s)` are all kept as text, characters, side.
function parseTrim(cursor: Cursor): Form {
  const sideToken = cursor.token;
  const isSide = /^(BOTH|LEADING|TRAILING)$/.test(sideToken.upper) && !/^[,)]$/.test(cursor.peek().upper);
  const side = isSide ? cursor.next().upper : 'BOTH';
  const at = { offset: sideToken.offset, length: sideToken.length };
  const characters: Syntax = { kind: 'literal', type: 'string', value: ' ', ...at };
  const sideLiteral: Syntax = { kind: 'literal', type: 'string', value: side, ...at };
  if (isSide && cursor.accept('FROM')) return { parts: [parseExpression(cursor, 0), characters, sideLiteral] };
  const first = parseExpression(cursor, 0);
  if (cursor.accept('FROM')) return { parts: [parseExpression(cursor, 0), first, sideLiteral] };
  if (isSide) cursor.expect('FROM', `after the characters of TRIM(${side} …)`);
  return { parts: [first, characters, sideLiteral] };
}
