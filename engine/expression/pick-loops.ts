// The loops of `select-loops.ts` for the first part of a condition, which looks at all rows of a batch: no row is numbered beforehand, and
// columns with nulls go the longer way. Four rows in each round: what a round costs by itself is as much as a row.

/** Where the numbers of the rows that are kept go, and how many rows there are. */
export interface Picking {
  readonly rows: Int32Array;
  readonly count: number;
}

/** Picks the rows for which a boolean column is 1. */
export function pickTrue({ rows, count }: Picking, values: Uint8Array): number {
  let kept = 0;
  const whole = count & ~3;
  for (let row = 0; row < whole; row += 4) {
    const a = values[row]!;
    const b = values[row + 1]!;
    const c = values[row + 2]!;
    const d = values[row + 3]!;
    if ((a | b | c | d) === 0) continue;
    rows[kept] = row;
    kept += a;
    rows[kept] = row + 1;
    kept += b;
    rows[kept] = row + 2;
    kept += c;
    rows[kept] = row + 3;
    kept += d;
  }
  for (let row = whole; row < count; row++) {
    rows[kept] = row;
    kept += values[row]!;
  }
  return kept;
}

/** Picks the rows whose number is `literal`. */
export function pickEqual({ rows, count }: Picking, values: Float64Array, literal: number): number {
  let kept = 0;
  const whole = count & ~3;
  for (let row = 0; row < whole; row += 4) {
    const a = Number(values[row] === literal);
    const b = Number(values[row + 1] === literal);
    const c = Number(values[row + 2] === literal);
    const d = Number(values[row + 3] === literal);
    rows[kept] = row;
    kept += a;
    rows[kept] = row + 1;
    kept += b;
    rows[kept] = row + 2;
    kept += c;
    rows[kept] = row + 3;
    kept += d;
  }
  for (let row = whole; row < count; row++) {
    rows[kept] = row;
    kept += Number(values[row] === literal);
  }
  return kept;
}

/** Picks the rows whose number is not `literal`. */
export function pickDifferent({ rows, count }: Picking, values: Float64Array, literal: number): number {
  let kept = 0;
  const whole = count & ~3;
  for (let row = 0; row < whole; row += 4) {
    const a = Number(values[row] !== literal);
    const b = Number(values[row + 1] !== literal);
    const c = Number(values[row + 2] !== literal);
    const d = Number(values[row + 3] !== literal);
    rows[kept] = row;
    kept += a;
    rows[kept] = row + 1;
    kept += b;
    rows[kept] = row + 2;
    kept += c;
    rows[kept] = row + 3;
    kept += d;
  }
  for (let row = whole; row < count; row++) {
    rows[kept] = row;
    kept += Number(values[row] !== literal);
  }
  return kept;
}

/** Picks the rows whose number is below `literal`. */
export function pickLess({ rows, count }: Picking, values: Float64Array, literal: number): number {
  let kept = 0;
  const whole = count & ~3;
  for (let row = 0; row < whole; row += 4) {
    const a = Number(values[row]! < literal);
    const b = Number(values[row + 1]! < literal);
    const c = Number(values[row + 2]! < literal);
    const d = Number(values[row + 3]! < literal);
    rows[kept] = row;
    kept += a;
    rows[kept] = row + 1;
    kept += b;
    rows[kept] = row + 2;
    kept += c;
    rows[kept] = row + 3;
    kept += d;
  }
  for (let row = whole; row < count; row++) {
    rows[kept] = row;
    kept += Number(values[row]! < literal);
  }
  return kept;
}

/** Picks the rows whose number is at most `literal`. */
export function pickAtMost({ rows, count }: Picking, values: Float64Array, literal: number): number {
  let kept = 0;
  const whole = count & ~3;
  for (let row = 0; row < whole; row += 4) {
    const a = Number(values[row]! <= literal);
    const b = Number(values[row + 1]! <= literal);
    const c = Number(values[row + 2]! <= literal);
    const d = Number(values[row + 3]! <= literal);
    rows[kept] = row;
    kept += a;
    rows[kept] = row + 1;
    kept += b;
    rows[kept] = row + 2;
    kept += c;
    rows[kept] = row + 3;
    kept += d;
  }
  for (let row = whole; row < count; row++) {
    rows[kept] = row;
    kept += Number(values[row]! <= literal);
  }
  return kept;
}

/** Picks the rows whose number is above `literal`. */
export function pickMore({ rows, count }: Picking, values: Float64Array, literal: number): number {
  let kept = 0;
  const whole = count & ~3;
  for (let row = 0; row < whole; row += 4) {
    const a = Number(literal < values[row]!);
    const b = Number(literal < values[row + 1]!);
    const c = Number(literal < values[row + 2]!);
    const d = Number(literal < values[row + 3]!);
    rows[kept] = row;
    kept += a;
    rows[kept] = row + 1;
    kept += b;
    rows[kept] = row + 2;
    kept += c;
    rows[kept] = row + 3;
    kept += d;
  }
  for (let row = whole; row < count; row++) {
    rows[kept] = row;
    kept += Number(literal < values[row]!);
  }
  return kept;
}

/** Picks the rows whose number is at least `literal`. */
export function pickAtLeast({ rows, count }: Picking, values: Float64Array, literal: number): number {
  let kept = 0;
  const whole = count & ~3;
  for (let row = 0; row < whole; row += 4) {
    const a = Number(literal <= values[row]!);
    const b = Number(literal <= values[row + 1]!);
    const c = Number(literal <= values[row + 2]!);
    const d = Number(literal <= values[row + 3]!);
    rows[kept] = row;
    kept += a;
    rows[kept] = row + 1;
    kept += b;
    rows[kept] = row + 2;
    kept += c;
    rows[kept] = row + 3;
    kept += d;
  }
  for (let row = whole; row < count; row++) {
    rows[kept] = row;
    kept += Number(literal <= values[row]!);
  }
  return kept;
}
