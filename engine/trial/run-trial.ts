import { Attempt } from '../runtime/attempt.ts';
import type { ChartPoints, FromWorker, NodeCounts } from '../runtime/protocol.ts';
import type { FaultDescription } from '../fault.ts';
import type { SourceEnd } from './trial-source.ts';
import type { TrialRun, TriedSink } from './trial-order.ts';

/** What a plan did with the rows that it was tried on. */
export interface Tried {
  /** Why it failed; null where it did not. */
  readonly fault: FaultDescription | null;
  readonly nodes: readonly NodeCounts[];
  readonly sinks: readonly TriedSink[];
  /** The sources that have more rows than were tried, or whose end is not known. */
  readonly cut: readonly string[];
}

/** A trial that is under way. */
export interface RunningTrial {
  /** Never rejects: what goes wrong is in what was tried. */
  readonly tried: Promise<Tried>;
  /** Ends its thread at once. */
  cancel(): Promise<void>;
}

/** Takes the points of the sink that is followed. */
export type Follow = (points: readonly ChartPoints[]) => void;

const IGNORE: Follow = () => undefined;

/** Runs a plan in a thread of its own, from its first row to its last. It has no checkpoints, and is not tried again. */
export function runTrial({ plan, trial }: TrialRun, workerFile: string, follow: Follow = IGNORE): RunningTrial {
  const collected = new Collecting(plan.nodes.filter(({ role }) => role === 'source').length);
  const start = { plan, documentText: '', subtask: 0, hasScreen: false, followed: trial.followed ?? undefined, trial };
  const attempt: Attempt = new Attempt(workerFile, start, (message) => {
    if (collected.take(message)) attempt.send({ type: 'stop' });
    if (message.type !== 'followed') return;
    follow(message.points);
    attempt.send({ type: 'taken', outlet: 'followed' });
  });
  return {
    tried: attempt.ended.then(() => collected.tried()),
    cancel: () => attempt.endedWithin(0),
  };
}

class Collecting {
  readonly #sinks: TriedSink[] = [];
  readonly #cut: string[] = [];
  #sourcesLeft: number;
  #nodes: readonly NodeCounts[] = [];
  #fault: FaultDescription | null = null;

  constructor(sources: number) {
    this.#sourcesLeft = sources;
  }

  /** Gives whether it has to be stopped now: no source has more to give, and not all of them have an end. */
  take(message: FromWorker): boolean {
    if (message.type === 'counts') this.#nodes = message.nodes;
    if (message.type === 'triedSink') this.#sinks.push(message.sink);
    if (message.type === 'failed') this.#fault = message.fault;
    return message.type === 'triedSource' && this.#sourceEnds(message.id, message.end);
  }

  tried(): Tried {
    return { fault: this.#fault, nodes: this.#nodes, sinks: this.#sinks, cut: this.#cut };
  }

  #sourceEnds(id: string, end: SourceEnd): boolean {
    if (end === 'cut') this.#cut.push(id);
    this.#sourcesLeft--;
    return this.#sourcesLeft === 0 && 0 < this.#cut.length;
  }
}
