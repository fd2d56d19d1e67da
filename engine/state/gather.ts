// One loop for each kind of array: a loop that sees several is several times slower.

/** The numbers in the first `count` of `places` of `values`, `width` of them standing side by side for each place. */
export function gatherNumbers(
  values: Float64Array,
  places: Int32Array,
  count: number,
  width = 1,
): Float64Array<ArrayBuffer> {
  const gathered = new Float64Array(count * width);
  if (width === 1) {
    for (let i = 0; i < count; i++) gathered[i] = values[places[i]!]!;
    return gathered;
  }
  for (let i = 0; i < count; i++) {
    const from = places[i]! * width;
    for (let k = 0; k < width; k++) gathered[i * width + k] = values[from + k]!;
  }
  return gathered;
}

/** The whole numbers in the first `count` of `places` of `values`. */
export function gatherIntegers(values: Int32Array, places: Int32Array, count: number): Int32Array<ArrayBuffer> {
  const gathered = new Int32Array(count);
  for (let i = 0; i < count; i++) gathered[i] = values[places[i]!]!;
  return gathered;
}

/** Puts what `gatherNumbers` gave back: entry i to place `places[i]` of `values`; one with a negative place is passed over. */
export function scatterNumbers(values: Float64Array, places: Int32Array, gathered: Float64Array, width = 1): void {
  for (let i = 0; i < places.length; i++) {
    const to = places[i]! * width;
    if (to < 0) continue;
    for (let k = 0; k < width; k++) values[to + k] = gathered[i * width + k]!;
  }
}
