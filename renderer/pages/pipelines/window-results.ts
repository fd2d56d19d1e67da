import type { TappedRows } from '../../state/contract-types.ts';

/** The result of a window without a key: the first number that it gave. */
export interface WindowResult {
  readonly name: string;
  readonly value: number;
}

/** What tells the windows of a node from each other. */
export function windowName({ start, end }: { readonly start: number; readonly end: number }): string {
  return `${start} ${end}`;
}

/**
 * The results in `tapped`, by their windows. A window that gave its result again has the newer one; one that gave
 * several, one for each key, has none.
 */
export function windowResults(tapped: TappedRows | null): ReadonlyMap<string, WindowResult> {
  const results = new Map<string, WindowResult>();
  const column = tapped?.columns.find(({ type }) => type === 'bigint' || type === 'double');
  // A key comes before the bounds of its window.
  if (tapped === null || column === undefined || tapped.columns[0]?.name !== 'window_start') return results;
  for (const row of tapped.rows) {
    const value = Number(row[column.name] ?? NaN);
    if (Number.isNaN(value)) continue;
    results.set(windowName({ start: Number(row['window_start']), end: Number(row['window_end']) }), {
      name: column.name,
      value,
    });
  }
  return results;
}
