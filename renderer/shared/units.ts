import type { ChartDescription } from '../../electron/ipc/contract.ts';
import { unitChoice } from './unit-choice.svelte.ts';

/** How the values of one unit are shown: multiplied by `factor`, moved by `offset`, followed by `symbol`. */
export interface Scale {
  readonly factor: number;
  /** Temperatures have zeros of their own. */
  readonly offset?: number;
  readonly symbol: string;
}

/** A value in words: `number` and `unit` apart, because a tile sets them in two sizes. */
export interface Quantity {
  readonly number: string;
  readonly unit: string;
}

const BINARY = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];
const DECIMAL = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];
const METRIC = ['', 'k', 'M', 'G', 'T'];

/** Bytes per second of a network, which a person may want in bits. */
export const NETWORK_RATE = 'By/s network';

const TEMPERATURES: Readonly<Record<typeof unitChoice.temperature, Scale>> = {
  Cel: { factor: 1, symbol: '°C' },
  '[degF]': { factor: 1.8, offset: 32, symbol: '°F' },
  K: { factor: 1, offset: 273.15, symbol: 'K' },
};

/** UCUM codes whose symbol differs from the code. */
const SYMBOLS: Readonly<Record<string, string>> = {
  '%': '%',
  Cel: '°C',
  '[degF]': '°F',
  '{rpm}': 'rpm',
  '{revolution}/min': 'rpm',
  Ohm: 'Ω',
};

/** The scale in which a value of `magnitude` in the UCUM code `unit` reads best. */
export function scaleFor(unit: string | null, magnitude: number): Scale {
  if (unit === null || unit === '') return { factor: 1, symbol: '' };
  if (unit === '1') return { factor: 100, symbol: '%' };
  if (unit === 'Cel') return TEMPERATURES[unitChoice.temperature];
  if (unit === 'By')
    return unitChoice.sizes === '1000' ? step(DECIMAL, 1000, magnitude) : step(BINARY, 1024, magnitude);
  if (unit === NETWORK_RATE && unitChoice.network === 'bits') return bitRate(magnitude);
  if (unit === 'By/s' || unit === NETWORK_RATE) return suffixed(storedStep(magnitude), '/s');
  if (unit === 's') return seconds(magnitude);
  if (unit === 'Hz' || unit === 'bit/s') return suffixed(step(METRIC, 1000, magnitude), unit);
  return { factor: 1, symbol: SYMBOLS[unit] ?? unit.replace(/[{}]/g, '') };
}

/** The unit of a chart's values; null: each row brings its own. */
export function unitOfChart({ unit, metrics }: Pick<ChartDescription, 'unit' | 'metrics'>): string | null {
  const isNetwork = 0 < metrics.length && metrics.every((metric) => metric.startsWith('system.network.io.'));
  return unit === 'By/s' && isNetwork ? NETWORK_RATE : unit;
}

/** `value` as it is shown in `scale`, without its symbol. */
export function inScale({ factor, offset = 0 }: Scale, value: number): number {
  return value * factor + offset;
}

/** `value` in a scale of its own: 9663676416 By is `9.0` and `GiB`. */
export function quantity(value: number, unit: string | null, language: string): Quantity {
  return quantityIn(scaleFor(unit, value), value, language);
}

/** `value` in a given scale. A value that is not there is a dash without a unit. */
export function quantityIn(scale: Scale, value: number, language: string): Quantity {
  if (!Number.isFinite(value)) return { number: '–', unit: '' };
  const shown = inScale(scale, value);
  return { number: formatNumber(shown, decimals(shown, scale), language), unit: scale.symbol };
}

/** `quantity` as one text, with a space that does not break. */
export function quantityText(value: number, unit: string | null, language: string): string {
  return joinQuantity(quantity(value, unit, language));
}

/** Number and unit as one text, with a space that does not break. */
export function joinQuantity({ number, unit }: Quantity): string {
  return unit === '' ? number : `${number}\u00a0${unit}`;
}

/** The size of a file: powers of 1000, as file managers show them, where a person wants nothing else. */
export function fileSizeText(bytes: number, language: string): string {
  return joinQuantity(quantityIn(storedStep(bytes), bytes, language));
}

/** A whole number with the language's grouping. */
export function countText(count: number, language: string): string {
  return formatNumber(count, 0, language);
}

/** Rows per second: one decimal below ten, none above. */
export function rateText(perSecond: number, language: string): string {
  return formatNumber(perSecond, 0 < perSecond && perSecond < 9.95 ? 1 : 0, language);
}

/** `value` with exactly `digits` decimals. */
export function formatNumber(value: number, digits: number, language: string): string {
  // A tiny negative number must not become "-0".
  const shown = Math.abs(value) < 0.5 * 10 ** -digits ? 0 : value;
  return formatter(language, digits).format(shown);
}

function step(symbols: readonly string[], base: number, magnitude: number): Scale {
  const size = Math.abs(magnitude);
  let index = 0;
  // 999.5 would be shown as "1000": it belongs to the next step already.
  while (index < symbols.length - 1 && base - 0.5 <= size / base ** index) index++;
  return { factor: 1 / base ** index, symbol: symbols[index]! };
}

/** Steps of what is stored or sent. */
function storedStep(magnitude: number): Scale {
  return unitChoice.sizes === '1024' ? step(BINARY, 1024, magnitude) : step(DECIMAL, 1000, magnitude);
}

function bitRate(magnitude: number): Scale {
  const { factor, symbol } = suffixed(step(METRIC, 1000, magnitude * 8), 'bit/s');
  return { factor: factor * 8, symbol };
}

function suffixed({ factor, symbol }: Scale, suffix: string): Scale {
  return { factor, symbol: symbol + suffix };
}

function seconds(magnitude: number): Scale {
  const size = Math.abs(magnitude);
  if (size === 0 || 1 <= size) return { factor: 1, symbol: 's' };
  return size < 0.001 ? { factor: 1e6, symbol: 'µs' } : { factor: 1000, symbol: 'ms' };
}

/** Percent keeps one decimal so that it does not jump; a few units go whole; the rest keeps two or three digits. */
function decimals(shown: number, scale: Scale): number {
  const size = Math.abs(shown);
  if (scale.symbol === 'B' || scale.symbol === 'B/s' || scale.symbol === 'rpm') return 0;
  if (/^(?:%|°[CF]|K)$/.test(scale.symbol)) return size < 99.95 && scale.symbol === '%' ? 1 : 0;
  if (size < 9.95) return size !== 0 && size < 0.095 ? 3 : 1;
  return size < 99.95 && scale.symbol.endsWith('B') ? 1 : 0;
}

// Making a formatter costs more than a hundred uses of it.
const formatters = new Map<string, Intl.NumberFormat>();

function formatter(language: string, digits: number): Intl.NumberFormat {
  const key = `${language} ${digits}`;
  let found = formatters.get(key);
  if (found === undefined) {
    found = new Intl.NumberFormat(language, { minimumFractionDigits: digits, maximumFractionDigits: digits });
    formatters.set(key, found);
  }
  return found;
}
