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

  /** Whether a JSON number begins at `start`. What comes after it is not looked at. */
  scan(bytes: Buffer, start: number, end: number): boolean {
    const isNegative = start < end && bytes[start] === MINUS;
    const wholeStart = isNegative ? start + 1 : start;
    this.#mantissa = 0;
    const wholeEnd = this.#digits(bytes, wholeStart, end);
    if (wholeEnd === wholeStart || (wholeStart + 1 < wholeEnd && bytes[wholeStart] === ZERO)) return false;
    this.at = wholeEnd;
    let places = 0;
    if (wholeEnd < end && bytes[wholeEnd] === POINT) {
      this.at = this.#digits(bytes, wholeEnd + 1, end);
      places = this.at - wholeEnd - 1;
      if (places === 0) return false;
    }
    const plainEnd = this.at;
    if (plainEnd < end && (bytes[plainEnd] === LOWER_E || bytes[plainEnd] === UPPER_E)) {
      if (!this.#exponent(bytes, end)) return false;
    }
    // Exact: both are exact doubles, so the quotient is rounded once (William Clinger, "How to read floating point numbers accurately").
    const isExact = this.at === plainEnd && this.#mantissa < EXACT_MAX && places < POWERS.length;
    if (isExact) this.value = (isNegative ? -this.#mantissa : this.#mantissa) / POWERS[places]!;
    else this.value = Number(bytes.toString('latin1', start, this.at));
    return true;
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

  #exponent(bytes: Buffer, end: number): boolean {
    const signAt = this.at + 1;
    const isSigned = signAt < end && (bytes[signAt] === PLUS || bytes[signAt] === MINUS);
    const digitsAt = isSigned ? signAt + 1 : signAt;
    this.at = this.#digits(bytes, digitsAt, end);
    return digitsAt < this.at;
  }
}
