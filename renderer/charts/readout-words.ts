import type { Quantity } from '../shared/units.ts';

/** What a tile says in words: of the newest moment, or of the one at the crosshair. */
export interface Readout {
  readonly head: Quantity;
  /** The number behind `head`. */
  readonly headValue: number;
  readonly values: readonly string[];
  readonly crosshair: CrosshairReadout | null;
  /** Where a recording is played, in pixels; null: nowhere in sight. */
  readonly played: number | null;
  /** Latest, lowest and highest, for who cannot see the lines. */
  readonly summary: string;
}

/** Where the crosshair and its label stand, in pixels from the left edge, and its moment in words. */
export interface CrosshairReadout {
  readonly pixel: number;
  readonly labelPixel: number;
  readonly at: string;
  /** The rows that made the result that is pointed at, as far as they are in sight, in pixels; null: it is a reading of one moment. */
  readonly counted: { readonly from: number; readonly to: number } | null;
}

/** What is said before there is anything. */
export const NOTHING: Readout = {
  head: { number: '–', unit: '' },
  headValue: NaN,
  values: [],
  crosshair: null,
  played: null,
  summary: '',
};

/** Whether both say the same. */
export function isSame(left: Readout, right: Readout): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}
