import { Fault, formatProblem, type Engine, type ReadResult } from '../../engine/index.ts';
import type { RecordingDesk } from '../desk/recording-desk.ts';
import type { AlertReplay, AlertRule } from '../ipc/alerts.ts';
import { READINGS_SINK, ruleDocument } from './rule-document.ts';
import { RuleReplay } from './rule-replay.ts';

export interface AlertReplayParts {
  readonly engine: Pick<Engine, 'followRecording'>;
  readonly recordings: Pick<RecordingDesk, 'folderOf'>;
  readonly read: (text: string, file: string) => ReadResult;
  readonly environment: NodeJS.ProcessEnv;
}

/** Says what rules would have done on recordings, one at a time. */
export class AlertReplayDesk {
  readonly #parts: AlertReplayParts;
  #current: AbortController | null = null;

  constructor(parts: AlertReplayParts) {
    this.#parts = parts;
  }

  /** Runs the rule's pipeline on recording `id`; null where another one was asked for meanwhile. Nobody is notified. */
  async replay(rule: AlertRule, id: string): Promise<AlertReplay | null> {
    this.#current?.abort();
    const current = new AbortController();
    this.#current = current;
    const { engine, recordings, read, environment } = this.#parts;
    const result = read(ruleDocument(rule), 'alert.yaml');
    if (!('plan' in result)) throw new Fault('bad-document', result.problems.map(formatProblem).join('\n'));
    const order = { plan: result.plan, sink: READINGS_SINK, recording: await recordings.folderOf(id), environment };
    const replay = new RuleReplay(rule);
    const tried = await engine.followRecording(
      order,
      (points) => points.forEach(({ series }) => series.forEach((each) => replay.take(each))),
      current.signal,
    );
    if (tried === null) return null;
    if (tried.fault !== null) throw new Fault(tried.fault.code, tried.fault.message);
    return { recording: id, ...replay.result() };
  }
}
