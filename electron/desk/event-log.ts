import type { JobGap, JobStatus, JobWarning } from '../../engine/index.ts';
import type { PipelineEvent } from '../ipc/contract.ts';
import type { KeptEvents } from './kept-events.ts';

/** Of each pipeline the newest events of each kind are known: what a person reads, and no warnings in the place of what explains a gap. */
export const EVENTS_MAX = 200;

type State = JobStatus['state'];

type Kind = PipelineEvent['kind'];

/** What happened to each pipeline since the app started, and in the day before that: of the latter everything but warnings. */
export class EventLog {
  readonly #now: () => number;
  readonly #kept: Pick<KeptEvents, 'put' | 'read' | 'flush'> | null;
  readonly #events = new Map<string, Map<Kind, readonly PipelineEvent[]>>();
  /** When the newest savepoint that is noted was taken. */
  readonly #savedAt = new Map<string, number>();
  readonly #since: number;
  readonly #seen = new Map<string, JobStatus>();
  #isClosed = false;

  /** `kept`: where the events are after a restart; null: nowhere. */
  constructor(now: () => number, kept: Pick<KeptEvents, 'put' | 'read' | 'flush'> | null = null) {
    this.#now = now;
    this.#kept = kept;
    this.#since = now();
  }

  /** The events of pipeline `id`, the newest first. */
  of(id: string): readonly PipelineEvent[] {
    const events = [...(this.#events.get(id)?.values() ?? [])].flat().reverse();
    return events.sort((left, right) => right.at - left.at);
  }

  /** Takes in what the life before has kept. */
  async begin(): Promise<void> {
    for (const [id, event] of (await this.#kept?.read()) ?? []) this.#add(id, event);
  }

  /** Keeps everything that came so far, and notes nothing more: that pipelines end with the app is no news of theirs. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#kept?.flush();
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
    this.#keep(job, { at, kind: 'gap', message: reason, seconds });
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

  #note(id: string, kind: Kind, message: string): void {
    this.#keep(id, { at: this.#now(), kind, message, seconds: 0 });
  }

  #keep(id: string, event: PipelineEvent): void {
    if (this.#isClosed) return;
    this.#add(id, event);
    // Warnings may come without end, and explain no gap.
    if (event.kind !== 'warning') this.#kept?.put(id, event);
  }

  #add(id: string, event: PipelineEvent): void {
    const kinds = this.#events.get(id) ?? new Map<Kind, readonly PipelineEvent[]>();
    this.#events.set(id, kinds);
    kinds.set(event.kind, [...(kinds.get(event.kind) ?? []), event].slice(-EVENTS_MAX));
  }
}

/** What a person calls the beginning of a state; null of those on the way to another one. */
function eventOf(state: State): readonly [Kind, string] | null {
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
