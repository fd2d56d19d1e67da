/** The first `count` of `rows`, of which a loop keeps some, in place; `nulls` are those of the column it looks at. */
export interface Selection {
  readonly rows: Int32Array;
  readonly count: number;
  readonly nulls: Uint8Array | null;
}

// One loop for each comparison. A row is always written and only counted when it stays: without a branch the loop costs
// the same however many rows stay. Nulls, which most columns lack, are taken out first.

function withoutNulls({ rows, count, nulls }: Selection): number {
  if (nulls === null) return count;
  let kept = 0;
  for (let i = 0; i < count; i++) {
    const row = rows[i]!;
    rows[kept] = row;
    kept += 1 - nulls[row]!;
  }
  return kept;
}

/** Keeps the rows for which a boolean column is 1. */
export function keepTrue(selection: Selection, values: Uint8Array): number {
  const count = withoutNulls(selection);
  const { rows } = selection;
  let kept = 0;
  for (let i = 0; i < count; i++) {
    const row = rows[i]!;
    rows[kept] = row;
    kept += values[row]!;
  }
  return kept;
}

/** Keeps the rows whose number is `literal`. */
export function keepEqual(selection: Selection, values: Float64Array, literal: number): number {
  const count = withoutNulls(selection);
  const { rows } = selection;
  let kept = 0;
  for (let i = 0; i < count; i++) {
    const row = rows[i]!;
    rows[kept] = row;
    kept += Number(values[row] === literal);
  }
  return kept;
}

/** Keeps the rows whose number is not `literal`. */
export function keepDifferent(selection: Selection, values: Float64Array, literal: number): number {
  const count = withoutNulls(selection);
  const { rows } = selection;
  let kept = 0;
  for (let i = 0; i < count; i++) {
    const row = rows[i]!;
    rows[kept] = row;
    kept += Number(values[row] !== literal);
  }
  return kept;
}

/** Keeps the rows whose number is below `literal`. */
export function keepLess(selection: Selection, values: Float64Array, literal: number): number {
  const count = withoutNulls(selection);
  const { rows } = selection;
  let kept = 0;
  for (let i = 0; i < count; i++) {
    const row = rows[i]!;
    rows[kept] = row;
    kept += Number(values[row]! < literal);
  }
  return kept;
}

/** Keeps the rows whose number is `literal` or below. */
export function keepAtMost(selection: Selection, values: Float64Array, literal: number): number {
  const count = withoutNulls(selection);
  const { rows } = selection;
  let kept = 0;
  for (let i = 0; i < count; i++) {
    const row = rows[i]!;
    rows[kept] = row;
    kept += Number(values[row]! <= literal);
  }
  return kept;
}

/** Keeps the rows whose number is above `literal`. */
export function keepMore(selection: Selection, values: Float64Array, literal: number): number {
  const count = withoutNulls(selection);
  const { rows } = selection;
  let kept = 0;
  for (let i = 0; i < count; i++) {
    const row = rows[i]!;
    rows[kept] = row;
    kept += Number(literal < values[row]!);
  }
  return kept;
}

/** Keeps the rows whose number is `literal` or above. */
export function keepAtLeast(selection: Selection, values: Float64Array, literal: number): number {
  const count = withoutNulls(selection);
  const { rows } = selection;
  let kept = 0;
  for (let i = 0; i < count; i++) {
    const row = rows[i]!;
    rows[kept] = row;
    kept += Number(literal <= values[row]!);
  }
  return kept;
}

/** Keeps the rows whose string number is `id`. */
export function keepText(selection: Selection, values: Int32Array, id: number): number {
  const count = withoutNulls(selection);
  const { rows } = selection;
  let kept = 0;
  for (let i = 0; i < count; i++) {
    const row = rows[i]!;
    rows[kept] = row;
    kept += Number(values[row] === id);
  }
  return kept;
}

/** Keeps the rows whose string number is not `id`. */
export function keepOtherText(selection: Selection, values: Int32Array, id: number): number {
  const count = withoutNulls(selection);
  const { rows } = selection;
  let kept = 0;
  for (let i = 0; i < count; i++) {
    const row = rows[i]!;
    rows[kept] = row;
    kept += Number(values[row] !== id);
  }
  return kept;
}
