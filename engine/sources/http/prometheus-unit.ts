import type { Sample } from './prometheus-text.ts';

/** Units as Prometheus names them, and their UCUM codes, which readings have. */
const CODES: Readonly<Record<string, string>> = {
  seconds: 's',
  milliseconds: 'ms',
  bytes: 'By',
  bits: 'bit',
  celsius: 'Cel',
  kelvin: 'K',
  ratio: '1',
  ratios: '1',
  percent: '%',
  volts: 'V',
  amperes: 'A',
  joules: 'J',
  watts: 'W',
  hertz: 'Hz',
  meters: 'm',
  grams: 'g',
  rpm: 'rpm',
};

/** Of so much per second, where that has a name of its own: a second per second is a share. */
const PER_SECOND: Readonly<Record<string, string>> = { s: '1', J: 'W' };

/** The UCUM code of what the row of `sample` holds: the text says it, or else the end of the name; a counter is a rate. */
export function unitOf({ name, unit, kind }: Sample): string {
  const words = name.replace(/_total$/, '').split('_');
  // How often something was seen says nothing in the unit of what was seen.
  const isCount = kind === 'counter' && /_(bucket|count)$/.test(name);
  const last = words.at(-1) === 'sum' ? words.at(-2) : words.at(-1);
  const code = isCount ? '1' : (CODES[unit ?? last ?? ''] ?? '1');
  return kind === 'counter' ? (PER_SECOND[code] ?? `${code}/s`) : code;
}
