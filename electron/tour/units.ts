const SIZES = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
const RATES = ['B', 'kB', 'MB', 'GB', 'TB'];

/** `value` of a UCUM unit as a person reads it, in the units of the page: `37.4 %`, `9.1 GiB`, `71.0 °C`, `2.4 MB/s`. */
export function formatValue(value: number, unit: string): string {
  if (!Number.isFinite(value)) return '–';
  if (unit === '1') return `${(value * 100).toFixed(1)} %`;
  if (unit === 'Cel') return `${value.toFixed(1)} °C`;
  if (unit === 'By') return formatBytes(value, 1_024, SIZES);
  if (unit === 'By/s') return `${formatBytes(value, 1_000, RATES)}/s`;
  // What counts things is written in braces: `{rpm}`, `{operation}/s`.
  const plain = unit.replaceAll(/[{}]/g, '');
  return `${Number.isInteger(value) ? String(value) : value.toFixed(2)} ${plain}`.trim();
}

function formatBytes(bytes: number, base: number, symbols: readonly string[]): string {
  let value = bytes;
  let step = 0;
  while (base <= Math.abs(value) && step < symbols.length - 1) {
    value /= base;
    step++;
  }
  return `${step === 0 ? value.toFixed(0) : value.toFixed(1)} ${symbols[step]}`;
}
