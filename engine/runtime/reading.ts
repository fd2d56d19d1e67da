import { watermarkOnly } from '../data/batch.ts';
import type { Batch } from '../data/batch.ts';
import type { Clock } from '../time/clock.ts';
import type { Chain, SourceEntry } from './entries.ts';
import { IdleWatch } from './idle-watch.ts';
import { named } from './named.ts';
import type { NodeCounters } from './node-counters.ts';

/** How long a subtask reads without giving timers and messages a turn. */
const TURN_MS = 10;

/** Reads the sources of a subtask: hands their batches down the chain, and waits where something has no room. */
export class Reading {
  /** How long timers and messages have had their turns. */
  pausedMs = 0;
  readonly #chain: Chain;
  readonly #clock: Clock;
  readonly #recordingRoom: () => Promise<void> | null;
  /** While sources are held: settles when they may go on. */
  #held: { readonly ended: Promise<void>; readonly end: () => void } | null = null;

  /** `recordingRoom`: null while the recording that is being made, if any, can take more rows. */
  constructor(chain: Chain, clock: Clock, recordingRoom: () => Promise<void> | null) {
    this.#chain = chain;
    this.#clock = clock;
    this.#recordingRoom = recordingRoom;
  }

  /** No source is asked for rows any more; one that was asked already may still give some. */
  hold(): void {
    if (this.#held) return;
    let end = (): void => undefined;
    const ended = new Promise<void>((resolve) => (end = resolve));
    this.#held = { ended, end };
  }

  /** They go on. */
  release(): void {
    this.#held?.end();
    this.#held = null;
  }

  /** Reads until the source has ended or `signal` is aborted. */
  async read(entry: SourceEntry, signal: AbortSignal): Promise<void> {
    const { node, output, counters } = entry;
    const clock = this.#clock;
    const timeoutMs = node.source.eventTime?.idleTimeoutMs ?? null;
    const idle = timeoutMs === null ? null : new IdleWatch(timeoutMs, clock, () => output.idle());
    const give = (batch: Batch): void => output.receive(entry.stamp(batch));
    let turnEnds = clock.monotonic() + TURN_MS;
    while (!signal.aborted) {
      if (this.#held) await this.#heldBack(entry);
      idle?.begin();
      const batch = await this.#poll(entry, signal);
      idle?.end(batch?.length ?? 0);
      if (batch === null) {
        this.#chain.meter.run(counters, (end) => output.receive(end), watermarkOnly(node.schema, Infinity));
        return;
      }
      // A source that knows more of its watermark than its rows tell moves it without any.
      if (0 < batch.length || -Infinity < batch.watermark) this.#chain.meter.run(counters, give, batch);
      idle?.repeat();
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
    const clock = this.#clock;
    const { meter } = this.#chain;
    const from = clock.monotonic();
    const chargedBefore = meter.chargedMs;
    await nextTurn();
    this.pausedMs += Math.max(0, clock.monotonic() - from - (meter.chargedMs - chargedBefore));
  }

  async #poll({ node, source, counters, wait }: SourceEntry, signal: AbortSignal): Promise<Batch | null> {
    let batch: Batch | null = null;
    counters.busyMs += await wait.workedMs(async () => {
      batch = await named(node, () => source.poll(signal));
    });
    return batch;
  }

  /** Waits until every sink of the source, and every way to other subtasks, can take more: this is how a slow sink slows its sources. */
  async #room({ limits, counters }: SourceEntry): Promise<void> {
    for (const { limit, held } of limits) {
      const full = limit.room();
      if (full) await this.#wait(held, full);
    }
    const full = this.#recordingRoom();
    if (full) await this.#wait([counters], full);
  }

  /** Waits while sources are held, which they are until all that was given has arrived: it is as if there were no room. */
  async #heldBack({ counters }: SourceEntry): Promise<void> {
    while (this.#held) await this.#wait([counters], this.#held.ended);
  }

  async #wait(nodes: readonly NodeCounters[], full: Promise<void>): Promise<void> {
    const clock = this.#clock;
    for (const node of nodes) node.hold(clock.monotonic());
    try {
      await full;
    } finally {
      for (const node of nodes) node.release(clock.monotonic());
    }
  }
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
