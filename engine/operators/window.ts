import type { Batch } from '../data/batch.ts';
import { watermarksOf, watermarksPassed, withPassed } from '../data/batch.ts';
import type { Schema } from '../data/types.ts';
import type { OperatorNode, WindowOptions } from '../document/plan.ts';
import { KeyTable } from '../state/key-table.ts';
import type { KeyGroupRange } from '../state/key-groups.ts';
import type { SavedKeys } from '../state/key-table.ts';
import { SlotPool } from '../state/slot-pool.ts';
import { PassedWatermarks } from '../time/passed-watermarks.ts';
import type { Snapshot, Stateful, Taken } from '../state/snapshot.ts';
import { Aggregation } from '../windows/aggregation.ts';
import type { OpenWindow, OperatorContext, StatefulReceiver, StateSize } from './operator.ts';
import { CountWindowing } from './window-counts.ts';
import { WindowResults } from './window-results.ts';
import { WindowRows } from './window-rows.ts';
import { SessionWindowing } from './window-sessions.ts';
import { SlicedWindowing } from './window-slices.ts';
import type { Windowing, WindowState } from './windowing.ts';

/** The node of a window. */
export type WindowNode = OperatorNode & { readonly operator: WindowOptions };

interface SavedWindow extends Snapshot {
  /** One number: what has been promised downstream. */
  readonly watermark: Float64Array;
  readonly keys: SavedKeys;
  readonly windows: Snapshot;
}

/**
 * Aggregates rows per key and window (contract, section 6; Flink's WindowOperator with its EventTimeTrigger).
 *
 * Gives exactly what taking one row, then its watermark, then the next row would give. A batch is cut into runs of rows between
 * which windows fire; a run is aggregated column by column.
 */
export function createWindow(node: WindowNode, inputSchema: Schema, context: OperatorContext): WindowOperator {
  return new WindowOperator(node, inputSchema, context);
}

/** A window as it is seen by what gives it the time of the clock in place of event time. */
export class WindowOperator implements StatefulReceiver, Stateful {
  /** Its rows are in the accumulators. */
  readonly keepsBatches = false;
  readonly #context: OperatorContext;
  readonly #inputSchema: Schema;
  readonly #state: WindowState;
  readonly #windowing: Windowing;
  readonly #passed = new PassedWatermarks();
  // What has been promised downstream so far.
  #watermark = -Infinity;

  constructor(node: WindowNode, inputSchema: Schema, context: OperatorContext) {
    const { operator } = node;
    this.#context = context;
    this.#inputSchema = inputSchema;
    const aggregation = new Aggregation(operator.calls);
    const types = operator.key.map((place) => inputSchema[place]!.type);
    const keys = new KeyTable(operator.key, types);
    const slots = new SlotPool((capacity) => aggregation.grow(capacity));
    const rows = new WindowRows(keys, operator.window.type !== 'count');
    const results = new WindowResults(node, () => context.output.keepsBatches !== false);
    this.#state = { keys, slots, aggregation, rows, results };
    this.#windowing = createWindowing(operator, this.#state);
  }

  /** The smallest watermark at which something may be to be done. */
  get nextDue(): number {
    return this.#windowing.nextDue;
  }

  /** The keys that it has seen and not forgotten, and one entry for each key and window, or slice of windows. */
  get stateSize(): StateSize {
    return { keys: this.#state.keys.size, entries: this.#state.slots.used };
  }

  /** The windows that are open, in order of their ends. */
  get openWindows(): readonly OpenWindow[] {
    return this.#windowing.open(this.#watermark);
  }

  /** Takes `batch` in. `happened`: when its rows happened, where that is not the time that their windows follow. */
  receive(batch: Batch, happened = batch.eventTimes): void {
    this.#passed.take(batch);
    if (0 < batch.length) this.#aggregate(batch, happened);
    this.#fire(batch.watermark);
    const { keys, results } = this.#state;
    const fired = results.take(keys, this.#watermark, this.#context);
    this.#context.output.receive(withPassed(fired, watermarksPassed(batch)));
    this.#handOnLate(batch);
    this.#windowing.cleanUp(this.#watermark);
    keys.sweep();
  }

  snapshot(): Taken<SavedWindow> {
    const { saved, places } = this.#state.keys.save();
    return { watermark: Float64Array.of(this.#watermark), keys: saved, windows: this.#windowing.save(places) };
  }

  restore(saved: readonly Snapshot[], groups: KeyGroupRange): void {
    const all = saved as readonly SavedWindow[];
    // What only some of the former subtasks had promised, this one has not.
    this.#watermark = Math.min(...all.map(({ watermark }) => watermark[0]!));
    for (const { keys, windows } of all) {
      this.#windowing.load(windows, this.#state.keys.load(keys, groups), this.#watermark);
    }
  }

  #aggregate(batch: Batch, happened: Float64Array | null): void {
    const { rows, aggregation } = this.#state;
    rows.take(batch);
    aggregation.evaluate(batch, rows.failures, happened);
    for (let from = 0; from < batch.length;) {
      this.#fire(rows.watermarks[from]!);
      const to = this.#windowing.assign(from);
      aggregation.update(rows.slots, from, to);
      this.#watermark = Math.max(this.#watermark, rows.watermarks[to - 1]!);
      this.#windowing.settle(to - 1, this.#watermark);
      from = to;
    }
    rows.tellRejected(batch, this.#context);
  }

  /** Fires every window that is due at `watermark`, which is then promised downstream. */
  #fire(watermark: number): void {
    // Where nothing is due on the way, the way makes no difference.
    while (this.#windowing.nextDue <= watermark) {
      const next = this.#passed.next(watermark);
      this.#windowing.fire(next, this.#watermark);
      this.#watermark = Math.max(this.#watermark, next);
      if (next === watermark) return;
    }
    this.#watermark = Math.max(this.#watermark, watermark);
  }

  #handOnLate(batch: Batch): void {
    const { rows } = this.#state;
    const count = batch.length === 0 ? 0 : rows.lateCount;
    this.#context.counters.late += count;
    const { late } = this.#context;
    if (late === null) return;
    late.receive(count === 0 ? watermarksOf(batch, this.#inputSchema) : rows.lateRows(batch));
  }
}

function createWindowing({ window, allowedLatenessMs }: WindowOptions, state: WindowState): Windowing {
  switch (window.type) {
    case 'session':
      return new SessionWindowing(window.gapMs, allowedLatenessMs, state);
    case 'count':
      return new CountWindowing(window.size, state);
    default:
      return new SlicedWindowing(window, allowedLatenessMs, state);
  }
}
