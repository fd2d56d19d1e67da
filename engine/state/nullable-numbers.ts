import type { Column } from '../data/column.ts';

/** The first `length` values of `column`, NaN for a null. They may share the array of the column. */
export function numbersOf(column: Column, length: number): Float64Array {
  const { values, nulls } = column;
  const isShared = nulls === null && column.type !== 'boolean';
  if (isShared) return values as Float64Array;
  const numbers = new Float64Array(length);
  for (let row = 0; row < length; row++) numbers[row] = nulls !== null && nulls[row] === 1 ? NaN : values[row]!;
  return numbers;
}

/** Marks what is not finite in `values`, where it puts zeros; null where everything is. */
export function nullsOf(values: Float64Array): Uint8Array | null {
  if (areFinite(values)) return null;
  let nulls: Uint8Array | null = null;
  for (let i = 0; i < values.length; i++) {
    // Only of a finite number.
    if (values[i]! - values[i]! === 0) continue;
    nulls ??= new Uint8Array(values.length);
    nulls[i] = 1;
  }
  return nulls;
}

// The difference is 0 of a finite number only, else NaN, which makes a whole sum NaN: no jump a row, and four sums, as each addition
// waits for the one before it.
function areFinite(values: Float64Array): boolean {
  const rest = values.length & 3;
  let [a, b, c, d] = [0, 0, 0, 0];
  for (let i = 0; i < rest; i++) a += values[i]! - values[i]!;
  for (let i = rest; i < values.length; i += 4) {
    a += values[i]! - values[i]!;
    b += values[i + 1]! - values[i + 1]!;
    c += values[i + 2]! - values[i + 2]!;
    d += values[i + 3]! - values[i + 3]!;
  }
  return a + b + c + d === 0;
}
