import { editDistance } from '../../data/edit-distance.ts';

/** Longer words than this are not compared: nobody mistypes a paragraph. */
const WORD_LENGTH = 64;
/** Candidates that are compared; more are not worth the wait. */
const CANDIDATES = 2_000;

/** The one of `candidates` that was probably meant by `word`, or null where none is near. */
export function likely(word: string, candidates: Iterable<string>): string | null {
  if (WORD_LENGTH < word.length) return null;
  const sought = normal(word);
  let nearest: string | null = null;
  let least = Math.min(3, Math.max(1, Math.floor(sought.length / 3))) + 1;
  let left = CANDIDATES;
  for (const candidate of candidates) {
    if (left-- === 0) break;
    if (least <= Math.abs(candidate.length - word.length) || WORD_LENGTH < candidate.length) continue;
    const distance = editDistance(sought, normal(candidate), least);
    if (distance < least) [nearest, least] = [candidate, distance];
  }
  return nearest;
}

/** `, did you mean "interval"?` where something near is known, else nothing. */
export function didYouMean(word: string, candidates: Iterable<string>): string {
  const meant = likely(word, candidates);
  return meant === null ? '' : `, did you mean "${meant}"?`;
}

/** Case and the choice of hyphen or underscore are the least of all mistakes. */
function normal(word: string): string {
  return word.toLowerCase().replaceAll('-', '_');
}
