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
  let nulls: Uint8Array | null = null;
  for (let i = 0; i < values.length; i++) {
    // Only of a finite number.
    if (values[i]! - values[i]! === 0) continue;
    nulls ??= new Uint8Array(values.length);
    nulls[i] = 1;
  }
  return nulls;
}
