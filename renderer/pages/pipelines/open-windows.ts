import type { TappedRows } from '../../state/contract-types.ts';

/** A window that has not fired for good, and the share of it that the watermark has passed: once it is 1, its results are there. */
export interface ShownWindow {
  readonly start: number;
  readonly end: number;
  readonly keys: number;
  readonly passed: number;
}

/** The open windows in `tapped`, the earliest first; those of no time, which are of a count, have passed nothing. */
export function windowsOf(tapped: TappedRows | null, watermark: number | null): readonly ShownWindow[] {
  return (tapped?.rows ?? []).map((row) => {
    const [start, end] = [Number(row['start']), Number(row['end'])];
    // A window fires at its end − 1 ms.
    const share = watermark === null ? 0 : (watermark + 1 - start) / (end - start);
    return { start, end, keys: Number(row['keys']), passed: Math.min(1, Math.max(0, share || 0)) };
  });
}
