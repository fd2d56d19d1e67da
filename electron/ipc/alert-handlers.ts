import type { AlertReplayDesk } from '../alerts/alert-replay-desk.ts';
import type { AlertDesk } from '../alerts/alert-desk.ts';
import { parseEntity, parseRule, parseSpan } from '../alerts/parse-rule.ts';
import type { AlertRequests, AlertRule } from './alerts.ts';
import { parsePipelineId, parseRecordingId } from './parse.ts';
import type { Handlers } from './serve.ts';

/** What requests about alerts are answered with. */
export interface AlertParts {
  readonly alerts: Pick<AlertDesk, 'state' | 'history' | 'mute' | 'test'>;
  /** Makes a rule a pipeline and starts it. */
  readonly createAlert: (rule: AlertRule) => Promise<unknown>;
  readonly changeAlert: (id: string, rule: AlertRule) => Promise<unknown>;
  readonly replays: Pick<AlertReplayDesk, 'replay'>;
}

/** The requests about alerts. */
export function alertHandlers({
  alerts,
  createAlert,
  changeAlert,
  replays,
}: AlertParts): Pick<Handlers, keyof AlertRequests> {
  return {
    async createAlert(rule) {
      await createAlert(parseRule(rule));
      return alerts.state;
    },
    async changeAlert(id, rule) {
      await changeAlert(parsePipelineId(id), parseRule(rule));
      return alerts.state;
    },
    replayAlert: (rule, recording) => replays.replay(parseRule(rule), parseRecordingId(recording)),
    muteAlert: (id, entity, span) =>
      alerts.mute(id === null ? null : parsePipelineId(id), parseEntity(entity), parseSpan(span)),
    testAlert: (id) => alerts.test(parsePipelineId(id)),
  };
}
