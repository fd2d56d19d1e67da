/**
 * The places 0 to `count` − 1 in ascending order of `numbers`, which are different whole numbers: in `order`.
 *
 * Sorts one array of doubles, each a number and its place in one, which is several times faster than a sort that asks a function.
 */
export function sortByArrival(numbers: Float64Array, count: number, order: Int32Array): void {
  let least = Infinity;
  let greatest = -Infinity;
  let isSorted = true;
  for (let i = 0; i < count; i++) {
    order[i] = i;
    if (numbers[i]! < least) least = numbers[i]!;
    if (greatest < numbers[i]!) greatest = numbers[i]!;
    else isSorted = false;
  }
  // Mostly all keys of a window are in its first slice.
  if (isSorted) return;
  if (Number.MAX_SAFE_INTEGER < (greatest - least + 1) * count) {
    order.subarray(0, count).sort((a, b) => numbers[a]! - numbers[b]!);
    return;
  }
  const packed = new Float64Array(count);
  for (let i = 0; i < count; i++) packed[i] = (numbers[i]! - least) * count + i;
  packed.sort();
  for (let i = 0; i < count; i++) order[i] = packed[i]! - Math.floor(packed[i]! / count) * count;
}
