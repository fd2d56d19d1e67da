/**
 * Insertions, deletions, changes and swaps of neighbours from `left` to `right` (optimal string alignment, Damerau 1964), where these are
 * less than `limit`; else `limit` or more: most words are nothing like each other, which shows after their first letters.
 */
export function editDistance(left: string, right: string, limit: number): number {
  const columns = right.length + 1;
  let beforeLast = new Uint16Array(columns);
  let last = Uint16Array.from({ length: columns }, (_, j) => j);
  let row = new Uint16Array(columns);
  for (let i = 1; i <= left.length; i++) {
    row[0] = i;
    let least = i;
    for (let j = 1; j < columns; j++) {
      const isSame = left[i - 1] === right[j - 1];
      const isSwap = 1 < i && 1 < j && left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1];
      const changed = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (isSame ? 0 : 1));
      row[j] = isSwap ? Math.min(changed, beforeLast[j - 2]! + 1) : changed;
      least = Math.min(least, row[j]!);
    }
    // No later row is below this one: a swap reaches back to the one before it, but costs one more than what was there.
    if (limit <= least) return least;
    [beforeLast, last, row] = [last, row, beforeLast];
  }
  return last[right.length]!;
}
