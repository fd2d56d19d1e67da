/** How well `query` fits `text`: the higher the better, null where it does not. Each word of it has to be found, in any order. */
export function fuzzyScore(query: string, text: string): number | null {
  const place = plain(text);
  let score = 0;
  for (const word of plain(query).split(/\s+/)) {
    if (word === '') continue;
    const one = wordScore(word, place);
    if (one === null) return null;
    score += one;
  }
  // Of two that fit as well, the shorter one says less that was not asked for.
  return score - place.length / 1000;
}

const WHOLE = 100;
const AT_START = 80;
const INSIDE = 40;
const SCATTERED = 20;

function wordScore(word: string, text: string): number | null {
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) {
    if (!isStart(text, at)) continue;
    const end = at + word.length;
    return end === text.length || isBreak(text[end]!) ? WHOLE : AT_START;
  }
  return text.includes(word) ? INSIDE : scattered(word, text);
}

/** Letters in the right order, the first one at the beginning of a word: `syshe` fits `system health`. */
function scattered(word: string, text: string): number | null {
  let best: number | null = null;
  for (let start = text.indexOf(word[0]!); start !== -1; start = text.indexOf(word[0]!, start + 1)) {
    if (!isStart(text, start)) continue;
    const jumps = jumpsFrom(word, text, start);
    // So many jumps are an accident, not what somebody has typed in a hurry.
    if (jumps !== null && jumps <= Math.max(1, word.length / 2)) best = Math.max(best ?? 0, SCATTERED - jumps);
  }
  return best;
}

function jumpsFrom(word: string, text: string, start: number): number | null {
  let at = start;
  let jumps = 0;
  for (const letter of word.slice(1)) {
    const next = text.indexOf(letter, at + 1);
    if (next === -1) return null;
    if (next !== at + 1) jumps++;
    at = next;
  }
  return jumps;
}

function isStart(text: string, at: number): boolean {
  return at === 0 || isBreak(text[at - 1]!) || /[\u3000-\u9fff]/.test(text[at]!);
}

function isBreak(letter: string): boolean {
  return /[^\p{L}\p{N}]/u.test(letter);
}

function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase();
}
