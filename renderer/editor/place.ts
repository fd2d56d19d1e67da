/** One mapping on the way to a place: the key that holds it (the root has none), and what is written in it. */
export interface Level {
  readonly key: string;
  /** The text behind each key, as far as it is on the key's line. */
  readonly entries: ReadonlyMap<string, string>;
}

/** Where the cursor stands in a document, told by its lines alone: what is being typed is rarely right. */
export interface Place {
  /** From the root to the mapping that the cursor is in. */
  readonly levels: readonly Level[];
  /** The key whose value is being written; null where a key is. */
  readonly key: string | null;
  /** Whether it is an item of a list. */
  readonly isItem: boolean;
  /** Where the word at the cursor begins. */
  readonly from: number;
}

interface Line {
  readonly indent: number;
  readonly key: string;
  readonly value: string;
}

const KEY_LINE = /^(\s*(?:- +)?)("[^"]*"|'[^']*'|[^\s#:{}[\],"'-][^:#{}[\],]*?)\s*:(?:\s+(.*))?$/;
const WORD = /[^\s:,{}[\]"']*$/;

/** The place of `offset` in `text`; null in comments and in text of several lines. */
export function placeAt(text: string, offset: number): Place | null {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const before = text.slice(start, offset);
  if (/(^|\s)#/.test(before.replace(/"[^"]*"|'[^']*'/g, ''))) return null;
  const lines = text.split('\n').map((line) => line.replace(/\r$/, ''));
  const at = text.slice(0, start).split('\n').length - 1;
  const own = lineOf(before);
  const isItem = /^\s*- /.test(before) && own === null;
  const indent = own?.indent ?? /^\s*/.exec(before)![0].length;
  const levels = levelsAbove(lines, at, isItem ? indent + 1 : indent);
  const from = offset - WORD.exec(before)![0].length;
  if (isItem) return itemPlace(levels, from);
  if (own === null) return /^\s*[^\s:]*$/.test(before) ? { levels, key: null, isItem: false, from } : null;
  return flowPlace(levels, own, from);
}

function itemPlace(levels: readonly Level[], from: number): Place {
  return { levels: levels.slice(0, -1), key: levels.at(-1)!.key, isItem: true, from };
}

/** The place in what is written behind a key on one line, in brackets or not. */
function flowPlace(above: readonly Level[], { key, value }: Line, from: number): Place {
  const { open, last } = openBrackets(key, value);
  const braces = open.filter(({ bracket }) => bracket === '{');
  const levels = [...above, ...braces.map((each) => ({ key: each.key, entries: flowEntries(value.slice(each.from)) }))];
  const innermost = open.at(-1);
  if (innermost === undefined) return { levels, key, isItem: false, from };
  if (innermost.bracket === '[') return { levels, key: innermost.key, isItem: true, from };
  return { levels, key: last, isItem: false, from };
}

/** The brackets of `value`, which stands behind `key`, that are still open, and the key that is written last in the innermost. */
function openBrackets(key: string, value: string): { open: readonly Bracket[]; last: string | null } {
  const open: Bracket[] = [];
  let last: string | null = key;
  for (const [i, char] of [...value].entries()) {
    if (char === '{' || char === '[') open.push({ bracket: char, key: last ?? '', from: i + 1 });
    else if (char === '}' || char === ']') open.pop();
    if (open.at(-1)?.bracket === '{' && '{,'.includes(char)) last = keyIn(value.slice(i + 1));
  }
  return { open, last };
}

interface Bracket {
  readonly bracket: string;
  /** Whose value they hold. */
  readonly key: string;
  /** Behind the bracket. */
  readonly from: number;
}

function keyIn(text: string): string | null {
  return /^\s*([^\s:,{}[\]]+)\s*:(\s|$)/.exec(text)?.[1] ?? null;
}

function flowEntries(text: string): Map<string, string> {
  let depth = 0;
  const top = [...text].filter((char) => {
    if (char === '{' || char === '[') depth++;
    if (char === '}' || char === ']') depth--;
    return depth === 0;
  });
  const parts = top
    .join('')
    .split(',')
    .map((part) => /^\s*([^\s:]+)\s*:\s*(.*)$/.exec(part));
  return new Map(parts.flatMap((found) => (found ? [[found[1]!, plain(found[2]!)]] : [])));
}

/** The mappings around line `at` when what stands there is indented by `indent`, from the root on. */
function levelsAbove(lines: readonly string[], at: number, indent: number): Level[] {
  const parents: { line: number; key: string; indent: number }[] = [];
  let limit = indent;
  for (let i = at - 1; 0 <= i && 0 < limit; i--) {
    const found = lineOf(lines[i]!);
    if (!found || limit <= found.indent) continue;
    parents.unshift({ line: i, key: found.key, indent: found.indent });
    limit = found.indent;
  }
  const root = { key: '', entries: blockEntries(lines, -1, -1) };
  return [root, ...parents.map(({ line, key, indent: own }) => ({ key, entries: blockEntries(lines, line, own) }))];
}

/** What the mapping under line `parent` has, which is indented by `indent`. */
function blockEntries(lines: readonly string[], parent: number, indent: number): Map<string, string> {
  const entries = new Map<string, string>();
  let own: number | null = null;
  for (const line of lines.slice(parent + 1)) {
    if (/^\s*(#.*)?$/.test(line)) continue;
    if (/^\s*/.exec(line)![0].length <= indent) break;
    const found = lineOf(line);
    if (!found) continue;
    own ??= found.indent;
    if (found.indent === own) entries.set(found.key, plain(found.value));
  }
  return entries;
}

function lineOf(text: string): Line | null {
  const [, lead, key, value = ''] = KEY_LINE.exec(text) ?? [];
  return key === undefined ? null : { indent: lead!.length, key: plain(key), value };
}

function plain(text: string): string {
  return text
    .replace(/\s+#.*$/, '')
    .trim()
    .replace(/^(["'])(.*)\1$/, '$2');
}
