import type { YAMLError } from 'yaml';
import { Lexer } from 'yaml';
import { quote } from '../check/quote.ts';
import { MARKS } from './nesting.ts';

const MESSAGES: Readonly<Partial<Record<YAMLError['code'], string>>> = {
  TAB_AS_INDENT: 'a tab is not allowed as indentation, use spaces',
  BLOCK_AS_IMPLICIT_KEY: 'a second key begins on this line, put it on a line of its own, or the value in quotes',
  MULTILINE_IMPLICIT_KEY: 'a colon is missing after this key, or the lines below are indented wrongly',
  MULTIPLE_ANCHORS: 'a value can have one anchor only, take the second "&…" out',
  MULTIPLE_TAGS: 'a value can have one tag only, and a document needs none: take the "!…" out',
  TAG_RESOLVE_FAILED: 'a tag is not understood here, take the "!…" out',
  BAD_DQ_ESCAPE: 'an unknown escape in double quotes, write \\\\ for a backslash or use single quotes',
  BAD_COLLECTION_TYPE: 'a tag does not fit the value, take the "!…" out',
  KEY_OVER_1024_CHARS: 'a key is longer than 1024 characters',
};

/** What a mistake in the YAML of `text` is, and what to do, in words for who does not know the parser. */
export function syntaxMessage({ code, message, pos }: YAMLError, text: string): string {
  const known = MESSAGES[code];
  if (known) return `this is not YAML: ${known}`;
  const here = text[pos[0]] ?? '';
  if (isOpenQuote({ code, message })) return 'this is not YAML: the quote that begins here is not closed';
  if (code === 'BAD_SCALAR_START')
    return `this is not YAML: a value cannot begin with ${quote(here)}, put it in quotes`;
  if (code === 'BAD_INDENT' && /end with a ([\]}])/.test(message)) {
    return `this is not YAML: a ${message.slice(-1)} is missing before this line, or the line needs more indentation`;
  }
  if (code === 'UNEXPECTED_TOKEN') {
    return `this is not YAML: ${quote(wordAt(text, pos[0]))} is not expected here, look at quotes, brackets and indentation before it`;
  }
  return `this is not YAML: ${message.charAt(0).toLowerCase()}${message.slice(1)}`;
}

/** Where to look for a mistake: for a quote that is not closed where it begins, not where the text ends. */
export function syntaxOffset({ code, message, pos }: YAMLError, text: string): number {
  const end = Math.min(pos[0], text.trimEnd().length);
  if (!isOpenQuote({ code, message })) return end;
  let offset = 0;
  let opening = end;
  for (const token of new Lexer().lex(text)) {
    if (pos[0] <= offset) break;
    if (token.startsWith('"') || token.startsWith("'")) opening = offset;
    if (!MARKS.has(token)) offset += token.length;
  }
  return opening;
}

function isOpenQuote({ code, message }: Pick<YAMLError, 'code' | 'message'>): boolean {
  return code === 'MISSING_CHAR' && message.endsWith('quote');
}

function wordAt(text: string, offset: number): string {
  return /^\S[^\s,\]}:]*/.exec(text.slice(offset, offset + 100))?.[0] ?? text.slice(offset, offset + 1);
}
