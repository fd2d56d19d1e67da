interface Quantity {
  readonly text: string;
  readonly unit: string;
}

const BINARY = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];
const FREQUENCY = ['Hz', 'kHz', 'MHz', 'GHz'];
const DECIMAL = ['B/s', 'kB/s', 'MB/s', 'GB/s', 'TB/s'];

/** A value of a UCUM `unit` as a person reads it: 0.5 of `1` is `50.0 %`, sizes are by 1024 and rates by 1000. */
export function humanQuantity(value: number, unit: string): Quantity {
  if (unit === '1') return { text: (value * 100).toFixed(1), unit: '%' };
  if (unit === 'By') return scaled(value, BINARY, 1024);
  if (unit === 'By/s') return scaled(value, DECIMAL, 1000);
  if (unit === 'Cel') return { text: value.toFixed(1), unit: '°C' };
  if (unit === 'rpm') return { text: value.toFixed(0), unit: 'rpm' };
  if (unit === 's') return duration(value);
  if (unit === 'Hz') return scaled(value, FREQUENCY, 1000);
  return { text: Number.isInteger(value) ? String(value) : value.toFixed(2), unit: named(unit) };
}

function scaled(value: number, units: readonly string[], base: number): Quantity {
  let power = 0;
  // Just below the next unit, rounding would print 1024.0 of this one.
  while (base - 0.05 <= value && power < units.length - 1) {
    value /= base;
    power++;
  }
  return { text: power === 0 ? value.toFixed(0) : value.toFixed(1), unit: units[power]! };
}

const SECONDS_PER_HOUR = 3600;

// Disks answer in microseconds, and batteries last for hours.
function duration(seconds: number): Quantity {
  if (SECONDS_PER_HOUR <= seconds) return { text: (seconds / SECONDS_PER_HOUR).toFixed(1), unit: 'h' };
  if (seconds === 0 || 1 <= seconds) return { text: seconds.toFixed(1), unit: 's' };
  const isShort = seconds < 0.001;
  return { text: (seconds * (isShort ? 1e6 : 1000)).toFixed(1), unit: isShort ? 'µs' : 'ms' };
}

// {operation}/s is operations/s.
function named(unit: string): string {
  return unit.replace(/\{(\w+)\}/, (_, name: string) => `${name}${/(ss|ch)$/.test(name) ? 'es' : 's'}`);
}
