import { language, t } from '../messages/messages.ts';
import { daysBetween, dayText, millisecondText, minuteText, secondText } from './dates.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A duration in its two largest units: `12 s`, `3 min`, `3 h 12 min`. */
export function durationText(milliseconds: number): string {
  const length = Math.max(0, milliseconds);
  if (length < MINUTE) return t('duration.seconds', { n: Math.floor(length / SECOND) });
  if (length < HOUR) return t('duration.minutes', { n: Math.floor(length / MINUTE) });
  if (length < DAY) {
    return pair(t('duration.hours', { n: Math.floor(length / HOUR) }), Math.floor((length % HOUR) / MINUTE), minutes);
  }
  return pair(t('duration.days', { n: Math.floor(length / DAY) }), Math.floor((length % DAY) / HOUR), hours);
}

/** How far something is behind, to the second: `12 s`, `3 min 12 s`, `1 h 5 min`. */
export function behindText(milliseconds: number): string {
  const length = Math.max(0, milliseconds);
  if (length < MINUTE || HOUR <= length) return durationText(length);
  return pair(
    t('duration.minutes', { n: Math.floor(length / MINUTE) }),
    Math.floor((length % MINUTE) / SECOND),
    seconds,
  );
}

/** A short duration with a tenth of a second: `2.0 s`; longer ones as `durationText`. */
export function lagText(milliseconds: number): string {
  if (10 * SECOND <= milliseconds) return durationText(milliseconds);
  const tenths = new Intl.NumberFormat(language(), { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  return t('duration.seconds', { n: tenths.format(Math.max(0, milliseconds) / SECOND) });
}

/** One of the spans that charts can show: `5 min`, `1 h`. */
export function spanText(milliseconds: number): string {
  if (milliseconds < HOUR) return t('range.minutes', { n: milliseconds / MINUTE });
  return t('range.hours', { n: milliseconds / HOUR });
}

/** A moment as a person would name it: `today 20:01`, `yesterday 23:10`, `19 Nov 11:22`. */
export function momentText(time: number, now: number): string {
  return onDay(time, now, minuteText);
}

function onDay(time: number, now: number, text: (time: number, language: string) => string): string {
  const clock = text(time, language());
  const days = daysBetween(time, now);
  if (days === 0) return t('time.today', { time: clock });
  if (days === 1) return t('time.yesterday', { time: clock });
  return t('time.day', { day: dayText(time, now, language()), time: clock });
}

/** A span of time: of one that minutes would not tell apart with seconds, `today 20:01:04 – today 20:01:22`. */
export function betweenText({ from, to }: { readonly from: number; readonly to: number }, now: number): string {
  const clock = to - from < MINUTE ? secondText : minuteText;
  return t('view.span', { from: onDay(from, now, clock), to: onDay(to, now, clock) });
}

/** A moment to the millisecond: `14:03:21.400` of today, `19 Nov 14:03:21.400` of another day. */
export function exactMomentText(time: number, now: number): string {
  const clock = millisecondText(time, language());
  if (daysBetween(time, now) === 0) return clock;
  return t('time.day', { day: dayText(time, now, language()), time: clock });
}

function seconds(n: number): string {
  return t('duration.seconds', { n });
}

function minutes(n: number): string {
  return t('duration.minutes', { n });
}

function hours(n: number): string {
  return t('duration.hours', { n });
}

function pair(large: string, rest: number, small: (n: number) => string): string {
  return rest === 0 ? large : t('duration.pair', { large, small: small(rest) });
}
