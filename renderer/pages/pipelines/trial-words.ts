import { language, t } from '../../messages/messages.ts';
import { ownName } from '../../messages/own-names.ts';
import { said } from '../../messages/said.ts';
import { behindText } from '../../shared/phrases.ts';
import { countText } from '../../shared/units.ts';
import type { HeldSpan, NodeStatus, RecordingSummary, TrialComparison } from '../../state/contract-types.ts';
import type { TrialOf } from '../../state/trial.svelte.ts';

/** Sources that give the same rows again: nothing of them has to be held. */
const MADE_AGAIN: ReadonlySet<string> = new Set(['generator', 'file', 'recording']);

/** Whether all sources give the same rows again. */
export function isMadeAgain(nodes: readonly Pick<NodeStatus, 'role' | 'type'>[]): boolean {
  return nodes.every(({ role, type }) => role !== 'source' || MADE_AGAIN.has(type));
}

/** What the rows come to that there are without a recording, for who chooses what to try on. */
export function heldText(nodes: Parameters<typeof isMadeAgain>[0], held: HeldSpan | null, now: number): string {
  if (isMadeAgain(nodes)) return t('trial.again');
  if (held === null) return t('trial.stopped');
  if (held.since === null) return t('trial.noRows');
  return t('trial.lastRowsOf', { duration: behindText(now - held.since), rows: countText(held.rows, language()) });
}

export function recordingText({ name, rows }: Pick<RecordingSummary, 'name' | 'rows'>): string {
  return t('trial.recording', { name: ownName(name), rows: countText(rows, language()) });
}

/** On what it was tried. */
export function trialTitle({ recording, heldMs }: TrialOf, { after }: TrialComparison): string {
  const rows = countText(after.rows, language());
  if (recording !== null) return t('trial.titleRecording', { name: ownName(recording), rows });
  return heldMs === null ? t('trial.title', { rows }) : t('trial.titleHeld', { duration: behindText(heldMs), rows });
}

/** All that has to be known of a trial besides its numbers. */
export function trialNotes({ before, after, sinks }: TrialComparison): readonly string[] {
  const changed = sinks.flatMap(({ series }) => series).reduce((sum, line) => sum + line.changed, 0);
  const isCompared = before !== null && before.fault === null && after.fault === null;
  const outcome = changed === 0 ? t('trial.same') : t('trial.changed', { count: countText(changed, language()) });
  return [
    after.fault && t('trial.afterFailed', { message: said(after.fault.message) }),
    before?.fault && t('trial.beforeFailed', { message: said(before.fault.message) }),
    before === null ? t('trial.alone') : null,
    isCompared ? outcome : null,
    0 < after.cut.length ? t('trial.cut') : null,
  ].filter((note) => typeof note === 'string');
}
