import type { Batch } from '../data/batch.ts';
import { watermarkOnly } from '../data/batch.ts';
import type { Schema } from '../data/types.ts';
import type { OperatorNode, WindowOptions } from '../document/plan.ts';
import { KeyTable } from '../state/key-table.ts';
import { SlotPool } from '../state/slot-pool.ts';
import { Aggregation, REJECTED } from '../windows/aggregation.ts';
import type { OpenWindow } from '../windows/open-windows.ts';
import { OpenWindows } from '../windows/open-windows.ts';
import type { OperatorContext, Receiver } from './operator.ts';
import { WindowResults } from './window-results.ts';
import { WindowRows } from './window-rows.ts';

/**
 * Aggregates rows per key and tumbling window of event time (contract, section 6; Flink's WindowOperator with its EventTimeTrigger).
 *
 * Gives exactly what taking one row, then its watermark, then the next row would give. A batch is cut into runs of rows between
 * which windows fire; a run is aggregated column by column.
 */
export function createWindow(
  node: OperatorNode & { readonly operator: WindowOptions },
  inputSchema: Schema,
  context: OperatorContext,
): Receiver {
  return new WindowOperator(node, inputSchema, context);
}

class WindowOperator implements Receiver {
  readonly #context: OperatorContext;
  readonly #inputSchema: Schema;
  readonly #keys: KeyTable;
  readonly #slots: SlotPool;
  readonly #windows: OpenWindows;
  readonly #aggregation: Aggregation;
  readonly #rows: WindowRows;
  readonly #results: WindowResults;
  readonly #one = new Int32Array(1);
  // What has been promised downstream so far.
  #watermark = -Infinity;

  constructor(
    { schema, operator }: OperatorNode & { readonly operator: WindowOptions },
    inputSchema: Schema,
    context: OperatorContext,
  ) {
    this.#context = context;
    this.#inputSchema = inputSchema;
    this.#aggregation = new Aggregation(operator.calls);
    const types = operator.key.map((place) => inputSchema[place]!.type);
    this.#keys = new KeyTable(operator.key, types);
    this.#slots = new SlotPool((capacity) => this.#aggregation.grow(capacity));
    this.#windows = new OpenWindows(operator.window.sizeMs, operator.allowedLatenessMs);
    this.#rows = new WindowRows(operator, { keys: this.#keys, slots: this.#slots, windows: this.#windows });
    this.#results = new WindowResults(operator, schema);
  }

  receive(batch: Batch): void {
    if (0 < batch.length) this.#aggregate(batch);
    this.#fire(batch.watermark);
    this.#context.output.receive(this.#results.take(this.#keys, this.#watermark, this.#context));
    this.#handOnLate(batch);
    this.#cleanUp();
  }

  #aggregate(batch: Batch): void {
    const rows = this.#rows;
    rows.take(batch);
    this.#aggregation.evaluate(batch, rows.failures);
    for (let from = 0; from < batch.length;) {
      this.#fire(rows.watermarks[from]!);
      const to = rows.assign(from);
      this.#aggregation.update(rows.slots, from, to, rows.failures);
      this.#watermark = Math.max(this.#watermark, rows.watermarks[to - 1]!);
      if (rows.pastEnd !== null) this.#fireAgain(rows.pastEnd, rows.slots[to - 1]!);
      from = to;
    }
    if (0 < rows.failures.count) this.#rejectRows(batch);
  }

  /** Fires every window that is due at `watermark`, which is then promised downstream: in order of their ends, before it. */
  #fire(watermark: number): void {
    for (;;) {
      const window = this.#windows.takeFiring(watermark);
      if (window === null) break;
      const { slots, count, start } = window;
      this.#results.add({ slots, count, start, watermark: this.#watermark }, this.#slots.keys, this.#aggregation);
    }
    this.#watermark = Math.max(this.#watermark, watermark);
  }

  /** Gives the whole result so far of one key of a window that has fired. */
  #fireAgain({ start }: OpenWindow, slot: number): void {
    if (slot < 0) return;
    this.#one[0] = slot;
    const firing = { slots: this.#one, count: 1, start, watermark: this.#watermark };
    this.#results.add(firing, this.#slots.keys, this.#aggregation);
  }

  #rejectRows(batch: Batch): void {
    const { slots, failures } = this.#rows;
    for (let row = 0; row < batch.length; row++) {
      // A late row is not rejected, whatever its values: they are not looked at.
      if (slots[row] === REJECTED) this.#context.reject(batch, row, failures.get(row)!);
    }
  }

  #handOnLate(batch: Batch): void {
    const count = batch.length === 0 ? 0 : this.#rows.lateCount;
    this.#context.counters.late += count;
    const { late } = this.#context;
    if (late === null) return;
    late.receive(count === 0 ? watermarkOnly(this.#inputSchema, batch.watermark) : this.#rows.lateRows(batch));
  }

  #cleanUp(): void {
    for (;;) {
      const window = this.#windows.takeExpired(this.#watermark);
      if (window === null) break;
      const { slots, count } = window;
      this.#aggregation.clear(slots, count);
      for (let i = 0; i < count; i++) this.#keys.release(this.#slots.keys[slots[i]!]!);
      this.#slots.giveBack(slots, count);
    }
    this.#keys.sweep();
  }
}
