import { t } from '../../messages/messages.ts';
import { said } from '../../messages/said.ts';
import { durationText, momentText } from '../../shared/phrases.ts';
import type { Tone } from '../../shared/tone.ts';
import type { JobState, PipelineEvent } from '../../state/contract-types.ts';

const TONES: Readonly<Record<JobState['kind'], Tone>> = {
  stopped: 'quiet',
  starting: 'warning',
  running: 'good',
  stopping: 'warning',
  restarting: 'critical',
  finished: 'quiet',
  failed: 'critical',
};

/** The dot that goes with a state. */
export function stateTone(kind: JobState['kind']): Tone {
  return TONES[kind];
}

/** What a job does, in a sentence: since when it runs, or why it does not. */
export function stateSentence(state: JobState, now: number): string {
  switch (state.kind) {
    case 'running':
      return t('state.runningFor', { duration: durationText(now - state.since) });
    case 'finished':
      return t('state.finishedAt', { at: momentText(state.at, now) });
    case 'failed':
      return t('state.failedAt', { at: momentText(state.at, now), message: said(state.fault.message) });
    case 'restarting':
      return t('state.restartingSentence', {
        message: said(state.fault.message),
        attempt: String(state.attempt),
        duration: durationText(Math.max(0, state.nextAt - now)),
      });
    case 'stopped':
      return t('state.stoppedSentence');
    case 'starting':
    case 'stopping':
      return t(`state.${state.kind}`);
  }
}

/** The dot that goes with an event. */
export function eventTone(kind: PipelineEvent['kind']): Tone {
  if (kind === 'failed' || kind === 'restarting') return 'critical';
  if (kind === 'warning') return 'warning';
  return kind === 'started' ? 'good' : 'quiet';
}
