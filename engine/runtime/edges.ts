import type { Batch } from '../data/batch.ts';
import type { Receiver } from '../operators/operator.ts';
import { CombinedWatermark } from '../time/watermarks.ts';
import type { NodeCounters, WorkMeter } from './node-counters.ts';

/** Sends what a node gives to everybody who reads it, in the order of the plan, and counts it. */
export class Fanout implements Receiver {
  readonly #counters: NodeCounters;
  #receivers: readonly Receiver[] = [];

  constructor(counters: NodeCounters) {
    this.#counters = counters;
  }

  /** Adds a reader, from the next batch on, until the returned function is called. */
  add(receiver: Receiver): () => void {
    this.#receivers = [...this.#receivers, receiver];
    return () => {
      this.#receivers = this.#receivers.filter((each) => each !== receiver);
    };
  }

  receive(batch: Batch): void {
    this.#counters.rowsOut += batch.length;
    this.#counters.watermark = batch.watermark;
    for (const receiver of this.#receivers) receiver.receive(batch);
  }
}

/** The late rows of an operator go to whoever reads them; they are no part of its rows out. */
export class SideOutput implements Receiver {
  #receivers: readonly Receiver[] = [];

  add(receiver: Receiver): void {
    this.#receivers = [...this.#receivers, receiver];
  }

  receive(batch: Batch): void {
    for (const receiver of this.#receivers) receiver.receive(batch);
  }
}

/** The way into a node: counts its rows, and charges its time to it. */
export function metered(inner: Receiver, counters: NodeCounters, meter: WorkMeter): Receiver {
  return {
    receive(batch) {
      counters.rowsIn += batch.length;
      const outer = meter.enter(counters);
      inner.receive(batch);
      // Not in a finally: after an exception the meter still names the node that threw it.
      meter.leave(outer);
    },
  };
}

/**
 * The ways into the inputs of a node: rows go on as they come, under the smallest watermark of all inputs that have
 * not ended (contract, section 3).
 */
export function mergedInputs(inputs: readonly Receiver[]): readonly Receiver[] {
  if (inputs.length === 1) return inputs;
  const combined = new CombinedWatermark(inputs.length);
  return inputs.map((receiver, input) => ({
    receive: (batch: Batch) => receiver.receive(underCombined(batch, input, combined)),
  }));
}

function underCombined(batch: Batch, input: number, combined: CombinedWatermark): Batch {
  const { watermarksBefore, length } = batch;
  if (typeof watermarksBefore === 'number') {
    const before = combined.update(input, watermarksBefore);
    return { ...batch, watermarksBefore: before, watermark: combined.update(input, batch.watermark) };
  }
  const before = new Float64Array(length);
  for (let i = 0; i < length; i++) before[i] = combined.update(input, watermarksBefore[i]!);
  return { ...batch, watermarksBefore: before, watermark: combined.update(input, batch.watermark) };
}
