// One loop for each comparison, and one for each with a literal on the right; `>` and `>=` of columns are `<` and `<=` the other way round.

/** `left = right`. */
export function equal(left: Float64Array, right: Float64Array, length: number): Uint8Array {
  const result = new Uint8Array(length);
  for (let i = 0; i < length; i++) result[i] = left[i] === right[i] ? 1 : 0;
  return result;
}

/** `left <> right`. */
export function different(left: Float64Array, right: Float64Array, length: number): Uint8Array {
  const result = new Uint8Array(length);
  for (let i = 0; i < length; i++) result[i] = left[i] === right[i] ? 0 : 1;
  return result;
}

/** `left < right`. */
export function less(left: Float64Array, right: Float64Array, length: number): Uint8Array {
  const result = new Uint8Array(length);
  for (let i = 0; i < length; i++) result[i] = left[i]! < right[i]! ? 1 : 0;
  return result;
}

/** `left <= right`. */
export function lessOrEqual(left: Float64Array, right: Float64Array, length: number): Uint8Array {
  const result = new Uint8Array(length);
  for (let i = 0; i < length; i++) result[i] = left[i]! <= right[i]! ? 1 : 0;
  return result;
}

/** `left = right` of a literal. */
export function equalTo(left: Float64Array, right: number, length: number): Uint8Array {
  const result = new Uint8Array(length);
  for (let i = 0; i < length; i++) result[i] = left[i] === right ? 1 : 0;
  return result;
}

/** `left <> right` of a literal. */
export function differentFrom(left: Float64Array, right: number, length: number): Uint8Array {
  const result = new Uint8Array(length);
  for (let i = 0; i < length; i++) result[i] = left[i] === right ? 0 : 1;
  return result;
}

/** `left < right` of a literal. */
export function lessThan(left: Float64Array, right: number, length: number): Uint8Array {
  const result = new Uint8Array(length);
  for (let i = 0; i < length; i++) result[i] = left[i]! < right ? 1 : 0;
  return result;
}

/** `left <= right` of a literal. */
export function atMost(left: Float64Array, right: number, length: number): Uint8Array {
  const result = new Uint8Array(length);
  for (let i = 0; i < length; i++) result[i] = left[i]! <= right ? 1 : 0;
  return result;
}

/** `left > right` of a literal. */
export function moreThan(left: Float64Array, right: number, length: number): Uint8Array {
  const result = new Uint8Array(length);
  for (let i = 0; i < length; i++) result[i] = right < left[i]! ? 1 : 0;
  return result;
}

/** `left >= right` of a literal. */
export function atLeast(left: Float64Array, right: number, length: number): Uint8Array {
  const result = new Uint8Array(length);
  for (let i = 0; i < length; i++) result[i] = right <= left[i]! ? 1 : 0;
  return result;
}

/** Whether each string number is `id`. */
export function sameText(ids: Int32Array, id: number, length: number): Uint8Array {
  const result = new Uint8Array(length);
  for (let i = 0; i < length; i++) result[i] = ids[i] === id ? 1 : 0;
  return result;
}

/** Whether each string number is not `id`. */
export function otherText(ids: Int32Array, id: number, length: number): Uint8Array {
  const result = new Uint8Array(length);
  for (let i = 0; i < length; i++) result[i] = ids[i] === id ? 0 : 1;
  return result;
}
