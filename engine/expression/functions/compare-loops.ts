// One loop for each comparison, and one for each with a literal on the right; `>` and `>=` of columns are `<` and `<=` the other way round.

/** `left = right`. */
export function equal(left: Float64Array, right: Float64Array, result: Uint8Array): Uint8Array {
  for (let i = 0; i < result.length; i++) result[i] = Number(left[i] === right[i]);
  return result;
}

/** `left <> right`. */
export function different(left: Float64Array, right: Float64Array, result: Uint8Array): Uint8Array {
  for (let i = 0; i < result.length; i++) result[i] = Number(left[i] !== right[i]);
  return result;
}

/** `left < right`. */
export function less(left: Float64Array, right: Float64Array, result: Uint8Array): Uint8Array {
  for (let i = 0; i < result.length; i++) result[i] = Number(left[i]! < right[i]!);
  return result;
}

/** `left <= right`. */
export function lessOrEqual(left: Float64Array, right: Float64Array, result: Uint8Array): Uint8Array {
  for (let i = 0; i < result.length; i++) result[i] = Number(left[i]! <= right[i]!);
  return result;
}

/** `left = right` of a literal. */
export function equalTo(left: Float64Array, right: number, result: Uint8Array): Uint8Array {
  for (let i = 0; i < result.length; i++) result[i] = Number(left[i] === right);
  return result;
}

/** `left <> right` of a literal. */
export function differentFrom(left: Float64Array, right: number, result: Uint8Array): Uint8Array {
  for (let i = 0; i < result.length; i++) result[i] = Number(left[i] !== right);
  return result;
}

/** `left < right` of a literal. */
export function lessThan(left: Float64Array, right: number, result: Uint8Array): Uint8Array {
  for (let i = 0; i < result.length; i++) result[i] = Number(left[i]! < right);
  return result;
}

/** `left <= right` of a literal. */
export function atMost(left: Float64Array, right: number, result: Uint8Array): Uint8Array {
  for (let i = 0; i < result.length; i++) result[i] = Number(left[i]! <= right);
  return result;
}

/** `left > right` of a literal. */
export function moreThan(left: Float64Array, right: number, result: Uint8Array): Uint8Array {
  for (let i = 0; i < result.length; i++) result[i] = Number(right < left[i]!);
  return result;
}

/** `left >= right` of a literal. */
export function atLeast(left: Float64Array, right: number, result: Uint8Array): Uint8Array {
  for (let i = 0; i < result.length; i++) result[i] = Number(right <= left[i]!);
  return result;
}

/** Whether each string number is `id`. */
export function sameText(ids: Int32Array, id: number, result: Uint8Array): Uint8Array {
  for (let i = 0; i < result.length; i++) result[i] = Number(ids[i] === id);
  return result;
}

/** Whether each string number is not `id`. */
export function otherText(ids: Int32Array, id: number, result: Uint8Array): Uint8Array {
  for (let i = 0; i < result.length; i++) result[i] = Number(ids[i] !== id);
  return result;
}
