import { commonDevice } from '../../charts/names.ts';
import { en, type Key } from '../../messages/en.ts';
import { t } from '../../messages/messages.ts';
import { ownName, seriesName } from '../../messages/own-names.ts';

/** How many series a subtitle still names. */
const NAMED_SERIES = 3;

interface Shown {
  readonly metrics: readonly string[];
  readonly names: readonly string[];
  readonly coreCount: number;
}

/** What stands beside a tile's title: of what, and of which things. */
export function subtitle({ metrics, names, coreCount }: Shown): string {
  const device = commonDevice(names);
  const parts = device !== '' ? [device] : metrics.length === 1 ? [metricText(metrics[0]!)] : [];
  if (0 < coreCount) parts.push(t('chart.cores', { n: coreCount }));
  if (parts.length === 0 && names.length <= NAMED_SERIES)
    parts.push(...names.filter((name) => name !== '').map(seriesName));
  return parts.join(', ');
}

/** What a metric measures, in words; a metric that we do not know by its name. */
function metricText(metric: string): string {
  const key = `metric.${metric}`;
  return key in en ? t(key as Extract<Key, `metric.${string}`>) : ownName(metric);
}
