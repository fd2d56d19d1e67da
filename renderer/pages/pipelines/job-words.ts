import { t } from '../../messages/messages.ts';
import type { Tone } from '../../shared/tone.ts';
import type { Deployment } from '../../state/contract-types.ts';

/** How far a deployment is, in words; Flink's names of states stay as they are in its own pages. */
export function jobWords({ phase, done, of, job, state }: Deployment): string {
  if (job === null) return t('deploy.submitting', { done, of });
  return t('deploy.state', { job, state: phase === 'stopping' ? t('deploy.stopping') : (state ?? '…') });
}

/** How well it goes. */
export function jobTone({ phase, state }: Deployment): Tone {
  if (phase === 'refused' || state === 'FAILED') return 'critical';
  if (state === 'RUNNING') return 'good';
  return state === 'RESTARTING' || state === 'FAILING' ? 'warning' : 'quiet';
}
