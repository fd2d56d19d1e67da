import { watermarkOnly } from '../data/batch.ts';
import type { Batch } from '../data/batch.ts';
import type { Schema } from '../data/types.ts';
import type { Receiver } from '../operators/operator.ts';
import { CombinedWatermark } from '../time/combined-watermark.ts';
import type { CombinationRule } from '../time/combined-watermark.ts';
import type { NodeCounters, WorkMeter } from './node-counters.ts';

/** The way into a node: rows, and the word that none are expected for the time being. */
export interface Edge extends Receiver {
  /** Nobody is to wait for this input until its next batch. */
  idle(): void;
}

/** Sends what a node gives to everybody who reads it, in the order of the plan, and counts it as the node's rows out. */
export class Output implements Edge {
  readonly #counters: NodeCounters | null;
  #readers: readonly Edge[] = [];

  /** Without counters for a side output: its rows are no part of the node's rows out. */
  constructor(counters: NodeCounters | null = null) {
    this.#counters = counters;
  }

  /** Adds a reader, from the next batch on, until the returned function is called. */
  add(reader: Edge): () => void {
    this.#readers = [...this.#readers, reader];
    return () => {
      this.#readers = this.#readers.filter((each) => each !== reader);
    };
  }

  receive(batch: Batch): void {
    if (this.#counters) {
      this.#counters.rowsOut += batch.length;
      this.#counters.watermark = batch.watermark;
    }
    for (const reader of this.#readers) reader.receive(batch);
  }

  idle(): void {
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
export function edgesInto(node: NodeEnds): readonly Edge[] {
  const { receivers, outputs } = node;
  const idle = (): void => outputs.forEach((output) => output.idle());
  if (receivers.length === 1) return [{ receive: (batch) => receivers[0]!.receive(batch), idle }];
  const combined = new CombinedWatermark(receivers.length, node.rule);
  return receivers.map((receiver, input) => ({
    receive: (batch) => receiver.receive(underCombined(batch, input, combined)),
    idle() {
      receiver.receive(watermarkOnly(node.schemas[input]!, combined.idle(input)));
      if (combined.isIdle) idle();
    },
  }));
}

/** Counts a node's rows, and charges its time to it. */
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
