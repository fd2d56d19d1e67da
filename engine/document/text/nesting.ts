import { Lexer } from 'yaml';

/** Levels of mappings and lists inside each other; the contract's deepest value is eight levels down. */
export const DEPTH_MAX = 64;
/** The column up to which something may be indented: each level of a block takes at least one. */
const INDENT_MAX = 4 * DEPTH_MAX;

/**
 * The offset at which a text nests deeper than any document needs, or null. It is asked before the text is parsed,
 * because parsing goes one call deeper with each level.
 */
export function tooDeepAt(text: string): number | null {
  let offset = 0;
  let lineStart = 0;
  let depth = 0;
  let dashes = 0;
  for (const token of new Lexer().lex(text)) {
    if (OPENING.has(token)) depth++;
    else if (0 < depth && CLOSING.has(token)) depth--;
    else if (token.includes('\n')) lineStart = offset + token.length;
    // No list with dashes is allowed between brackets; the parser follows its levels all the same before it says so.
    dashes = depth === 0 ? 0 : dashes + (token === '-' ? 1 : 0);
    const indent = depth === 0 && BLOCK_LEVELS.has(token) ? indentAt(text, lineStart, { offset, token }) : dashes;
    if (DEPTH_MAX < depth || INDENT_MAX < indent) return offset;
    if (!MARKS.has(token)) offset += token.length;
  }
  return null;
}

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
