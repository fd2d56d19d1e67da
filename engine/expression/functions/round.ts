/**
 * `value` rounded to `digits` decimals (negative: to tens, hundreds, …), half away from zero.
 *
 * What counts as a half is the number as it is printed: 1.005 rounds to 1.01, although the double behind it is a little less.
 */
export function roundHalfAway(value: number, digits: number): number {
  if (MOST_DECIMALS < digits || !Number.isFinite(value)) return value;
  if (digits < -MOST_DECIMALS) return 0;
  const magnitude = Math.abs(value);
  const rounded = roundMagnitude(magnitude, digits);
  return value < 0 ? -rounded : rounded;
}

/** A whole `value` rounded to `digits`; only negative digits change it. The result may be beyond ±(2^53 − 1). */
export function roundWhole(value: number, digits: number): number {
  if (0 <= digits) return value;
  if (digits < -17) return 0;
  const unit = POWERS[-digits]!;
  const rest = Math.abs(value) % unit;
  const down = Math.abs(value) - rest;
  const rounded = unit <= rest * 2 ? down + unit : down;
  return value < 0 ? 0 - rounded : rounded;
}

// No double has a digit further from its point than this.
const MOST_DECIMALS = 1100;
const POWERS = Array.from({ length: 23 }, (_, i) => Number(`1e${i}`));

function roundMagnitude(magnitude: number, digits: number): number {
  const power = POWERS[Math.abs(digits)];
  const scaled = digits < 0 ? magnitude / (power ?? NaN) : magnitude * (power ?? NaN);
  const distance = Math.abs(scaled - Math.floor(scaled) - 0.5);
  // Far from a half the scaled double is right, and both the scale and the rounded value are exact. Near one only the digits tell.
  const isClear = scaled < 2 ** 50 && scaled * 2 ** -50 < distance;
  if (!isClear) return roundDigits(magnitude, digits);
  return digits < 0 ? Math.round(scaled) * power! : Math.round(scaled) / power!;
}

// Moving the point in the text is exact, and so is reading a number below 2^53 that ends in .5.
function roundDigits(magnitude: number, digits: number): number {
  const scaled = movePoint(magnitude, digits);
  // Past 2^52 a double has no decimals left to round.
  if (2 ** 52 <= scaled) return magnitude;
  return movePoint(Math.round(scaled), -digits);
}

function movePoint(value: number, digits: number): number {
  const [mantissa, exponent = '0'] = String(value).split('e');
  return Number(`${mantissa}e${Number(exponent) + digits}`);
}
