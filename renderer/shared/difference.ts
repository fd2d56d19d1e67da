import { language } from '../messages/messages.ts';
import { formatNumber, inScale, joinQuantity, quantityIn, scaleFor } from './units.ts';

/** How much larger `now` is than `old`, with its sign; a temperature has a zero of its own, which a difference has not. */
export function differenceText(old: number, now: number, unit: string | null): string {
  const value = now - old;
  if (!Number.isFinite(value)) return '–';
  const scale = { ...scaleFor(unit, value), offset: 0 };
  return `${signOf(value)}${joinQuantity(quantityIn(scale, Math.abs(value), language()))}`;
}

/** How much larger `now` is than `old`, in percent of `old` as it is shown; a dash where that says nothing. */
export function percentText(old: number, now: number, unit: string | null): string {
  const scale = scaleFor(unit, old);
  const base = inScale(scale, old);
  const percent = (100 * (inScale(scale, now) - base)) / Math.abs(base);
  return Number.isFinite(percent) ? `${signOf(percent)}${formatNumber(Math.abs(percent), 1, language())}\u00a0%` : '–';
}

function signOf(value: number): string {
  if (value === 0) return '±';
  return 0 < value ? '+' : '−';
}
