import { t } from '../../messages/messages.ts';
import type { Tone } from '../../shared/tone.ts';
import type { DocumentReport } from '../../state/contract-types.ts';
import type { Draft } from '../../state/draft.svelte.ts';

/** What a person has to know of the text: whether it is wrong, saved, and what runs. */
export function draftState(
  { isDirty, isEdited, problems }: Pick<Draft, 'isDirty' | 'isEdited' | 'problems'>,
  runs: boolean,
): { readonly tone: Tone; readonly word: 'wrong' | 'dirty' | 'waiting' | 'runs' | 'saved' } {
  if (0 < problems.length) return { tone: 'critical', word: 'wrong' };
  if (isDirty) return { tone: 'warning', word: 'dirty' };
  if (runs && isEdited) return { tone: 'warning', word: 'waiting' };
  return runs ? { tone: 'good', word: 'runs' } : { tone: 'quiet', word: 'saved' };
}

/** What a running pipeline loses when it goes on as another document says. */
export function lossSentence(lost: DocumentReport['lost']): { readonly isLoss: boolean; readonly text: string } {
  const { gone = [], changed = [] } = lost ?? {};
  if (gone.length + changed.length === 0) return { isLoss: false, text: t('draft.loseNothing') };
  const parts = [
    changed.length === 0 ? null : t('draft.loseChanged', { nodes: changed.join(', ') }),
    gone.length === 0 ? null : t('draft.loseGone', { nodes: gone.join(', ') }),
  ];
  return { isLoss: true, text: parts.filter((part) => part !== null).join(' ') };
}
