import { t } from '../messages/messages.ts';
import { ownName } from '../messages/own-names.ts';

const WORDS = {
  suspend: 'gap.suspend',
  'clock step': 'gap.clock',
  backpressure: 'gap.full',
  'app stopped': 'gap.closed',
  'pipeline stopped': 'gap.stopped',
  'pipeline failed': 'gap.failed',
  'disk full': 'gap.diskFull',
} as const;

const SENSOR = 'sensor failed: ';

/** Why a recording has no readings in a span, in the page's language; what the rows say where there is no word for it. */
export function gapWords(reason: string): string {
  const sensor = /^over budget: (.*)$/.exec(reason)?.[1];
  if (sensor !== undefined) return t('gap.budget', { sensor: ownName(sensor) });
  if (reason.startsWith(SENSOR)) return t('gap.sensor', { sensor: ownName(reason.slice(SENSOR.length)) });
  return Object.hasOwn(WORDS, reason) ? t(WORDS[reason as keyof typeof WORDS]) : reason;
}
