import { NETWORK_RATE, scaleFor } from '../shared/units.ts';

/** What a value axis reaches from and to, in the values' own unit. */
export interface Limits {
  readonly min: number;
  readonly max: number;
}

/** Four hairlines make three steps. */
const STEPS = 3;
/** How long values have to stay below half before the axis shrinks. */
const SHRINK_AFTER_MS = 10_000;
const SHRINK_BELOW = 0.5;
/** Tops of an axis that split into three readable steps, per power of ten. */
const NICE_TOPS = [1.5, 3, 4.5, 6, 9, 12, 15];
const NICE_STEPS = [1, 2, 5, 10];
/** The share of a value by which an axis ends beyond it: a line on the very edge looks cut off. */
const HEADROOM = 0.04;
/** Axes of bytes end here at least: a few hundred of them are rest, not traffic. */
const LEAST_TOP: Readonly<Record<string, number>> = { 'By/s': 3000, [NETWORK_RATE]: 3000, By: 3 * 1024 };

/** Units whose values do not start at zero: the axis follows their range on both sides. */
const FLOATING_UNITS: ReadonlySet<string> = new Set(['Cel', '[degF]', 'K', 'V']);

/**
 * The limits of one chart's value axis over time. Shares are fixed to 0 to 100 percent. Everything else grows at
 * once and shrinks only after ten seconds below half, so that the scale does not dance.
 */
export class AxisLimits {
  #limits: Limits | null = null;
  #smallSince: number | null = null;

  /** The limits for values between `lowest` and `highest`, at the moment `now`. */
  next(unit: string | null, { min: lowest, max: highest }: Limits, now: number): Limits {
    const wanted = niceLimits(unit, { min: lowest, max: highest });
    const held = this.#limits;
    if (held === null || wanted.max > held.max || wanted.min < held.min) return this.#take(wanted);
    if (!isMuchSmaller(wanted, held)) {
      this.#smallSince = null;
      return held;
    }
    this.#smallSince ??= now;
    return now - this.#smallSince < SHRINK_AFTER_MS ? held : this.#take(wanted);
  }

  #take(limits: Limits): Limits {
    this.#smallSince = null;
    this.#limits = limits;
    return limits;
  }
}

/** The four values at which an axis has its hairlines, from below. */
export function axisTicks({ min, max }: Limits): readonly number[] {
  return [0, 1, 2, 3].map((step) => min + ((max - min) * step) / STEPS);
}

/** The limits that suit values between `min` and `max`; NaN for both: there are none yet. */
export function niceLimits(unit: string | null, { min, max }: Limits): Limits {
  if (!(min <= max)) return { min: 0, max: 1 };
  if (unit === '1' && 0 <= min) return max <= 1 ? { min: 0, max: 1 } : { min: 0, max: niceTop(max * (1 + HEADROOM)) };
  if (unit !== null && FLOATING_UNITS.has(unit)) return around(min, max);
  if (min < 0) return around(min, max);
  // Bytes are nice in the unit that they are shown in: 12 GiB, not 12 GB.
  const reached = Math.max(max * (1 + HEADROOM), LEAST_TOP[unit ?? ''] ?? 0);
  const { factor } = scaleFor(unit, reached);
  return { min: 0, max: niceTop(reached * factor) / factor };
}

function niceTop(max: number): number {
  if (max <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(max));
  const top = NICE_TOPS.find((candidate) => max <= candidate * power) ?? 15;
  return top * power;
}

function around(min: number, max: number): Limits {
  const step = niceStep(Math.max(max - min, 1) / (STEPS - 1));
  const bottom = Math.floor(min / step - HEADROOM) * step;
  if (max + HEADROOM * step <= bottom + STEPS * step) return { min: bottom, max: bottom + STEPS * step };
  return around(min, Math.max(max, min + (max - min) * 1.5));
}

function niceStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  return NICE_STEPS.find((candidate) => rough <= candidate * power)! * power;
}

function isMuchSmaller(wanted: Limits, held: Limits): boolean {
  return wanted.max - wanted.min < SHRINK_BELOW * (held.max - held.min);
}
