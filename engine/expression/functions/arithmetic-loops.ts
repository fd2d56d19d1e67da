// One loop for each operator, and none that is given the operator: such a shared loop is five to ten times slower.
// A bigint has no −0: adding 0 takes the sign from it.

/** `left + right`. */
export function add(left: Float64Array, right: Float64Array, sum: Float64Array): Float64Array {
  for (let i = 0; i < sum.length; i++) sum[i] = left[i]! + right[i]!;
  return sum;
}

/** `left - right`. */
export function subtract(left: Float64Array, right: Float64Array, difference: Float64Array): Float64Array {
  for (let i = 0; i < difference.length; i++) difference[i] = left[i]! - right[i]!;
  return difference;
}

/** The difference of the whole parts. */
export function subtractFloors(left: Float64Array, right: Float64Array, difference: Float64Array): Float64Array {
  for (let i = 0; i < difference.length; i++) difference[i] = Math.floor(left[i]!) - Math.floor(right[i]!);
  return difference;
}

/** `left * right`. */
export function multiply(left: Float64Array, right: Float64Array, product: Float64Array): Float64Array {
  for (let i = 0; i < product.length; i++) product[i] = left[i]! * right[i]!;
  return product;
}

/** `left * right` of bigints. */
export function multiplyWhole(left: Float64Array, right: Float64Array, product: Float64Array): Float64Array {
  for (let i = 0; i < product.length; i++) product[i] = left[i]! * right[i]! + 0;
  return product;
}

/** `left / right` of doubles. */
export function divide(left: Float64Array, right: Float64Array, quotient: Float64Array): Float64Array {
  for (let i = 0; i < quotient.length; i++) quotient[i] = left[i]! / right[i]!;
  return quotient;
}

/** The quotient cut towards zero; up to 2^53 the double quotient never rounds up to the next whole number. */
export function divideWhole(left: Float64Array, right: Float64Array, quotient: Float64Array): Float64Array {
  for (let i = 0; i < quotient.length; i++) quotient[i] = Math.trunc(left[i]! / right[i]!) + 0;
  return quotient;
}

/** What is left of a division, with the sign of the left side. */
export function remainder(left: Float64Array, right: Float64Array, rest: Float64Array): Float64Array {
  for (let i = 0; i < rest.length; i++) rest[i] = left[i]! % right[i]!;
  return rest;
}

/** `remainder` of bigints: exact, as the quotient is (`divideWhole`), and ten times faster than `%` of doubles. */
export function remainderWhole(left: Float64Array, right: Float64Array, rest: Float64Array): Float64Array {
  for (let i = 0; i < rest.length; i++) rest[i] = left[i]! - Math.trunc(left[i]! / right[i]!) * right[i]!;
  return rest;
}

/** `-x` of doubles. */
export function negate(values: Float64Array, negated: Float64Array): Float64Array {
  for (let i = 0; i < negated.length; i++) negated[i] = -values[i]!;
  return negated;
}

/** `-x` of bigints. */
export function negateWhole(values: Float64Array, negated: Float64Array): Float64Array {
  for (let i = 0; i < negated.length; i++) negated[i] = 0 - values[i]!;
  return negated;
}
