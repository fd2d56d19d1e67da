import { Lexer } from 'yaml';

/** Levels of mappings and lists inside each other; the contract's deepest value is eight levels down. */
export const DEPTH_MAX = 64;
/** The column up to which something may be indented: each level of a block takes at least one. */
const INDENT_MAX = 4 * DEPTH_MAX;

/** Tokens of YAML: twenty for each of the most values that a pipeline of a thousand nodes may need. Parsing more takes seconds. */
const TOKENS_MAX = 200_000;

/** Where a text is more than any document needs, and what there is too much of. */
export interface Excess {
  readonly offset: number;
  readonly message: string;
}

/**
 * Where a text nests deeper, or goes on for longer, than any document needs; or null. It is asked before the text is parsed, because
 * parsing goes one call deeper with each level, and takes long for each token.
 */
export function excessIn(text: string): Excess | null {
  let offset = 0;
  let lineStart = 0;
  let depth = 0;
  let dashes = 0;
  let left = TOKENS_MAX;
  for (const token of new Lexer().lex(text)) {
    if (left-- === 0) return { offset, message: TOO_LONG };
    if (OPENING.has(token)) depth++;
    else if (0 < depth && CLOSING.has(token)) depth--;
    else if (token.includes('\n')) lineStart = offset + token.length;
    // No list with dashes is allowed between brackets; the parser follows its levels all the same before it says so.
    dashes = depth === 0 ? 0 : dashes + (token === '-' ? 1 : 0);
    const indent = depth === 0 && BLOCK_LEVELS.has(token) ? indentAt(text, lineStart, { offset, token }) : dashes;
    if (DEPTH_MAX < depth || INDENT_MAX < indent) return { offset, message: TOO_DEEP };
    if (!MARKS.has(token)) offset += token.length;
  }
  return null;
}

const TOO_DEEP = `the document nests deeper than ${DEPTH_MAX} levels here, no pipeline needs that`;
const TOO_LONG = `the document has more than ${TOKENS_MAX} words and marks up to here, no pipeline needs that`;

const OPENING: ReadonlySet<string> = new Set(['[', '{']);
const CLOSING: ReadonlySet<string> = new Set([']', '}']);
const BLOCK_LEVELS: ReadonlySet<string> = new Set(['-', '?', ':']);
/** Tokens of the lexer that stand for nothing in the text: start of a document, of flow content, of a scalar. */
export const MARKS: ReadonlySet<string> = new Set(['\x02', '\x18', '\x1f']);

/** How far in a level begins: at its own mark, or for the colon of a key where its line begins. */
function indentAt(text: string, lineStart: number, { offset, token }: { offset: number; token: string }): number {
  if (token !== ':') return offset - lineStart;
  let first = lineStart;
  while (text[first] === ' ') first++;
  return first - lineStart;
}
