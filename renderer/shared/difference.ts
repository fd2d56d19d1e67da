import { language } from '../messages/messages.ts';
import { formatNumber, inScale, joinQuantity, quantityIn, scaleFor } from './units.ts';

/** How much larger `now` is than `old`, with its sign; a temperature has a zero of its own, which a difference has not. */
export function differenceText(old: number, now: number, unit: string | null): string {
  const value = now - old;
  if (!Number.isFinite(value)) return '–';
  const scale = { ...scaleFor(unit, value), offset: 0 };
  const shown = quantityIn(scale, Math.abs(value), language());
  return `${signOf(value, shown.number)}${joinQuantity(shown)}`;
}

/** How much larger `now` is than `old`, in percent of `old` as it is shown; a dash where that says nothing. */
export function percentText(old: number, now: number, unit: string | null): string {
  const scale = scaleFor(unit, old);
  const base = inScale(scale, old);
  const percent = (100 * (inScale(scale, now) - base)) / Math.abs(base);
  if (!Number.isFinite(percent)) return '–';
  const shown = formatNumber(Math.abs(percent), 1, language());
  return `${signOf(percent, shown)}${shown}\u00a0%`;
}

/** What is too small to be shown, such as what adding up leaves behind, is neither more nor less. */
function signOf(value: number, shown: string): string {
  if (!/[1-9]/.test(shown)) return '±';
  return 0 < value ? '+' : '−';
}
