import { unitChoice } from './unit-choice.svelte.ts';

/** The elapsed time of a clock: `3:12`, `1:44:10`. */
export function elapsedText(milliseconds: number): string {
  const whole = Math.max(0, Math.floor(milliseconds / 1000));
  const seconds = two(whole % 60);
  const minutes = Math.floor(whole / 60) % 60;
  const hours = Math.floor(whole / 3600);
  return hours === 0 ? `${minutes}:${seconds}` : `${hours}:${two(minutes)}:${seconds}`;
}

/** The time since a moment, which may still be to come: `−0:30`. */
export function sinceText(milliseconds: number): string {
  return `${milliseconds < 0 ? '−' : ''}${elapsedText(Math.abs(milliseconds))}`;
}

/** A duration for the `datetime` attribute of a time element: `PT192S`. */
export function isoDuration(milliseconds: number): string {
  return `PT${Math.max(0, Math.floor(milliseconds / 1000))}S`;
}

/** The local time of day: `20:04`. */
export function minuteText(time: number, language: string): string {
  return clock(language, 'minute').format(time);
}

/** The local time of day with seconds: `20:04:08`. */
export function secondText(time: number, language: string): string {
  return clock(language, 'second').format(time);
}

/** The local time of day with milliseconds: `20:04:08.125`. */
export function millisecondText(time: number, language: string): string {
  return clock(language, 'millisecond').format(time);
}

/** Day and month, and the year where it is not this one: `19 Nov`. */
export function dayText(time: number, now: number, language: string): string {
  const isThisYear = new Date(time).getFullYear() === new Date(now).getFullYear();
  return clock(language, isThisYear ? 'day' : 'year').format(time);
}

/** From when to when, wholly, for who does not know the day: `26 Nov 2026 20:04:08 – 20:09:08`. */
export function spanOfTimeText({ from, to }: { readonly from: number; readonly to: number }, language: string): string {
  const day = (time: number): string => clock(language, 'year').format(time);
  const end = daysBetween(from, to) === 0 ? '' : `${day(to)} `;
  return `${day(from)} ${secondText(from, language)} – ${end}${secondText(to, language)}`;
}

/** How many midnights lie between two moments: 0 is today, 1 yesterday. */
export function daysBetween(time: number, now: number): number {
  return Math.round((midnight(now) - midnight(time)) / 86_400_000);
}

type Precision = 'minute' | 'second' | 'millisecond' | 'day' | 'year';

const OPTIONS: Readonly<Record<Precision, Intl.DateTimeFormatOptions>> = {
  minute: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  second: { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' },
  millisecond: {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    fractionalSecondDigits: 3,
    hourCycle: 'h23',
  },
  day: { day: 'numeric', month: 'short' },
  year: { day: 'numeric', month: 'short', year: 'numeric' },
};

const clocks = new Map<string, Intl.DateTimeFormat>();

function clock(language: string, precision: Precision): Intl.DateTimeFormat {
  const isTwelve = unitChoice.clock === '12' && 'hour' in OPTIONS[precision];
  const key = `${language} ${precision} ${isTwelve}`;
  let found = clocks.get(key);
  if (found === undefined) {
    // British English puts the day before the month, as the rest of the world reads it.
    found = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
      ...OPTIONS[precision],
      ...(isTwelve ? { hourCycle: 'h12', hour: 'numeric' } : {}),
    });
    clocks.set(key, found);
  }
  return found;
}

function midnight(time: number): number {
  return new Date(time).setHours(0, 0, 0, 0);
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
