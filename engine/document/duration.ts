const UNITS_MS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const DURATION = /^(-?)(\d+(?:\.\d+)?)(ms|s|m|h|d)$/;

/**
 * The milliseconds of a duration such as `250ms`, `1.5s` or `-5m`; null where it is none, or not a whole number of them. One that is
 * too long to be counted exactly is infinite: a duration all the same, beyond every bound.
 */
export function parseDuration(text: string): number | null {
  const match = DURATION.exec(text);
  if (!match) return null;
  const exact = Number(match[2]) * UNITS_MS[match[3]!]!;
  if (Number.MAX_SAFE_INTEGER < exact) return match[1] === '-' ? -Infinity : Infinity;
  const whole = Math.round(exact);
  // 1.005 s is 1004.9999999999999 ms in binary, yet it is meant to be whole.
  if (1e-6 < Math.abs(exact - whole)) return null;
  return match[1] === '-' && whole !== 0 ? -whole : whole;
}

/** `milliseconds` as a document would say it, in the largest unit that leaves a whole number: `90s`, `1500ms`. */
export function formatDuration(milliseconds: number): string {
  for (const unit of ['d', 'h', 'm', 's']) {
    if (milliseconds !== 0 && milliseconds % UNITS_MS[unit]! === 0) return `${milliseconds / UNITS_MS[unit]!}${unit}`;
  }
  return milliseconds === 0 ? '0s' : `${milliseconds}ms`;
}

const LONG_NAMES: readonly (readonly [RegExp, string])[] = [
  [/^(msecs?|millis|milliseconds?)$/, 'ms'],
  [/^(s|secs?|seconds?)$/, 's'],
  [/^(m|mins?|minutes?)$/, 'm'],
  [/^(h|hrs?|hours?)$/, 'h'],
  [/^(d|days?)$/, 'd'],
];

/** The duration that `text` probably means (`10 sec`: `10s`), or null. */
export function likelyDuration(text: string): string | null {
  const match = /^(-?\d+(?:\.\d+)?)\s*([a-z]+)$/i.exec(text.trim());
  const unit = match && LONG_NAMES.find(([pattern]) => pattern.test(match[2]!.toLowerCase()));
  return unit ? `${match[1]!}${unit[1]}` : null;
}
