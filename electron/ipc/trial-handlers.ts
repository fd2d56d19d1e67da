import type { TrialDesk } from '../desk/trial-desk.ts';
import { parseText } from './parse-editing.ts';
import { parsePipelineId, parseRecordingId } from './parse.ts';
import type { Handlers } from './serve.ts';
import type { TrialRequests } from './trials.ts';

/** Answers what is asked about trying documents. */
export function trialHandlers(
  trials: Pick<TrialDesk, 'hold' | 'tryOut' | 'cancel'>,
): Pick<Handlers, keyof TrialRequests> {
  return {
    holdRows: (id) => trials.hold(parsePipelineId(id)),
    tryDocument: (id, text, recording) =>
      trials.tryOut(parsePipelineId(id), parseText(text), recording === null ? null : parseRecordingId(recording)),
    cancelTrial() {
      trials.cancel();
      return null;
    },
  };
}
