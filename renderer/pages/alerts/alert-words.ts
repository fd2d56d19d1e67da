import type { AlertEvent, AlertReplay, AlertRule, AlertStatus } from '../../../electron/ipc/contract.ts';
import { language, t } from '../../messages/messages.ts';
import { ownName, seriesName } from '../../messages/own-names.ts';
import { minuteText } from '../../shared/dates.ts';
import { momentText } from '../../shared/phrases.ts';
import type { Tone } from '../../shared/tone.ts';
import { countText, inScale, quantityText, scaleFor } from '../../shared/units.ts';

const TONES: Readonly<Record<AlertStatus['state'], Tone>> = {
  normal: 'good',
  pending: 'warning',
  alerting: 'critical',
  recovering: 'warning',
  'no-data': 'quiet',
  error: 'critical',
  off: 'quiet',
};

/** The colour of a state, which always stands beside its word. */
export function alertTone(state: AlertStatus['state']): Tone {
  return TONES[state];
}

/** What a rule says, in one sentence. */
export function ruleText(
  { metric, entity, comparison, level, clear, forSeconds }: AlertRule,
  unit: string | null,
): string {
  const text = (value: number): string => quantityText(value, unit, language());
  const what = entity === null ? ownName(metric) : `${ownName(metric)} · ${seriesName(entity)}`;
  return t(`alert.${comparison}`, { what, level: text(level), clear: text(clear), seconds: forSeconds });
}

/** Until when a rule is mute; empty where it tells. */
export function muteText(until: AlertStatus['mutedUntil']): string {
  if (until === null) return '';
  if (typeof until === 'number') return t('alert.mutedUntil', { time: minuteText(until, language()) });
  return until === 'restart' ? t('alert.mutedUntilRestart') : t('alert.muted');
}

/** That there are more sensors than a rule follows; empty where there are not. */
export function overflowText(passedOver: number): string {
  return passedOver === 0 ? '' : t('alert.passedOver', { count: countText(passedOver, language()) });
}

/** Why nothing was told of an event; empty where a notification came. */
export function silentText(silent: AlertEvent['silent']): string {
  return silent === null ? '' : t(`alert.silent.${silent}`);
}

/** What a rule would have done on a recording, in a sentence or two. */
export function replayText({ readings, sensors, from, to, told, fired, left }: AlertReplay, now: number): string {
  if (from === null || to === null) return t('alert.tryNothing');
  const moments = { from: momentText(from, now), to: momentText(to, now) };
  const count = (value: number): string => countText(value, language());
  const done = t('alert.tryResult', { told: count(told), fired: count(fired) });
  const seen = t('alert.trySeen', { readings: count(readings), sensors: count(sensors), ...moments });
  return [done, seen, ...(left === 0 ? [] : [t('alert.tryLeft', { count: count(left) })])].join(' ');
}

/** How a person writes values of a unit: `symbol`, and what is written times `factor` plus `offset` is the value. */
export function writtenIn(unit: string | null): {
  symbol: string;
  parse: (written: number) => number;
  write: (value: number) => number;
} {
  const scale = scaleFor(unit, WRITTEN_MAGNITUDE[unit ?? ''] ?? 1);
  const { factor, offset = 0, symbol } = scale;
  return {
    symbol,
    // What people write has few digits; what becomes of it must not have many.
    parse: (written) => Number(((written - offset) / factor).toPrecision(12)),
    write: (value) => Number(inScale(scale, value).toPrecision(6)),
  };
}

/** Bytes are written in GiB, and traffic in MB/s. */
const WRITTEN_MAGNITUDE: Readonly<Record<string, number>> = { By: 2 ** 31, 'By/s': 5e6 };
