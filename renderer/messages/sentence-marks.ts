/** The clauses of a sentence of the engine: what is between semicolons, but not within brackets or quotes. */
export function clauses(text: string): readonly string[] {
  const found: string[] = [];
  let from = 0;
  for (const at of placesOf('; ', text)) {
    found.push(text.slice(from, at));
    from = at + 2;
  }
  return [...found, text.slice(from)];
}

/**
 * Where `mark` stands in `text`, from left to right, not within brackets or quotes. What a person wrote may stand in a sentence too: brackets
 * and quotes that do not belong together are signs like any other.
 */
export function placesOf(mark: string, text: string): readonly number[] {
  const found: number[] = [];
  const [hasQuotes, hasBrackets] = [count('"', text) % 2 === 0, count('(', text) === count(')', text)];
  let [depth, isQuoted] = [0, false];
  for (let at = 0; at < text.length; at++) {
    const sign = text[at];
    if (sign === '"') isQuoted = hasQuotes && !isQuoted;
    else if (hasBrackets && sign === '(') depth++;
    else if (hasBrackets && sign === ')') depth--;
    else if (depth <= 0 && !isQuoted && text.startsWith(mark, at)) found.push(at);
  }
  return found;
}

function count(sign: string, text: string): number {
  return text.split(sign).length - 1;
}
