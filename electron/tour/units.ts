import type { Settings } from '../ipc/settings.ts';

/** In what a person wants values, as the page shows them. */
export type UnitChoice = Pick<Settings, 'temperature' | 'sizes' | 'network'>;

/** Bytes per second of a network, which a person may want in bits. */
const NETWORK_RATE = 'By/s network';

const AS_USUAL: UnitChoice = { temperature: 'Cel', sizes: 'usual', network: 'bytes' };
const BINARY = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
const DECIMAL = ['B', 'kB', 'MB', 'GB', 'TB'];
const BITS = ['bit', 'kbit', 'Mbit', 'Gbit', 'Tbit'];

const TEMPERATURES: Readonly<Record<UnitChoice['temperature'], (celsius: number) => string>> = {
  Cel: (celsius) => `${celsius.toFixed(1)} °C`,
  '[degF]': (celsius) => `${(celsius * 1.8 + 32).toFixed(1)} °F`,
  K: (celsius) => `${(celsius + 273.15).toFixed(1)} K`,
};

/** `value` of a UCUM unit as a person reads it, in the units of the page: `37.4 %`, `9.1 GiB`, `71.0 °C`, `2.4 MB/s`. */
export function formatValue(value: number, unit: string, choice: UnitChoice = AS_USUAL): string {
  if (!Number.isFinite(value)) return '–';
  if (unit === '1') return `${(value * 100).toFixed(1)} %`;
  if (unit === 'Cel') return TEMPERATURES[choice.temperature](value);
  if (unit === 'By') return choice.sizes === '1000' ? stepped(value, 1000, DECIMAL) : stepped(value, 1024, BINARY);
  if (unit === NETWORK_RATE && choice.network === 'bits') return `${stepped(value * 8, 1000, BITS)}/s`;
  if (unit === 'By/s' || unit === NETWORK_RATE)
    return `${choice.sizes === '1024' ? stepped(value, 1024, BINARY) : stepped(value, 1000, DECIMAL)}/s`;
  // What counts things is written in braces: `{rpm}`, `{operation}/s`.
  const plain = unit.replaceAll(/[{}]/g, '');
  return `${Number.isInteger(value) ? String(value) : value.toFixed(2)} ${plain}`.trim();
}

/** The unit in which values of these metrics are shown: a rate of bytes of networks is one of its own. */
export function shownUnit(unit: string, metrics: readonly string[]): string {
  const isNetwork = 0 < metrics.length && metrics.every((metric) => metric.startsWith('system.network.io.'));
  return unit === 'By/s' && isNetwork ? NETWORK_RATE : unit;
}

function stepped(amount: number, base: number, symbols: readonly string[]): string {
  let value = amount;
  let step = 0;
  while (base <= Math.abs(value) && step < symbols.length - 1) {
    value /= base;
    step++;
  }
  return `${step === 0 ? value.toFixed(0) : value.toFixed(1)} ${symbols[step]}`;
}
