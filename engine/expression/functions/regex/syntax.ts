/** A regular expression in parts. What is no part of the question how long matching takes, such as captures, is left out. */
export type RegexNode =
  | { readonly kind: 'atom'; readonly source: string }
  | { readonly kind: 'assertion' }
  | { readonly kind: 'sequence' | 'choice'; readonly items: readonly RegexNode[] }
  | { readonly kind: 'repeat'; readonly item: RegexNode; readonly least: number; readonly most: number; source: string }
  | { readonly kind: 'look'; readonly item: RegexNode; readonly isBehind: boolean };

/** The parts of `source`, which has to be a regular expression (of JavaScript, with the flag `u`); a text tells what it may not have. */
export function parseRegex(source: string): RegexNode | string {
  const reader = { source, at: 0, fault: null };
  const tree = readChoice(reader);
  return reader.fault ?? tree;
}

interface Reader {
  readonly source: string;
  at: number;
  fault: string | null;
}

function readChoice(reader: Reader): RegexNode {
  const items = [readSequence(reader)];
  while (reader.source[reader.at] === '|') {
    reader.at++;
    items.push(readSequence(reader));
  }
  return items.length === 1 ? items[0]! : { kind: 'choice', items };
}

function readSequence(reader: Reader): RegexNode {
  const items: RegexNode[] = [];
  while (reader.at < reader.source.length && !'|)'.includes(reader.source[reader.at]!)) items.push(readRepeat(reader));
  return { kind: 'sequence', items };
}

function readRepeat(reader: Reader): RegexNode {
  const start = reader.at;
  const item = readItem(reader);
  const [text, least, , most] = REPEAT.exec(reader.source.slice(reader.at, reader.at + 40)) ?? [''];
  if (text === '') return item;
  reader.at += text.length;
  return { kind: 'repeat', item, ...boundsOf(text, least, most), source: reader.source.slice(start, reader.at) };
}

const REPEAT = /^(?:[*+?]|\{(\d+)(,(\d*))?\})\??/;

function boundsOf(text: string, least: string | undefined, most: string | undefined): { least: number; most: number } {
  if (text.startsWith('?')) return { least: 0, most: 1 };
  if (least === undefined) return { least: text.startsWith('+') ? 1 : 0, most: Infinity };
  const isExact = !text.includes(',');
  return { least: Number(least), most: isExact ? Number(least) : most ? Number(most) : Infinity };
}

function readItem(reader: Reader): RegexNode {
  const rest = reader.source.slice(reader.at);
  if (rest.startsWith('(')) return readGroup(reader, rest);
  const text = ATOM.exec(rest)![0];
  reader.at += text.length;
  if (/^\\(?:[1-9]|k<)/.test(text)) reader.fault ??= `${text} refers back to a group`;
  return /^(?:\^|\$|\\[bB])$/.test(text) ? { kind: 'assertion' } : { kind: 'atom', source: text };
}

// An escape, a class in brackets, or a character.
const ATOM =
  /^(?:\\(?:k<[^>]*>|[pP]\{[^}]*\}|u\{[^}]*\}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|c[a-zA-Z]|\d+|[\s\S])|\[(?:\\[\s\S]|[^\]\\])*\]|[\s\S])/u;

function readGroup(reader: Reader, rest: string): RegexNode {
  const head = /^\((?:\?(?:[:=!]|<[=!]|<[^>]*>|[^:]*:))?/.exec(rest)![0];
  if (/^\(\?[a-z-]/.test(head)) reader.fault ??= `${head} changes how a part of it matches`;
  reader.at += head.length;
  const item = readChoice(reader);
  reader.at++;
  return /^\(\?<?[=!]/.test(head) ? { kind: 'look', item, isBehind: head.includes('<') } : item;
}
