/**
 * The entries that arrays have room for at first which grow with the same keys. All of them double: from these on never two of them at the same
 * key, so that rows wait for one copy at a time and not for all. They are near one another, and none is half empty at a million keys.
 */
export const FIRST_ROOM = {
  slots: 65,
  hashesOfTexts: 31,
  sessions: 70,
  words: 33,
  moments: 34,
  references: 63,
  pastValues: 36,
  averages: 37,
} as const;

/** The room that an array has for at least `length` entries which had room for `first` at first and doubles. */
export function doubledRoom(first: number, length: number): number {
  let room = first;
  while (room < length) room *= 2;
  return room;
}

/** A copy of `array` that has room for at least `length` entries, the new ones being `fill`. At least doubles, so growing step by step stays cheap. */
export function grownInt32(array: Int32Array, length: number, fill = 0): Int32Array<ArrayBuffer> {
  const grown = new Int32Array(Math.max(length, array.length * 2));
  grown.set(array);
  if (fill !== 0) grown.fill(fill, array.length);
  return grown;
}

/** A copy of `array` that has room for at least `length` entries, the new ones being `fill`. */
export function grownFloat64(array: Float64Array, length: number, fill = 0): Float64Array<ArrayBuffer> {
  const grown = new Float64Array(Math.max(length, array.length * 2));
  grown.set(array);
  if (fill !== 0) grown.fill(fill, array.length);
  return grown;
}

/** A copy of `array` that has room for at least `length` entries, the new ones being `fill`. */
export function grownBytes(array: Uint8Array, length: number, fill = 0): Uint8Array<ArrayBuffer> {
  const grown = new Uint8Array(Math.max(length, array.length * 2));
  grown.set(array);
  if (fill !== 0) grown.fill(fill, array.length);
  return grown;
}
