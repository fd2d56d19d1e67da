import type { JobGap, JobStatus, JobWarning } from '../../engine/index.ts';
import type { PipelineEvent } from '../ipc/contract.ts';

/** Of each pipeline the newest events are kept: what a person reads, not what a disk holds. */
export const EVENTS_MAX = 200;

type State = JobStatus['state'];

/** What happened to each pipeline since the app started. */
export class EventLog {
  readonly #now: () => number;
  readonly #events = new Map<string, PipelineEvent[]>();
  /** When the newest savepoint that is noted was taken. */
  readonly #savedAt = new Map<string, number>();
  readonly #since: number;
  readonly #seen = new Map<string, JobStatus>();

  constructor(now: () => number) {
    this.#now = now;
    this.#since = now();
  }

  /** The events of pipeline `id`, the newest first. */
  of(id: string): readonly PipelineEvent[] {
    return [...(this.#events.get(id) ?? [])].reverse();
  }

  /** Notes what has changed since the statuses before. */
  follow(statuses: readonly JobStatus[]): void {
    for (const status of statuses) {
      const before = this.#seen.get(status.id);
      this.#seen.set(status.id, status);
      if (before) this.#compare(before, status);
    }
  }

  /** Notes a warning of a pipeline, with the node that it is about. */
  warn({ job, node, message }: JobWarning): void {
    this.#note(job, 'warning', node === '' ? message : `${node}: ${message}`);
  }

  /** Notes a span in which a pipeline's source read nothing, when its readings have gone on. */
  gap({ job, at, reason, seconds }: JobGap): void {
    this.#add(job, { at, kind: 'gap', message: reason, seconds });
  }

  #compare(before: JobStatus, { id, state, checkpoints }: JobStatus): void {
    for (const { kind, takenAt } of checkpoints) {
      // A run that begins finds those of before once more, and an app that starts those of its last life: neither is news.
      if (kind !== 'savepoint' || takenAt <= (this.#savedAt.get(id) ?? this.#since)) continue;
      this.#savedAt.set(id, takenAt);
      this.#note(id, 'saved', '');
    }
    const [kind, message] = eventOf(state) ?? [];
    if (kind !== undefined && momentOf(before.state) !== momentOf(state)) this.#note(id, kind, message!);
  }

  #note(id: string, kind: PipelineEvent['kind'], message: string): void {
    this.#add(id, { at: this.#now(), kind, message, seconds: 0 });
  }

  #add(id: string, event: PipelineEvent): void {
    this.#events.set(id, [...(this.#events.get(id) ?? []), event].slice(-EVENTS_MAX));
  }
}

/** What a person calls the beginning of a state; null of those on the way to another one. */
function eventOf(state: State): readonly [PipelineEvent['kind'], string] | null {
  switch (state.kind) {
    case 'running':
      return ['started', ''];
    case 'restarting':
    case 'failed':
      return [state.kind, state.fault.message];
    case 'stopped':
    case 'finished':
      return [state.kind, ''];
    default:
      return null;
  }
}

/** Tells one state from the next of the same kind: a job that is started again runs since another moment. */
function momentOf(state: State): string {
  if (state.kind === 'stopped') return state.kind;
  return `${state.kind} ${'since' in state ? state.since : state.at}`;
}
