import { roundHalfAway, roundWhole } from './round.ts';

// One loop for each function, for the same reason as in arithmetic-loops.ts.

/** The size without the sign. */
export function absolute(values: Float64Array, length: number): Float64Array {
  const result = new Float64Array(length);
  for (let i = 0; i < length; i++) result[i] = Math.abs(values[i]!);
  return result;
}

/** −1, 0 or 1. */
export function sign(values: Float64Array, length: number): Float64Array {
  const result = new Float64Array(length);
  for (let i = 0; i < length; i++) result[i] = Math.sign(values[i]!);
  return result;
}

/** The square root; NaN of a negative number. */
export function squareRoot(values: Float64Array, length: number): Float64Array {
  const result = new Float64Array(length);
  for (let i = 0; i < length; i++) result[i] = Math.sqrt(values[i]!);
  return result;
}

/** The logarithm to base e; not finite from 0 down. */
export function naturalLogarithm(values: Float64Array, length: number): Float64Array {
  const result = new Float64Array(length);
  for (let i = 0; i < length; i++) result[i] = Math.log(values[i]!);
  return result;
}

/** e to the power of x. */
export function exponential(values: Float64Array, length: number): Float64Array {
  const result = new Float64Array(length);
  for (let i = 0; i < length; i++) result[i] = Math.exp(values[i]!);
  return result;
}

/** Each base to its exponent. */
export function power(bases: Float64Array, exponents: Float64Array, length: number): Float64Array {
  const result = new Float64Array(length);
  for (let i = 0; i < length; i++) result[i] = Math.pow(bases[i]!, exponents[i]!);
  return result;
}

/** The next whole number towards +∞. */
export function ceiling(values: Float64Array, length: number): Float64Array {
  const result = new Float64Array(length);
  for (let i = 0; i < length; i++) result[i] = Math.ceil(values[i]!);
  return result;
}

/** The next whole number towards −∞. */
export function floor(values: Float64Array, length: number): Float64Array {
  const result = new Float64Array(length);
  for (let i = 0; i < length; i++) result[i] = Math.floor(values[i]!);
  return result;
}

/** Half away from zero. Math.round goes half up, so it is given what the number is without its sign. */
export function round(values: Float64Array, length: number): Float64Array {
  const result = new Float64Array(length);
  for (let i = 0; i < length; i++) {
    const value = values[i]!;
    result[i] = value < 0 ? -Math.round(-value) : Math.round(value);
  }
  return result;
}

/** `roundHalfAway` of each value and its digits. */
export function roundToDigits(values: Float64Array, digits: Float64Array, length: number): Float64Array {
  const result = new Float64Array(length);
  for (let i = 0; i < length; i++) result[i] = roundHalfAway(values[i]!, digits[i]!);
  return result;
}

/** `roundWhole` of each value and its digits. */
export function roundWholeToDigits(values: Float64Array, digits: Float64Array, length: number): Float64Array {
  const result = new Float64Array(length);
  for (let i = 0; i < length; i++) result[i] = roundWhole(values[i]!, digits[i]!);
  return result;
}
