/**
 * The part of a regular expression that can make matching take time exponential in the text, or null.
 *
 * Found are a repeated group that itself repeats without bound, `(a+)+`, and a repeated group of alternatives that can begin
 * alike, `(a|ab)*`; and references back, which no bound holds for. It is cautious: some harmless patterns are found too.
 */
export function findRunaway(source: string): string | null {
  const open: Group[] = [newGroup(0)];
  let i = 0;
  while (i < source.length) {
    const atom = readAtom(source, i);
    if (/^\\(?:[1-9]|k<)/.test(atom)) return `${atom} refers back to a group`;
    const end = i + (atom === '(' ? prefixLength(source, i) : atom.length);
    const repeat = REPEAT.exec(source.slice(end, end + 32))?.[0] ?? '';
    const closed = readInto(open, atom, i);
    const fault = closed === null ? null : describeRepeat(closed, repeat);
    if (fault !== null) return `${source.slice(closed!.start, end)}${repeat} ${fault}`;
    if (isUnbounded(repeat)) open[open.length - 1]!.repeats = true;
    i = end + repeat.length;
  }
  return null;
}

/** Takes an atom into the innermost open group; gives the group that it closes. */
function readInto(open: Group[], atom: string, at: number): Group | null {
  const group = open[open.length - 1]!;
  if (atom === '(') open.push(newGroup(at));
  else if (atom === '|') group.starts.push('');
  else if (atom !== ')') addStart(group, atom);
  if (atom !== ')' || open.length === 1) return null;
  open.pop();
  const outer = open[open.length - 1]!;
  addStart(outer, group.starts.length === 1 ? group.starts[0]! : ANYTHING);
  outer.repeats ||= group.repeats;
  return group;
}

function describeRepeat(group: Group, repeat: string): string | null {
  if (!isUnbounded(repeat)) return null;
  if (group.repeats) return 'repeats what repeats';
  return canBeginAlike(group.starts) ? 'repeats alternatives that can begin alike' : null;
}

interface Group {
  readonly start: number;
  /** The first atom of each alternative. */
  readonly starts: string[];
  /** Whether anything inside repeats without bound. */
  repeats: boolean;
}

const REPEAT = /^(?:[*+?]|\{\d+(?:,\d*)?\})\??/;
const ANYTHING = '.';

function newGroup(start: number): Group {
  return { start, starts: [''], repeats: false };
}

function addStart(group: Group, atom: string): void {
  const last = group.starts.length - 1;
  if (group.starts[last] === '') group.starts[last] = atom;
}

// {2,} has no bound, and a bound over ten is as good as none.
function isUnbounded(repeat: string): boolean {
  const bounds = /^\{(\d+)(,(\d*))?\}/.exec(repeat);
  if (bounds === null) return repeat.startsWith('*') || repeat.startsWith('+');
  const most = bounds[2] === undefined ? Number(bounds[1]) : bounds[3] === '' ? Infinity : Number(bounds[3]);
  return 10 < most;
}

// Only plain characters that differ are surely apart.
function canBeginAlike(starts: readonly string[]): boolean {
  if (starts.length === 1) return false;
  const isPlain = starts.every((start) => /^(?:[^\\.[(^$]|\\[^a-zA-Z0-9])$/u.test(start));
  return !isPlain || new Set(starts).size < starts.length;
}

// A character, an escape, a class in brackets, or one of ( ) |.
function readAtom(source: string, at: number): string {
  if (source[at] === '\\') return /^\\(?:k<[^>]*>|[pP]\{[^}]*\}|u\{[^}]*\}|\d+|[\s\S]?)/.exec(source.slice(at))![0];
  if (source[at] === '[') return /^\[(?:\\[\s\S]|[^\]\\])*\]?/.exec(source.slice(at))![0];
  return String.fromCodePoint(source.codePointAt(at)!);
}

function prefixLength(source: string, at: number): number {
  return /^\((?:\?(?:[:=!]|<[=!]|<[^>]*>))?/.exec(source.slice(at))![0].length;
}
