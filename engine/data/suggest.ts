/**
 * The candidate that somebody who wrote `word` probably meant, or null where none is near enough.
 *
 * Near is an edit distance (insert, delete, change, swap neighbours; case does not count) of at most a third of the word.
 */
export function suggest(word: string, candidates: readonly string[]): string | null {
  const most = Math.min(3, Math.floor((word.length + 1) / 3));
  let best: string | null = null;
  let least = most + 1;
  for (const candidate of candidates) {
    if (candidate === word || most < Math.abs(candidate.length - word.length)) continue;
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase());
    if (distance < least) [least, best] = [distance, candidate];
  }
  return best;
}

/** `, did you mean "value"?` for the end of a message about `word`; empty where nothing is near. */
export function didYouMean(word: string, candidates: readonly string[]): string {
  const candidate = suggest(word, candidates);
  return candidate === null ? '' : `, did you mean "${candidate}"?`;
}

// Optimal string alignment, row by row; only the last two rows are needed.
function editDistance(left: string, right: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: right.length + 1 }, (_, j) => j);
  for (let i = 1; i <= left.length; i++) {
    const row = [i];
    for (let j = 1; j <= right.length; j++) {
      const isSame = left[i - 1] === right[j - 1];
      const isSwap = 1 < i && 1 < j && left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1];
      const changed = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (isSame ? 0 : 1));
      row.push(isSwap ? Math.min(changed, beforeLast[j - 2]! + 1) : changed);
    }
    [beforeLast, last] = [last, row];
  }
  return last[right.length]!;
}
