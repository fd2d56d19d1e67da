import { watermarkOnly } from '../data/batch.ts';
import type { Batch } from '../data/batch.ts';
import type { Schema } from '../data/types.ts';
import type { Receiver } from '../operators/operator.ts';
import type { Reads } from '../operators/reads.ts';
import { EVERYTHING, readsOfAll } from '../operators/reads.ts';
import { CombinedWatermark } from '../time/combined-watermark.ts';
import type { CombinationRule } from '../time/combined-watermark.ts';
import type { ClockTimer } from './clock-timers.ts';
import type { NodeCounters, WorkMeter } from './node-counters.ts';
import { RowByRow } from './row-by-row.ts';

/** The way into a node: rows, and the word that none are expected for the time being. */
export interface Edge extends Receiver {
  /** Nobody is to wait for this input until its next batch. */
  idle(): void;
}

/** Sends what a node gives to everybody who reads it, in the order of the plan, and counts it as the node's rows out. */
export class Output implements Edge {
  readonly #counters: NodeCounters | null;
  readonly #rowByRow: RowByRow | null;
  #readers: readonly Edge[] = [];

  /**
   * Without counters for a side output: its rows are no part of the node's rows out. `isRowByRow`: each row goes to everybody before
   * the watermark behind it does, and that before the next row.
   */
  constructor(counters: NodeCounters | null = null, { isRowByRow = false } = {}) {
    this.#counters = counters;
    this.#rowByRow = isRowByRow ? new RowByRow((each) => this.#give(each)) : null;
  }

  /** Whether anybody reads it now. */
  get isRead(): boolean {
    return 0 < this.#readers.length;
  }

  /** Adds a reader, from the next batch on, until the returned function is called. */
  add(reader: Edge): () => void {
    this.#readers = [...this.#readers, reader];
    return () => {
      this.#readers = this.#readers.filter((each) => each !== reader);
    };
  }

  /** Whether any of its readers keeps batches. */
  get keepsBatches(): boolean {
    return this.#readers.some((reader) => reader.keepsBatches !== false);
  }

  /** What its readers look at together. */
  get reads(): Reads {
    return this.#rowByRow ? EVERYTHING : readsOfAll(this.#readers);
  }

  receive(batch: Batch): void {
    if (this.#counters) {
      this.#counters.rowsOut += batch.length;
      this.#counters.watermark = batch.watermark;
    }
    if (this.#rowByRow) this.#rowByRow.receive(batch);
    else this.#give(batch);
  }

  #give(batch: Batch): void {
    for (const reader of this.#readers) reader.receive(batch);
  }

  idle(): void {
    this.#rowByRow?.idle();
    for (const reader of this.#readers) reader.idle();
  }
}

/** What a node does with its inputs: its receivers, in order, and its outputs, which are idle when all inputs are. */
export interface NodeEnds {
  readonly receivers: readonly Receiver[];
  readonly schemas: readonly Schema[];
  readonly outputs: readonly Output[];
  readonly rule: CombinationRule;
}

/**
 * The ways into the inputs of a node. With several, rows go on as they come, under the smallest watermark of all
 * inputs that are not idle and have not ended (contract, section 3).
 */
export function edgesInto(
  node: NodeEnds,
  combined = new CombinedWatermark(node.receivers.length, node.rule),
): readonly Edge[] {
  const { receivers, outputs } = node;
  const idle = (): void => outputs.forEach((output) => output.idle());
  if (receivers.length === 1) return [into(receivers[0]!, { receive: (batch) => receivers[0]!.receive(batch), idle })];
  return receivers.map((receiver, input) =>
    into(receiver, {
      receive: (batch) => receiver.receive(underCombined(batch, input, combined)),
      idle: () => {
        receiver.receive(watermarkOnly(node.schemas[input]!, combined.idle(input)));
        if (combined.isIdle) idle();
      },
    }),
  );
}

/** `edge` as the way into `receiver`, which keeps batches or does not. */
function into(receiver: Receiver, calls: Pick<Edge, 'receive' | 'idle'>): Edge {
  return {
    ...calls,
    get keepsBatches() {
      return receiver.keepsBatches !== false;
    },
    get reads() {
      return receiver.reads;
    },
  };
}

/** Counts a node's rows, charges its time to it, and shows it the clock where it has a `timer`. */
export function metered(
  inner: Receiver,
  counters: NodeCounters,
  { meter, timer }: { readonly meter: Pick<WorkMeter, 'run'>; readonly timer?: ClockTimer | null },
): Receiver {
  const give = (batch: Batch): void => inner.receive(batch);
  return {
    get keepsBatches() {
      return inner.keepsBatches !== false;
    },
    get reads() {
      return inner.reads;
    },
    receive(batch) {
      counters.rowsIn += batch.length;
      timer?.before();
      meter.run(counters, give, batch);
      timer?.after();
    },
  };
}

/** `batch` under the watermark of all inputs together, at every point at which that of its own input rises. */
function underCombined(batch: Batch, input: number, combined: CombinedWatermark): Batch {
  const { watermarksBefore, watermarksPassed, length } = batch;
  const passed = watermarksPassed?.slice();
  let next = 0;
  const rise = (watermark: number): number => {
    for (; passed !== undefined && next < passed.length && passed[next]! <= watermark; next++) {
      passed[next] = combined.update(input, passed[next]!);
    }
    return combined.update(input, watermark);
  };
  let before: Float64Array | number;
  if (typeof watermarksBefore === 'number') before = rise(watermarksBefore);
  else {
    before = new Float64Array(length);
    for (let i = 0; i < length; i++) before[i] = rise(watermarksBefore[i]!);
  }
  return {
    ...batch,
    watermarksBefore: before,
    watermark: rise(batch.watermark),
    watermarksPassed: passed?.subarray(0, next),
  };
}
