import { saysWhole } from '../data/whole-number.ts';

const POINT = 46;
const PLUS = 43;
const MINUS = 45;
const ZERO = 48;
const UPPER_E = 69;
const LOWER_E = 101;
const EXACT_MAX = 2 ** 53;

/** Powers of ten that are exact doubles. */
const POWERS = Float64Array.from({ length: 23 }, (_, power) => Number(`1e${power}`));

/** Reads JSON numbers from bytes: after `scan`, `value` is the number and `at` the first byte after it. */
export class NumberScanner {
  value = 0;
  at = 0;
  /** Whether `value` is whole though its digits are not: it is the nearest double. */
  isRounded = false;

  /** Whether a JSON number begins at `start`. What comes after it is not looked at. */
  scan(bytes: Buffer, start: number, end: number): boolean {
    const isNegative = start < end && bytes[start] === MINUS;
    const wholeStart = isNegative ? start + 1 : start;
    this.#mantissa = 0;
    const wholeEnd = this.#digits(bytes, wholeStart, end);
    if (wholeEnd === wholeStart || (wholeStart + 1 < wholeEnd && bytes[wholeStart] === ZERO)) return false;
    this.at = wholeEnd;
    const places = this.#places(bytes, end);
    const plainEnd = this.at;
    if (places === -1 || !this.#exponent(bytes, end)) return false;
    // Exact: both are exact doubles, so the quotient is rounded once (William Clinger, "How to read floating point numbers accurately").
    const isExact = this.at === plainEnd && this.#mantissa < EXACT_MAX && places < POWERS.length;
    this.isRounded = false;
    if (isExact) this.value = (isNegative ? -this.#mantissa : this.#mantissa) / POWERS[places]!;
    else this.#readText(bytes.toString('latin1', start, this.at));
    return true;
  }

  #readText(text: string): void {
    this.value = Number(text);
    this.isRounded = Number.isInteger(this.value) && !saysWhole(text);
  }

  #mantissa = 0;

  #digits(bytes: Buffer, start: number, end: number): number {
    let at = start;
    let mantissa = this.#mantissa;
    for (; at < end; at++) {
      const digit = bytes[at]! - ZERO;
      if (digit < 0 || 9 < digit) break;
      mantissa = mantissa * 10 + digit;
    }
    this.#mantissa = mantissa;
    return at;
  }

  /** How many digits follow a point; 0 without one, -1 where none follow. */
  #places(bytes: Buffer, end: number): number {
    const point = this.at;
    if (end <= point || bytes[point] !== POINT) return 0;
    this.at = this.#digits(bytes, point + 1, end);
    return this.at === point + 1 ? -1 : this.at - point - 1;
  }

  /** Passes over an exponent, if there is one; false where it has no digits. */
  #exponent(bytes: Buffer, end: number): boolean {
    const letter = this.at;
    if (end <= letter || (bytes[letter] !== LOWER_E && bytes[letter] !== UPPER_E)) return true;
    const isSigned = letter + 1 < end && (bytes[letter + 1] === PLUS || bytes[letter + 1] === MINUS);
    const digitsAt = letter + (isSigned ? 2 : 1);
    this.at = this.#digits(bytes, digitsAt, end);
    return digitsAt < this.at;
  }
}
