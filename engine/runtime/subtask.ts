import { describeFault, Fault } from '../fault.ts';
import type { FaultDescription } from '../fault.ts';
import type { Clock } from '../time/clock.ts';
import { anyAborted } from './any-aborted.ts';
import { buildChain } from './chain.ts';
import type { Chain } from './entries.ts';
import { committedRejects } from './committed-rejects.ts';
import { describeFailure } from './describe-failure.ts';
import type { Barrier } from '../checkpoints/barrier.ts';
import { BarrierCuts } from './barrier-cuts.ts';
import { Commits } from './commits.ts';
import type { Cuts } from './commits.ts';
import type { FromWorker, RecordingOrder, SubtaskStart } from './protocol.ts';
import type { StartKeyed } from './parallel/messages.ts';
import type { TrialThread } from '../trial/trial-thread.ts';
import { keyedSubtasks } from './parallel/keyed-subtasks.ts';
import type { KeyedSubtasks } from './parallel/keyed-subtasks.ts';
import type { Outlets } from './outlets.ts';
import { Reading } from './reading.ts';
import { RecentRows } from './recent-rows.ts';
import { RecordingTap } from './recording-tap.ts';
import { Onlookers } from './onlookers.ts';
import { openChain } from './open-chain.ts';

/** How often the counts are told. */
const COUNTS_PERIOD_MS = 1000;

/** What a subtask needs from the thread that it runs in. */
export interface SubtaskPort {
  readonly clock: Clock;
  post(message: FromWorker, transfer?: readonly ArrayBuffer[]): void;
  /** Starts the subtasks of operators with a key; without it, all run in this thread. */
  readonly startKeyed?: StartKeyed;
  /** What takes the place of sources and sinks where the plan is only tried. */
  readonly trial?: Pick<TrialThread, 'source' | 'sink'> | undefined;
}

/**
 * The first subtask of a job, and without parallelism the only one. Runs in a worker thread: reads the sources, passes the batches down the
 * chain and to the keyed subtasks, waits where something has no room, commits the sinks every checkpoint interval, and tells the main
 * thread about it.
 */
export class Subtask {
  /** The rows of its first source of the last minutes. */
  readonly recent: RecentRows;
  /** Who looks at its rows. */
  readonly onlookers: Onlookers;
  readonly #port: SubtaskPort;
  readonly #chain: Chain;
  /** Null where all is done in this thread. */
  readonly #keyed: KeyedSubtasks | null;
  readonly #start: SubtaskStart;
  readonly #cuts: Cuts;
  /** Null where nobody takes checkpoints of it. */
  readonly #barriers: BarrierCuts | null;
  /** Whether this attempt is the last one, once that is decided. */
  readonly #isFinal: Promise<boolean>;
  #decide!: (isFinal: boolean) => void;
  /** Rejects when it is told to fail. */
  readonly #told: Promise<never>;
  #tell!: (fault: Fault) => void;
  readonly #stopping = new AbortController();
  readonly #recording: RecordingTap;
  readonly #reading: Reading;

  constructor(start: SubtaskStart, port: SubtaskPort) {
    this.#port = port;
    const keyed = keyedSubtasks(start, port);
    this.#keyed = keyed;
    this.#chain = buildChain(start, port, keyed ?? undefined);
    keyed?.connect(this.#chain);
    this.#start = start;
    const flow = { keyed, whenStill: (work: () => void) => this.#whenStill(work) };
    this.#barriers = start.isCoordinated === true ? new BarrierCuts(this.#chain, flow, port) : null;
    const committed = [...this.#chain.sinks.map(({ sink }) => sink), ...this.#chain.rejectStores.map(committedRejects)];
    this.#cuts = this.#barriers ?? new Commits(committed, start.plan.settings.checkpoint.intervalMs);
    this.#isFinal = new Promise((resolve) => (this.#decide = resolve));
    this.#told = new Promise<never>((_, reject) => (this.#tell = reject));
    this.#told.catch(() => undefined);
    if (!this.#barriers) this.#decide(true);
    this.onlookers = new Onlookers(this.#chain, { plan: start.plan, port }, (order) => keyed?.tap(order));
    this.#recording = new RecordingTap(this.#chain.sources[0]!, start, port);
    this.recent = new RecentRows(this.#chain.sources[0]!, start, port);
    this.#reading = new Reading(this.#chain, port.clock, () => this.#recording.room());
  }

  /** Runs until all sources have ended, `stop` is called, or something fails. Tells how it ended; never throws. */
  async run(): Promise<void> {
    const counting = setInterval(() => void this.#count(), COUNTS_PERIOD_MS);
    try {
      await openChain(this.#chain, this.#start, async () => this.#keyed?.open());
      if (this.#start.isOver === true) await this.#closeSinks();
      else await this.#readToEnd();
      this.#tellCounts();
      await this.#keyed?.end();
      this.#port.post({ type: 'ended', stopped: this.#stopping.signal.aborted });
    } catch (error) {
      await this.#abandon(error);
      this.#tellCounts();
      this.#port.post({ type: 'failed', fault: describeFailure(error, this.#chain.meter.working) });
    } finally {
      clearInterval(counting);
    }
  }

  /** Makes `run` come to its end: no more reading, everything that was read is committed. */
  stop(): void {
    this.#stopping.abort();
    // Whoever reads the console may have gone: that must not hold up the end.
    this.#chain.outlets.console.release();
    for (const { sink } of this.#chain.sinks) sink.hurry?.();
  }

  takeBarrier(barrier: Barrier): void {
    this.#barriers?.take(barrier);
  }

  /** Checkpoint `id` is complete. */
  complete(id: number): void {
    this.#barriers?.complete(id);
  }

  /** It has said that it fails; `isFinal`: no other attempt follows. */
  giveUp(isFinal: boolean): void {
    this.#decide(isFinal);
  }

  /** Makes it fail. */
  fail({ code, message }: FaultDescription): void {
    this.#tell(new Fault(code, message));
  }

  /** A message of `outlet` was taken. */
  taken(outlet: keyof Outlets): void {
    this.#chain.outlets[outlet]?.taken();
  }

  /** Reads the dearest sensors less often. */
  thin(level: number): void {
    for (const { source } of this.#chain.sources) source.thin?.(level);
  }

  startRecording(order: RecordingOrder): Promise<void> {
    return this.#recording.start(order);
  }

  stopRecording(): Promise<void> {
    return this.#recording.stop();
  }

  async #readToEnd(): Promise<void> {
    this.#cuts.begin();
    this.#port.post({ type: 'running' });
    await this.#readAll();
    await this.#finish();
  }

  /** Reads all sources side by side until they have ended; when one fails, the others stop too. */
  async #readAll(): Promise<void> {
    const failed = new AbortController();
    const signal = anyAborted(this.#stopping.signal, failed.signal);
    const failing = this.#failing().catch((error: unknown) => {
      failed.abort();
      throw error;
    });
    const reading = this.#chain.sources.map(async (entry) => {
      try {
        await this.#reading.read(entry, signal);
      } catch (error) {
        failed.abort();
        throw error;
      }
    });
    const ended = Promise.all(reading);
    try {
      await Promise.race([ended, failing]);
    } finally {
      failed.abort();
      // Who waits for room on the way to subtasks that have failed would wait for ever.
      this.#reading.release();
      this.#keyed?.letGo();
      await Promise.allSettled(reading);
      this.#chain.timers.end();
      this.onlookers.end();
    }
  }

  /** Never settles unless something fails that nobody waits for, then it rejects with why. */
  #failing(): Promise<never> {
    const failures = [this.#cuts.failure, this.#chain.timers.failure, this.#told];
    return Promise.race(this.#keyed ? [...failures, this.#keyed.failure] : failures);
  }

  /** Calls `work` once nothing is under way: the sources give nothing until then. */
  #whenStill(work: () => void): void {
    if (!this.#keyed) return work();
    this.#reading.hold();
    this.#keyed.whenStill(() => {
      work();
      this.#reading.release();
    });
  }

  async #finish(): Promise<void> {
    await Promise.race([this.#keyed?.drained(), this.#failing()]);
    await Promise.race([this.#cuts.last(!this.#stopping.signal.aborted), this.#failing()]);
    await this.#keyed?.count();
    await this.#recording.stop();
    await this.#closeSinks();
  }

  async #closeSinks(): Promise<void> {
    for (const { sink } of this.#chain.sinks) await sink.finish();
    await this.#close();
  }

  async #abandon(error: unknown): Promise<void> {
    // The first failure is the one to tell; what else breaks on the way out is its consequence.
    if (this.#barriers) this.#port.post({ type: 'failing', fault: describeFailure(error, this.#chain.meter.working) });
    await this.#keyed?.end();
    const isFinal = await this.#isFinal;
    await this.#cuts.end().catch(() => undefined);
    await this.#recording.stop().catch(() => undefined);
    const reason = describeFault(error).message;
    await Promise.allSettled(this.#chain.sinks.map(({ sink }) => (isFinal ? sink.abandon(reason) : sink.release())));
    await this.#close();
  }

  async #close(): Promise<void> {
    await Promise.allSettled(this.#chain.sources.map(({ source }) => source.close()));
    await Promise.allSettled(this.#chain.rejectStores.map((store) => store.close()));
  }

  /** Tells the counts, those of other threads as soon as they are here. */
  async #count(): Promise<void> {
    await this.#keyed?.count().catch(() => undefined);
    this.#tellCounts();
  }

  #tellCounts(): void {
    const at = this.#port.clock.monotonic();
    const workedAt = at - this.#reading.pausedMs;
    const nodes = this.#chain.nodes.map(({ counters, queued, stateSize }) => {
      const own = counters.snapshot(at, { at: workedAt, queued: queued(), state: stateSize() });
      return this.#keyed?.withCounts(own) ?? own;
    });
    const sensors = this.#chain.sources.flatMap(({ source }) => source.costs?.() ?? []);
    this.#port.post({ type: 'counts', at, nodes, recording: this.#recording.counts(), sensors });
  }
}
