import type { Sparkline } from '../../state/contract-types.ts';

/** The values of a sparkline as they are drawn: shares from nothing on, all else from its lowest value on; NaN where nothing was read. */
export function sparklineTrend({ unit, values }: Pick<Sparkline, 'unit' | 'values'>): readonly number[] {
  const present = values.filter((value) => value !== null);
  const base = unit === '1' ? 0 : Math.min(...present);
  return values.map((value) => (value === null ? NaN : value - base));
}
