/** The environment variables that `${NAME}` is taken from. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A text with the values of the environment in the place of `${NAME}`. */
export interface FilledText {
  readonly text: string;
  /** The names that occur, in order, each once. */
  readonly names: readonly string[];
  /** Where something else than a plain copy begins, in both texts; ascending. */
  readonly pieces: readonly Piece[];
}

interface Piece {
  readonly from: number;
  readonly to: number;
  /** Whether `to` goes on in step with `from`, as in copied text, or stands still, as inside `${NAME}`. */
  readonly isCopy: boolean;
}

/** What stands in the way of filling in a text: the place in it, and what to say. */
export interface FillProblem {
  readonly index: number;
  readonly message: string;
}

// An escape, a name, or the start of something that is neither. No search goes past what a name may hold, else a text of
// nothing but starts would be read once for each of them.
const REFERENCE = /\$\$\{|\$\{([A-Za-z_][A-Za-z0-9_]*)\}|\$\{/g;

/** `raw` with each `${NAME}` replaced from `environment` and each `$${` by `${`; or what is wrong with it. */
export function fillIn(raw: string, environment: Environment): FilledText | { readonly problems: FillProblem[] } {
  const pieces: Piece[] = [{ from: 0, to: 0, isCopy: true }];
  const names = new Set<string>();
  const problems: FillProblem[] = [];
  let text = '';
  let copied = 0;
  for (const match of raw.matchAll(REFERENCE)) {
    text += raw.slice(copied, match.index);
    copied = match.index + match[0].length;
    const found = lookUp(match, environment);
    if ('message' in found) problems.push({ index: match.index, message: found.message });
    else {
      pieces.push({ from: text.length, to: match.index, isCopy: false });
      text += found.value;
      if (match[1] !== undefined) names.add(match[1]);
    }
    pieces.push({ from: text.length, to: copied, isCopy: true });
  }
  if (0 < problems.length) return { problems };
  return { text: text + raw.slice(copied), names: [...names], pieces };
}

/** Where `raw` refers to the environment: the beginning of each `${NAME}`, and the end of it. */
export function* referencesIn(raw: string): Generator<readonly [from: number, to: number]> {
  for (const { index, 0: whole, 1: name } of raw.matchAll(REFERENCE)) {
    if (name !== undefined) yield [index, index + whole.length];
  }
}

/** The index in the raw text of what unit `index` of the filled text comes from. */
export function rawIndex({ pieces }: FilledText, index: number): number {
  let low = 0;
  let high = pieces.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (pieces[middle]!.from <= index) low = middle;
    else high = middle - 1;
  }
  const piece = pieces[low]!;
  return piece.isCopy ? piece.to + index - piece.from : piece.to;
}

function lookUp(match: RegExpMatchArray, environment: Environment): { value: string } | { message: string } {
  const [whole, name] = match;
  if (whole === '$${') return { value: '${' };
  if (name === undefined) {
    return { message: '"${" begins the name of an environment variable, write ${NAME}, or $${ for the characters ${' };
  }
  const value = Object.prototype.hasOwnProperty.call(environment, name) ? environment[name] : undefined;
  if (value !== undefined) return { value };
  return { message: `the environment variable ${name} is not set, set it or write $\${ for the characters \${` };
}
