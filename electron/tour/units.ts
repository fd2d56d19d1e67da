const BYTE_STEPS = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];

/** `value` of a UCUM unit as a person reads it: `37.4 %`, `9.1 GiB`, `71.0 °C`, `2.4 MiB/s`. */
export function formatValue(value: number, unit: string): string {
  if (unit === '1') return `${(value * 100).toFixed(1)} %`;
  if (unit === 'Cel') return `${value.toFixed(1)} °C`;
  if (unit === 'By') return formatBytes(value);
  if (unit === 'By/s') return `${formatBytes(value)}/s`;
  // What counts things is written in braces: `{rpm}`, `{operation}/s`.
  const plain = unit.replaceAll(/[{}]/g, '');
  return `${Number.isInteger(value) ? String(value) : value.toFixed(2)} ${plain}`.trim();
}

function formatBytes(bytes: number): string {
  let value = bytes;
  let step = 0;
  while (1_024 <= Math.abs(value) && step < BYTE_STEPS.length - 1) {
    value /= 1_024;
    step++;
  }
  return `${step === 0 ? value.toFixed(0) : value.toFixed(1)} ${BYTE_STEPS[step]}`;
}
