import type { ByteBuffer } from './byte-buffer.ts';

const ZERO = 48;
const MINUS = 45;
const POINT = 46;

/** Longest text of a number: `-1.7976931348623157e+308`. */
const NUMBER_LENGTH_MAX = 25;

/** Decimal places up to which a double is written by integer arithmetic. */
const PLACES_MAX = 6;

/** Appends a whole number within ±(2^53 − 1) in decimal digits. */
export function writeInteger(into: ByteBuffer, value: number): void {
  into.reserve(NUMBER_LENGTH_MAX);
  if (value < 0) into.bytes[into.length++] = MINUS;
  const size = Math.abs(value);
  writeDigits(into, size, digitCount(size));
}

/** Appends a finite double as `JSON.stringify` prints it: the shortest digits that read back as the same double. */
export function writeDouble(into: ByteBuffer, value: number): void {
  const size = Math.abs(value);
  if (size <= Number.MAX_SAFE_INTEGER && Math.floor(size) === size) {
    writeInteger(into, value);
    return;
  }
  if (1e-6 <= size && size < 1e9 && writeShortDecimal(into, value, size)) return;
  into.writeAscii(String(value));
}

/**
 * Writes a double that has at most six decimal places. Exact: both `scaled` and `scale` are exact doubles, so their
 * quotient is rounded once, as reading the text is; and up to 15 digits no shorter text reads back as the same double.
 */
function writeShortDecimal(into: ByteBuffer, value: number, size: number): boolean {
  let scale = 1;
  for (let places = 1; places <= PLACES_MAX; places++) {
    scale *= 10;
    const scaled = Math.round(size * scale);
    if (scaled / scale !== size) continue;
    const whole = Math.floor(scaled / scale);
    writeInteger(into, value < 0 ? -whole : whole);
    // -0.5: the minus sign went lost with the whole part.
    if (value < 0 && whole === 0) into.bytes.set([MINUS, ZERO], into.length++ - 1);
    into.bytes[into.length++] = POINT;
    writeDigits(into, scaled - whole * scale, places);
    return true;
  }
  return false;
}

/** Writes `count` digits of `size`, with zeros in front; the room for them has been made. */
export function writeDigits(into: ByteBuffer, size: number, count: number): void {
  const { bytes } = into;
  let at = (into.length += count);
  // Past 2^31, whole division is much slower: so nine digits at a time.
  while (1e9 <= size) {
    const high = Math.floor(size / 1e9);
    let low = size - high * 1e9;
    for (let i = 0; i < 9; i++) {
      const rest = (low / 10) | 0;
      bytes[--at] = ZERO + low - rest * 10;
      low = rest;
    }
    size = high;
  }
  const from = into.length - count;
  while (from < at) {
    const rest = (size / 10) | 0;
    bytes[--at] = ZERO + size - rest * 10;
    size = rest;
  }
}

function digitCount(size: number): number {
  let count = 1;
  let limit = 10;
  while (limit <= size) {
    count++;
    limit *= 10;
  }
  return count;
}
