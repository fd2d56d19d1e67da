import type { ExpressionProblem, Place } from './problem.ts';

/** One word of an expression's text. */
export interface Token extends Place {
  /** `word`: a name or keyword; `name`: one in backticks; `text`: a string literal. `end` closes every list. */
  readonly kind: 'word' | 'name' | 'text' | 'number' | 'symbol' | 'end';
  /** What it says, without quotes; a word as it was written. */
  readonly text: string;
  /** A word in upper case, as keywords and functions are compared; of everything else its text. */
  readonly upper: string;
}

/** The tokens of an expression's text, and what in it is no token. SQL comments are passed over. */
export function tokenize(text: string): { tokens: Token[]; problems: ExpressionProblem[] } {
  const tokens: Token[] = [];
  const problems: ExpressionProblem[] = [];
  let offset = 0;
  while (offset < text.length) {
    BLANKS.lastIndex = offset;
    if (BLANKS.test(text)) {
      offset = BLANKS.lastIndex;
      continue;
    }
    const result = readToken(text, offset);
    if ('kind' in result) tokens.push(result);
    else problems.push(result);
    offset += result.length;
  }
  tokens.push({ kind: 'end', text: '', upper: '', offset, length: 0 });
  return { tokens, problems };
}

const BLANKS = /\s+|--[^\n]*|\/\*[\s\S]*?\*\//y;
const WORD = /[\p{L}_][\p{L}\p{M}\p{N}_$]*/uy;
const NUMBER = /(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y;
const SYMBOL = /\|\||<>|!=|<=|>=|==|&&|[-+*/%=<>(),.]/y;

// What people write who know other languages, and what SQL writes instead.
const FOREIGN: Readonly<Record<string, string>> = {
  '==': 'write = to compare',
  '&&': 'write AND',
  '!': 'write NOT',
  '|': 'write OR, or || to join strings',
  '&': 'write AND',
  '^': 'write POWER(x, y)',
  ';': 'one expression has no end mark',
  '?': 'write CASE WHEN … THEN … ELSE … END',
  '[': 'a list is written in parentheses',
  '/*': 'the comment that starts here has no end',
};

function readToken(text: string, offset: number): Token | ExpressionProblem {
  const first = text[offset]!;
  if (first === "'") return readQuoted(text, offset, 'text');
  if (first === '`') return readQuoted(text, offset, 'name');
  if (first === '"') return refuseDoubleQuotes(text, offset);
  if (text.startsWith('/*', offset)) return { message: FOREIGN['/*']!, offset, length: text.length - offset };
  const word = match(WORD, text, offset);
  if (word !== null) return token('word', word, offset);
  const number = match(NUMBER, text, offset);
  if (number !== null) return readNumber(text, offset, number);
  const symbol = match(SYMBOL, text, offset);
  if (symbol !== null && !(symbol in FOREIGN)) return token('symbol', symbol, offset);
  const stranger = symbol ?? String.fromCodePoint(text.codePointAt(offset)!);
  const hint = FOREIGN[stranger];
  return { message: `unexpected ${stranger}${hint ? `; ${hint}` : ''}`, offset, length: stranger.length };
}

function readNumber(text: string, offset: number, number: string): Token | ExpressionProblem {
  const glued = match(WORD, text, offset + number.length);
  if (glued === null) return token('number', number, offset);
  const whole = number + glued;
  return { message: `"${whole}" is neither a number nor a name`, offset, length: whole.length };
}

function refuseDoubleQuotes(text: string, offset: number): ExpressionProblem {
  const end = text.indexOf('"', offset + 1);
  const quoted = text.slice(offset, end === -1 ? text.length : end + 1);
  const inside = quoted.slice(1, end === -1 ? undefined : -1);
  return {
    message: `unexpected ${quoted}; write '${inside}' for a string, \`${inside}\` for a column`,
    offset,
    length: quoted.length,
  };
}

// A doubled quote inside stands for the quote itself.
function readQuoted(text: string, offset: number, kind: 'text' | 'name'): Token | ExpressionProblem {
  const quote = text[offset]!;
  const what = kind === 'text' ? 'string' : 'name';
  let end = text.indexOf(quote, offset + 1);
  while (end !== -1 && text[end + 1] === quote) end = text.indexOf(quote, end + 2);
  const length = end === -1 ? text.length - offset : end + 1 - offset;
  if (end === -1) return { message: `the ${what} that starts here has no closing ${quote}`, offset, length };
  const inside = text.slice(offset + 1, end).replaceAll(quote + quote, quote);
  return { kind, text: inside, upper: inside, offset, length };
}

function token(kind: 'word' | 'number' | 'symbol', text: string, offset: number): Token {
  return { kind, text, upper: kind === 'word' ? text.toUpperCase() : text, offset, length: text.length };
}

function match(pattern: RegExp, text: string, offset: number): string | null {
  pattern.lastIndex = offset;
  return pattern.exec(text)?.[0] ?? null;
}
