import { describeFault, Fault } from '../fault.ts';
import { watermarkOnly } from '../data/batch.ts';
import type { Batch } from '../data/batch.ts';
import type { Clock } from '../time/clock.ts';
import { anyAborted } from './any-aborted.ts';
import { buildChain } from './chain.ts';
import type { Chain, SourceEntry } from './entries.ts';
import { committedRejects } from './committed-rejects.ts';
import { Commits } from './commits.ts';
import { IdleWatch } from './idle-watch.ts';
import type { NodeCounters } from './node-counters.ts';
import type { FromWorker, RecordingOrder, SubtaskStart, TapOrder } from './protocol.ts';
import { named } from './named.ts';
import { RecordingTap } from './recording-tap.ts';
import { Taps } from './taps.ts';

/** How long a subtask reads without giving timers and messages a turn. */
const TURN_MS = 10;

/** How often the counts are told. */
const COUNTS_PERIOD_MS = 1000;

/** What a subtask needs from the thread that it runs in. */
export interface SubtaskPort {
  readonly clock: Clock;
  post(message: FromWorker, transfer?: readonly ArrayBuffer[]): void;
}

/**
 * One parallel copy of every node of a plan. Runs in a worker thread: reads its sources, passes the batches down the
 * chain, waits where a sink has no room, commits the sinks every checkpoint interval, and tells the main thread about it.
 */
export class Subtask {
  readonly #port: SubtaskPort;
  readonly #chain: Chain;
  readonly #commits: Commits;
  readonly #stopping = new AbortController();
  readonly #recording: RecordingTap;
  readonly #taps: Taps;
  #pausedMs = 0;

  constructor(start: SubtaskStart, port: SubtaskPort) {
    this.#port = port;
    this.#chain = buildChain(start, port);
    const sinks = this.#chain.sinks.map(({ sink }) => sink);
    this.#commits = new Commits(
      [...sinks, ...this.#chain.rejectStores.map(committedRejects)],
      start.plan.settings.checkpoint.intervalMs,
    );
    this.#taps = new Taps(this.#chain.nodes, start.plan, port.clock);
    this.#recording = new RecordingTap(this.#chain.sources[0]!, start, port);
  }

  /** Runs until all sources have ended, `stop` is called, or something fails. Tells how it ended; never throws. */
  async run(): Promise<void> {
    const counting = setInterval(() => this.#tellCounts(), COUNTS_PERIOD_MS);
    try {
      await this.#open();
      this.#port.post({ type: 'running' });
      await this.#readAll();
      await this.#finish();
      this.#tellCounts();
      this.#port.post({ type: 'ended', stopped: this.#stopping.signal.aborted });
    } catch (error) {
      await this.#abandon(error);
      this.#tellCounts();
      this.#port.post({ type: 'failed', fault: this.#describe(error) });
    } finally {
      clearInterval(counting);
    }
  }

  /** Makes `run` come to its end: no more reading, everything that was read is committed. */
  stop(): void {
    this.#stopping.abort();
    // Whoever reads the console may have gone: that must not hold up the end.
    this.#chain.console.release();
  }

  pointsTaken(): void {
    this.#chain.screen?.taken();
  }

  consoleTaken(): void {
    this.#chain.console.taken();
  }

  async startRecording(order: RecordingOrder): Promise<void> {
    await this.#recording.start(order);
  }

  async stopRecording(): Promise<void> {
    await this.#recording.stop();
  }

  /** Tells the last rows of an edge, or why there are none to tell. */
  async tap(number: number, order: TapOrder): Promise<void> {
    try {
      this.#port.post({ type: 'tapped', number, answer: await this.#taps.rows(order) });
    } catch (error) {
      this.#port.post({ type: 'tapped', number, answer: describeFault(error) });
    }
  }

  async #open(): Promise<void> {
    // Sinks first: a source must not give rows that nobody can take.
    for (const { sink } of this.#chain.sinks) await sink.open();
    for (const { node, source } of this.#chain.sources) await named(node, () => source.open());
    this.#commits.begin();
  }

  /** Reads all sources side by side until they have ended; when one fails, the others stop too. */
  async #readAll(): Promise<void> {
    const failed = new AbortController();
    const signal = anyAborted(this.#stopping.signal, failed.signal);
    const failing = Promise.race([this.#commits.failure, this.#chain.timers.failure]).catch((error: unknown) => {
      failed.abort();
      throw error;
    });
    const reading = this.#chain.sources.map(async (entry) => {
      try {
        await this.#read(entry, signal);
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
      await Promise.allSettled(reading);
      this.#chain.timers.end();
      this.#taps.end();
    }
  }

  async #read(entry: SourceEntry, signal: AbortSignal): Promise<void> {
    const { node, output, counters } = entry;
    const { clock } = this.#port;
    const timeoutMs = node.source.eventTime?.idleTimeoutMs ?? null;
    const idle = timeoutMs === null ? null : new IdleWatch(timeoutMs, clock, () => output.idle());
    let turnEnds = clock.monotonic() + TURN_MS;
    while (!signal.aborted) {
      idle?.begin();
      const batch = await this.#poll(entry, signal);
      idle?.end(batch?.length ?? 0);
      if (batch === null) {
        this.#chain.meter.run(counters, () => output.receive(watermarkOnly(node.schema, Infinity)));
        return;
      }
      if (0 < batch.length) this.#chain.meter.run(counters, () => output.receive(entry.stamp(batch)));
      await this.#room(entry);
      // A source that always has rows would otherwise never let a timer or a message through.
      if (turnEnds < clock.monotonic()) {
        await this.#pause();
        turnEnds = clock.monotonic() + TURN_MS;
      }
    }
  }

  /** Gives timers and messages a turn. What they take is nobody's time: the source neither works nor waits. */
  async #pause(): Promise<void> {
    const { clock } = this.#port;
    const { meter } = this.#chain;
    const from = clock.monotonic();
    const chargedBefore = meter.chargedMs;
    await nextTurn();
    this.#pausedMs += Math.max(0, clock.monotonic() - from - (meter.chargedMs - chargedBefore));
  }

  async #poll({ node, source, counters, wait }: SourceEntry, signal: AbortSignal): Promise<Batch | null> {
    let batch: Batch | null = null;
    counters.busyMs += await wait.workedMs(async () => {
      batch = await named(node, () => source.poll(signal));
    });
    return batch;
  }

  /** Waits until every sink of the source can take more: this is how a slow sink slows its sources. */
  async #room({ sinks, counters }: SourceEntry): Promise<void> {
    for (const { sink, held } of sinks) {
      const full = sink.room();
      if (full) await this.#held(held, full);
    }
    const full = this.#recording.room();
    if (full) await this.#held([counters], full);
  }

  async #held(nodes: readonly NodeCounters[], full: Promise<void>): Promise<void> {
    const { clock } = this.#port;
    for (const node of nodes) node.hold(clock.monotonic());
    try {
      await full;
    } finally {
      for (const node of nodes) node.release(clock.monotonic());
    }
  }

  async #finish(): Promise<void> {
    await this.#commits.end();
    await this.#recording.stop();
    for (const { sink } of this.#chain.sinks) await sink.finish();
    await this.#close();
  }

  async #abandon(error: unknown): Promise<void> {
    // The first failure is the one to tell; what else breaks on the way out is its consequence.
    await this.#commits.end().catch(() => undefined);
    await this.#recording.stop().catch(() => undefined);
    const reason = describeFault(error).message;
    await Promise.allSettled(this.#chain.sinks.map(({ sink }) => sink.abandon(reason)));
    await this.#close();
  }

  async #close(): Promise<void> {
    await Promise.allSettled(this.#chain.sources.map(({ source }) => source.close()));
    await Promise.allSettled(this.#chain.rejectStores.map((store) => store.close()));
  }

  #describe(error: unknown): ReturnType<typeof describeFault> {
    const fault = describeFault(error);
    const working = this.#chain.meter.working;
    // A Fault names its node itself; of a bug, only the meter knows where it happened.
    if (error instanceof Fault || !working) return fault;
    return { code: fault.code, message: `${working.title}: ${fault.message}` };
  }

  #tellCounts(): void {
    const at = this.#port.clock.monotonic();
    const sharedAt = at - this.#pausedMs;
    const nodes = this.#chain.nodes.map(({ counters, queued, stateSize }) =>
      counters.snapshot(at, { queued: queued(), state: stateSize() }),
    );
    this.#port.post({ type: 'counts', at: sharedAt, nodes, recording: this.#recording.counts() });
  }
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
