import { exact, moment, Rejected } from '../value.ts';
import type { Type, Value } from '../value.ts';
import { readTimestamp } from './timestamp-text.ts';

const JSON_NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/;

/** `value` as a `type`; throws Rejected where the cast fails. */
export function cast(value: NonNullable<Value>, type: Type): Value {
  switch (type) {
    case 'string':
      return typeof value === 'string' ? value : toText(value);
    case 'double':
      return typeof value === 'string' ? textToDouble(value) : Number(value);
    case 'bigint':
      return toBigint(value);
    case 'boolean':
      return typeof value === 'string' ? textToBoolean(value) : Boolean(value);
    case 'timestamp':
      return toTimestamp(value);
  }
}

function toText(value: NonNullable<Value>): string {
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'bigint' ? String(value) : JSON.stringify(value);
}

function textToDouble(text: string): number | null {
  if (!JSON_NUMBER.test(text.trim())) throw new Rejected(`'${text}' is no number`);
  const number = Number(text);
  return Number.isFinite(number) ? number : null;
}

function toBigint(value: NonNullable<Value>): bigint {
  if (value instanceof Date) return BigInt(value.getTime());
  if (typeof value === 'number') return exact(BigInt(Math.trunc(value)));
  if (typeof value !== 'string') return BigInt(value);
  const text = value.trim();
  if (!JSON_NUMBER.test(text)) throw new Rejected(`'${text}' is no number`);
  return exact(wholeNumber(text));
}

/** By its digits: a double could not hold all of them. */
function wholeNumber(text: string): bigint {
  const [, sign, whole, fraction = '', exponent = '0'] = /^(-?)(\d+)(?:\.(\d+))?(?:[eE](.*))?$/.exec(text)!;
  const digits = `${whole}${fraction}`;
  const places = fraction.length - Number(exponent);
  if (/^0*$/.test(digits)) return 0n;
  if (places < -20) throw new Rejected(`${text} is beyond ±(2^53 − 1)`);
  const cut = digits.length - Math.max(places, 0);
  if (!/^0*$/.test(digits.slice(Math.max(cut, 0)))) throw new Rejected(`${text} is no whole number`);
  if (cut <= 0) throw new Rejected(`${text} is no whole number`);
  return BigInt(`${sign}${digits.slice(0, cut)}${'0'.repeat(Math.max(-places, 0))}`);
}

function textToBoolean(text: string): boolean {
  const word = text.trim().toLowerCase();
  if (word !== 'true' && word !== 'false') throw new Rejected(`'${text}' is no boolean`);
  return word === 'true';
}

function toTimestamp(value: NonNullable<Value>): Date {
  if (value instanceof Date) return value;
  if (typeof value !== 'string') return moment(Math.trunc(Number(value)));
  const date = readTimestamp(value);
  if (date === null) throw new Rejected(`'${value}' is no time`);
  return date;
}
