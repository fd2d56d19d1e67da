import { editDistance } from './edit-distance.ts';

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
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase(), least);
    if (distance < least) [least, best] = [distance, candidate];
  }
  return best;
}

/** `, did you mean "value"?` for the end of a message about `word`; empty where nothing is near. */
export function didYouMean(word: string, candidates: readonly string[]): string {
  const candidate = suggest(word, candidates);
  return candidate === null ? '' : `, did you mean "${candidate}"?`;
}
