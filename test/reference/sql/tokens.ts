/** A word is a keyword, function or column; a name is a quoted column. */
export interface Token {
  readonly kind: 'word' | 'name' | 'text' | 'number' | 'symbol' | 'end';
  readonly text: string;
}

const PATTERN =
  /\s+|--[^\n]*|\/\*[^]*?\*\/|(?<text>'(?:[^']|'')*')|(?<name>`(?:[^`]|``)*`)|(?<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|(?<word>[\p{L}_][\p{L}\p{N}_$]*)|(?<symbol><>|!=|<=|>=|\|\||[-+*/%=<>(),.])/gu;

/** The tokens of a valid expression, and an end. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  for (const { groups } of text.matchAll(PATTERN)) {
    const [kind, found] = Object.entries(groups!).find(([, each]) => each !== undefined) ?? [];
    if (kind === undefined) continue;
    tokens.push({ kind, text: unquoted(found!) } as Token);
  }
  return [...tokens, { kind: 'end', text: '' }];
}

function unquoted(text: string): string {
  const quote = text[0]!;
  return quote === "'" || quote === '`' ? text.slice(1, -1).replaceAll(quote + quote, quote) : text;
}
