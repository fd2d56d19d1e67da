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
/** The same from ten on, where 25 is a round number too. */
const NICE_TENS = [1, 2, 2.5, 5, 10];
/** The share of a value by which an axis ends beyond it: a line on the very edge looks cut off. */
const HEADROOM = 0.04;
/** Axes of bytes end here at least: a few hundred of them are rest, not traffic. */
const LEAST_TOP: Readonly<Record<string, number>> = { 'By/s': 3000, [NETWORK_RATE]: 3000, By: 3 * 1024 };

/** An idle sensor hardly moves: how far from it a limit may be is told by what machines live in, such as 25 to 100 °C. */
const USUAL_LENGTH: Readonly<Record<string, number>> = { Cel: 75 };

/** Units whose values do not start at zero: the axis follows their range on both sides. */
const FLOATING_UNITS: ReadonlySet<string> = new Set(['Cel', '[degF]', 'K', 'V']);

/**
 * The limits of one chart's value axis over time. Shares are fixed to 0 to 100 percent. Everything else grows at
 * once and shrinks only after ten seconds below half, so that the scale does not dance.
 */
export class AxisLimits {
  #limits: Limits | null = null;
  #smallSince: number | null = null;

  /** The limits for values that reach from and to `found`, at the moment `now`; with those of `levels` that are near. */
  next(unit: string | null, found: Limits, now: number, levels: readonly { readonly value: number }[] = []): Limits {
    const wanted = niceLimits(unit, levels.length === 0 ? found : withLevels(unit, found, levels));
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

/** Those of `lines` that `limits` reach. */
export function onAxis<Line extends { readonly value: number }>(
  lines: readonly Line[],
  { min, max }: Limits,
): readonly Line[] {
  const isOn = ({ value }: Line): boolean => min <= value && value <= max;
  return lines.every(isOn) ? lines : lines.filter(isOn);
}

/**
 * `found` and those of `levels` that do not squash what is drawn: the axis becomes twice as long at the most, or as long as is usual for its unit. One
 * that is further away is not on the axis.
 */
export function withLevels(unit: string | null, found: Limits, levels: readonly { readonly value: number }[]): Limits {
  const own = niceLimits(unit, found);
  const longest = Math.max(2 * lengthOf(own), USUAL_LENGTH[unit ?? ''] ?? 0);
  return levels.reduce((reached, { value }) => {
    const further = { min: Math.min(reached.min, value), max: Math.max(reached.max, value) };
    return lengthOf(niceLimits(unit, further)) <= longest ? further : reached;
  }, found);
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
  const steps = power < 10 ? NICE_STEPS : NICE_TENS;
  return steps.find((candidate) => rough <= candidate * power)! * power;
}

function lengthOf({ min, max }: Limits): number {
  return max - min;
}

function isMuchSmaller(wanted: Limits, held: Limits): boolean {
  return lengthOf(wanted) < SHRINK_BELOW * lengthOf(held);
}
