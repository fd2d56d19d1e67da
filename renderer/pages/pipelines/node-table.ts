import { language, t } from '../../messages/messages.ts';
import { lagText } from '../../shared/phrases.ts';
import { countText, quantityText } from '../../shared/units.ts';
import type { JobStatus, NodeStatus } from '../../state/contract-types.ts';
import { countedFrom } from './newest-row.ts';
import { isActive } from '../../state/is-active.ts';

/** A watermark beyond this is that of a source that has ended: no row will follow. */
const END_OF_TIME = 8.64e15;

/** One cell of the table of nodes. */
export interface Cell {
  readonly text: string;
  /** Rows were given up or refused: a person should look. */
  readonly isTrouble: boolean;
  /** More than a number, which may be broken. */
  readonly isWords: boolean;
}

/** The counts of one node in words, in the order of the table's columns. */
export function nodeCells(node: NodeStatus, status: JobStatus, now: number): readonly Cell[] {
  const count = (value: number): Cell => plain(countText(value, language()));
  const trouble = (value: number): Cell => ({ ...count(value), isTrouble: 0 < value });
  return [
    node.role === 'source' ? plain('–') : count(node.rowsIn),
    node.role === 'sink' ? plain('–') : count(node.rowsOut),
    trouble(node.late),
    trouble(node.rejected),
    trouble(node.dropped),
    words(watermarkText(node.watermark, isActive(status.state), countedFrom(node, status.nodes, now))),
    ...[node.busy, node.backpressured, node.idle].map((share) => plain(quantityText(share, '1', language()))),
    words(queueText(node)),
    words(stateSizeText(node)),
  ];
}

/** How far a watermark is behind now. Of a job that does not run, or without event time, there is nothing to say. */
export function watermarkText(watermark: number | null, isRunning: boolean, now: number): string {
  if (watermark === null) return '–';
  if (END_OF_TIME <= watermark) return t('watermark.complete');
  return isRunning ? t('watermark.behind', { duration: lagText(now - watermark) }) : '–';
}

/** The rows in flight before or in a node, and their share of what may be there. */
function queueText({ queued, queueFill }: NodeStatus): string {
  if (queued === 0) return '0';
  return t('node.queue', { rows: countText(queued, language()), percent: quantityText(queueFill, '1', language()) });
}

function stateSizeText({ state }: NodeStatus): string {
  if (state === null) return '–';
  return t('node.state', {
    keys: countText(state.keys, language()),
    entries: countText(state.entries, language()),
  });
}

function plain(text: string): Cell {
  return { text, isTrouble: false, isWords: false };
}

function words(text: string): Cell {
  return { text, isTrouble: false, isWords: true };
}
