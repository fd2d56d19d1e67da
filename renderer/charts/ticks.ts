import type { Range } from '../live/range.ts';
import { minuteText, secondText, sinceText } from '../shared/dates.ts';
import { unitChoice } from '../shared/unit-choice.svelte.ts';
import { formatNumber } from '../shared/units.ts';

/** A mark on an axis. */
export interface Tick {
  readonly value: number;
  readonly label: string;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const STEPS_MS = [
  ...[1, 2, 5, 10, 15, 30].map((seconds) => seconds * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * MINUTE),
  ...[1, 3, 6, 12, 24].map((hours) => hours * HOUR),
];

/** Room for `20:04` and `20:04:08` with air around, in pixels. */
const MINUTE_LABEL = 66;
const SECOND_LABEL = 78;
/** A label nearer to an edge than this would be cut off. */
const MINUTE_MARGIN = 15;
const SECOND_MARGIN = 23;
/** How much wider `8:04 pm` is than `20:04`, on both sides together. */
const TWELVE_HOURS = 18;
const NUMBER_TICKS = 4;

/** Round local times in `range`, as many as fit on `width` pixels; with an `origin`, round times since then. */
export function timeTicks(
  range: Range,
  width: number,
  language: string,
  origin: number | null = null,
): readonly Tick[] {
  const span = range.to - range.from;
  if (!(0 < span) || width <= 0) return [];
  if (origin !== null) return sinceTicks(range, width, origin);
  const more = unitChoice.clock === '12' ? TWELVE_HOURS : 0;
  const roughly = STEPS_MS.find((step) => MINUTE_LABEL + more <= (step / span) * width) ?? 24 * HOUR;
  const isShort = roughly < MINUTE;
  const step = isShort ? STEPS_MS.find((one) => SECOND_LABEL + more <= (one / span) * width)! : roughly;
  const text = step < MINUTE ? secondText : minuteText;
  const margin = (((step < MINUTE ? SECOND_MARGIN : MINUTE_MARGIN) + more / 2) / width) * span;
  // Local time of day: a step of six hours starts at local midnight.
  const offset = new Date(range.to).getTimezoneOffset() * MINUTE;
  const ticks: Tick[] = [];
  for (let at = roundUp(range.from + margin - offset, step) + offset; at <= range.to - margin; at += step) {
    ticks.push({ value: at, label: text(at, language) });
  }
  return ticks;
}

function sinceTicks({ from, to }: Range, width: number, origin: number): readonly Tick[] {
  const perMs = width / (to - from);
  const step = STEPS_MS.find((one) => MINUTE_LABEL <= one * perMs) ?? 24 * HOUR;
  const margin = MINUTE_MARGIN / perMs;
  const ticks: Tick[] = [];
  for (let at = roundUp(from + margin - origin, step); at <= to - margin - origin; at += step) {
    ticks.push({ value: at + origin, label: sinceText(at) });
  }
  return ticks;
}

/** Evenly spread numbers in `range`. */
export function numberTicks(range: Range, language: string): readonly Tick[] {
  const rough = (range.to - range.from) / NUMBER_TICKS;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].find((candidate) => rough <= candidate * power)! * power;
  const digits = Math.max(0, -Math.floor(Math.log10(step)));
  const ticks: Tick[] = [];
  for (let at = roundUp(range.from, step); at <= range.to; at += step) {
    ticks.push({ value: at, label: formatNumber(at, digits, language) });
  }
  return ticks;
}

function roundUp(value: number, step: number): number {
  return Math.ceil(value / step) * step;
}
