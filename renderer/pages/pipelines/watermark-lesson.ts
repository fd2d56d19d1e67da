import { language, t } from '../../messages/messages.ts';
import { millisecondText } from '../../shared/dates.ts';
import { lagText } from '../../shared/phrases.ts';
import type { NodeStatus } from '../../state/contract-types.ts';
import { newestRow } from './newest-row.ts';

/** A watermark that is nearer than this to the newest row waits for none. */
const AT_ONCE_MS = 2;

/** What the watermark of a node says now, by its own numbers, for who meets one for the first time; empty before the first row. */
export function watermarkLesson(node: NodeStatus, nodes: readonly NodeStatus[]): readonly string[] {
  const newest = newestRow(node, nodes);
  const { watermark } = node;
  if (newest === null || watermark === null) return [];
  const delayMs = newest - watermark;
  const at = (time: number): string => millisecondText(time, language());
  const behind = delayMs <= AT_ONCE_MS ? t('watermark.hurries') : t('watermark.waits', { delay: lagText(delayMs) });
  return [`${t('watermark.is', { newest: at(newest), watermark: at(watermark) })} ${behind}`, t('watermark.fires')];
}
