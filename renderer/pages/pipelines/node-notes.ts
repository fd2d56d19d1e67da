import { language, t } from '../../messages/messages.ts';
import { countText } from '../../shared/units.ts';
import type { JobState, JobStatus, NodeStatus } from '../../state/contract-types.ts';
import { keepsTime } from './graph-layout.ts';
import { watermarkText } from './node-table.ts';
import { isActive } from '../../state/is-active.ts';

/** From this share of its time on a node that waits for others is worth a look. */
const HELD_UP = 0.1;

/** How far a node that keeps time is, and what came too late for it; null of other nodes. Beside what is late there is no room for the word. */
export function timeNote(node: NodeStatus, state: JobState, now: number): string | null {
  if (!keepsTime(node)) return null;
  const age = watermarkText(node.watermark, isActive(state), now);
  return node.late === 0 ? t('graph.watermark', { age }) : `${age}${lateNote(node)}`;
}

/** The end of that which has to be in sight, however long the rest is: how many rows came too late; empty where none did. */
export function lateNote({ late }: Pick<NodeStatus, 'late'>): string {
  return late === 0 ? '' : ` · ${t('graph.lateRows', { count: countText(late, language()) })}`;
}

/** What went wrong at a node, in words; null where nothing did. */
export function troubleNote(node: NodeStatus, state: JobState): string | null {
  if (hasFailed(node, state)) {
    return state.kind === 'restarting' ? t('graph.attempt', { attempt: state.attempt }) : t('graph.failed');
  }
  const counts = [
    node.dropped === 0 ? null : t('graph.dropped', { count: countText(node.dropped, language()) }),
    node.rejected === 0 ? null : t('graph.rejected', { count: countText(node.rejected, language()) }),
  ].filter((text) => text !== null);
  return counts.length === 0 ? null : counts.join(' · ');
}

/** Whether the pipeline failed because of this node: what its fault says begins with who is to blame. */
export function hasFailed(node: Pick<NodeStatus, 'id' | 'role'>, state: JobStatus['state']): boolean {
  if (state.kind === 'restarting') return state.node === node.id;
  return state.kind === 'failed' && state.fault.message.startsWith(`${node.role} "${node.id}"`);
}

/** Whether a node waits for what comes after it, for longer than it works. */
export function isBackpressured({ busy, backpressured }: Pick<NodeStatus, 'busy' | 'backpressured'>): boolean {
  return HELD_UP <= backpressured && busy < backpressured;
}
