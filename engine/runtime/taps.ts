import type { Batch } from '../data/batch.ts';
import { toRows } from '../data/rows.ts';
import type { Row } from '../data/rows.ts';
import type { Value } from '../data/types.ts';
import type { Plan, PlanInput } from '../document/plan.ts';
import { Fault } from '../fault.ts';
import type { Clock } from '../time/clock.ts';
import type { Output } from './edges.ts';
import type { NodeEntry } from './entries.ts';
import { openWindowsOf } from './open-windows.ts';
import type { TapOrder, TappedRows } from './protocol.ts';

/** Rows that a tap gives. */
export const TAPPED_ROWS_MAX = 20;

/** A tap that nobody has asked for this long is taken off. */
const FORGOTTEN_AFTER_MS = 5000;

/** How long the first answer waits for a row. */
const FIRST_ROW_MS = 1000;

/** Who asks more often gets the same answer. */
const SAMPLE_MS = 250;

/** Characters of a text that are shown. */
const TEXT_LENGTH_MAX = 1000;

/**
 * Gives the last rows of nodes to people. A tap is one more reader of an output that only holds on to the last batches, which belong
 * to everybody; rows are made of them when they are asked for. What nobody asks for costs nothing.
 */
export class Taps {
  readonly #nodes: readonly NodeEntry[];
  readonly #plan: Plan;
  readonly #clock: Clock;
  readonly #taps = new Map<string, Tap>();

  constructor(nodes: readonly NodeEntry[], plan: Plan, clock: Clock) {
    this.#nodes = nodes;
    this.#plan = plan;
    this.#clock = clock;
  }

  /** The last rows that the node gave, of a sink those that it was given; the first answer waits a moment for one. */
  async rows(order: TapOrder): Promise<TappedRows> {
    if (order.output === 'windows') return openWindowsOf(order.node, this.#nodes);
    const name = `${order.node}.${order.output}`;
    let tap = this.#taps.get(name);
    if (!tap) {
      tap = new Tap(this.#outputsOf({ ...order, output: order.output }), this.#clock, () => this.#taps.delete(name));
      this.#taps.set(name, tap);
    }
    return tap.rows();
  }

  /** Takes all taps off. */
  end(): void {
    for (const tap of this.#taps.values()) tap.end();
  }

  #outputsOf({ node: id, output }: RowsOrder): readonly Output[] {
    const node = this.#plan.nodes.find((each) => each.id === id);
    if (!node) throw new Fault('not-found', `there is no node "${id}" in this pipeline`);
    const ends = node.role === 'sink' ? node.inputs : [{ node: id, output }];
    return ends.map((end) => {
      const found = this.#nodes.find(({ counters }) => counters.id === end.node)?.outputs[end.output];
      if (!found)
        throw new Fault('not-found', `${node.role} "${id}" has no output "${end.output}"; its rows are "main"`);
      return found;
    });
  }
}

/** An order of rows, not of windows. */
type RowsOrder = TapOrder & { readonly output: PlanInput['output'] };

class Tap {
  readonly #clock: Clock;
  readonly #onEnd: () => void;
  readonly #detach: readonly (() => void)[];
  #batches: Batch[] = [];
  #length = 0;
  #answer: { readonly at: number; readonly rows: TappedRows } | null = null;
  #forgotten: NodeJS.Timeout | undefined;
  #hasBegun!: () => void;
  readonly #begun = new Promise<void>((resolve) => (this.#hasBegun = resolve));

  constructor(outputs: readonly Output[], clock: Clock, onEnd: () => void) {
    this.#clock = clock;
    this.#onEnd = onEnd;
    const reader = { receive: (batch: Batch): void => this.#hold(batch), idle: (): void => undefined };
    this.#detach = outputs.map((output) => output.add(reader));
  }

  async rows(): Promise<TappedRows> {
    clearTimeout(this.#forgotten);
    this.#forgotten = setTimeout(() => this.end(), FORGOTTEN_AFTER_MS);
    if (this.#length === 0) await this.#firstRow();
    const now = this.#clock.monotonic();
    if (this.#answer === null || SAMPLE_MS <= now - this.#answer.at) this.#answer = { at: now, rows: this.#read() };
    return this.#answer.rows;
  }

  end(): void {
    clearTimeout(this.#forgotten);
    for (const detach of this.#detach) detach();
    this.#hasBegun();
    this.#onEnd();
  }

  #hold(batch: Batch): void {
    if (batch.length === 0) return;
    this.#batches.push(batch);
    this.#length += batch.length;
    while (TAPPED_ROWS_MAX <= this.#length - this.#batches[0]!.length) this.#length -= this.#batches.shift()!.length;
    this.#hasBegun();
  }

  async #firstRow(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<void>((resolve) => (timer = setTimeout(resolve, FIRST_ROW_MS)));
    await Promise.race([this.#begun, patience]);
    clearTimeout(timer);
  }

  #read(): TappedRows {
    const rows: Row[] = [];
    for (const batch of [...this.#batches].reverse()) {
      const wanted = TAPPED_ROWS_MAX - rows.length;
      rows.unshift(...toRows(batch, Math.max(0, batch.length - wanted)).map(shortened));
    }
    return { columns: this.#batches.at(-1)?.schema ?? [], rows };
  }
}

function shortened(row: Row): Row {
  const short = (value: Value): Value =>
    typeof value === 'string' && TEXT_LENGTH_MAX < value.length ? `${value.slice(0, TEXT_LENGTH_MAX)}…` : value;
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, short(value)]));
}
