import { watermarksPassed, withPassed } from '../../data/batch.ts';
import type { Batch } from '../../data/batch.ts';
import type { Row } from '../../data/rows.ts';
import { rowMaker } from '../../data/rows.ts';
import { columnIndex } from '../../data/types.ts';
import type { Schema } from '../../data/types.ts';
import type { OperatorNode } from '../../document/plan.ts';
import { Fault } from '../../fault.ts';
import type { Operator, OperatorContext } from '../../operators/operator.ts';
import type { Columns } from '../columns.ts';
import type { ElementContext, ProcessFunction, StateSpecs, TimerService } from './function.ts';
import { GivenRows } from './given-rows.ts';
import type { TimeKind } from './keyed-states.ts';
import { KeyedStates } from './keyed-states.ts';

/** Any process function, where its columns are known by their schema only. */
export type AnyProcessFunction = ProcessFunction<Columns, string, Columns, StateSpecs>;

type AnyContext = ElementContext<Columns, string, Columns, StateSpecs>;

/** The operator that runs `code` for each row of the keys, one row and one watermark after the other, however they are batched. */
export function createProcess(
  { node, key }: { readonly node: OperatorNode; readonly key: readonly string[] },
  code: AnyProcessFunction,
  { inputSchema, context }: { readonly inputSchema: Schema; readonly context: OperatorContext },
): Operator {
  const process = new Process({ node, key, code }, inputSchema, context);
  return {
    inputs: [{ receive: (batch) => process.receive(batch) }],
    state: process,
    processingTime: { advance: (now) => process.advance(now), nextTimer: () => process.nextTimer },
  };
}

class Process {
  readonly #title: string;
  readonly #code: AnyProcessFunction;
  readonly #context: OperatorContext;
  readonly #states: KeyedStates;
  readonly #given: GivenRows;
  readonly #rowOf: (batch: Batch, row: number) => Row;
  /** What the code is given: always the same, as it is good only while the code runs. */
  readonly #inHand: AnyContext;
  /** When what is in hand happened; null where nobody knows. */
  #time: number | null = null;
  #keys = new Int32Array(0);
  #watermark = -Infinity;
  /** What has been promised downstream: while timers fire, the watermark before. */
  #promised = -Infinity;
  #now = -Infinity;

  constructor(
    { node, key, code }: { node: OperatorNode; key: readonly string[]; code: AnyProcessFunction },
    inputSchema: Schema,
    context: OperatorContext,
  ) {
    this.#title = `operator "${node.id}"`;
    this.#code = code;
    this.#context = context;
    const places = key.map((name) => columnIndex(inputSchema, name));
    this.#states = new KeyedStates(this.#title, places, { inputSchema, specs: code.state ?? {} });
    this.#given = new GivenRows(this.#title, node.schema, { hasEventTime: node.hasEventTime, code: 'operator-failed' });
    this.#rowOf = rowMaker(inputSchema);
    this.#inHand = this.#createContext();
  }

  get nextTimer(): number {
    return this.#states.timers.processing.earliest;
  }

  receive(batch: Batch): void {
    if (this.#keys.length < batch.length) this.#keys = new Int32Array(batch.length);
    this.#states.resolve(batch, this.#keys);
    const passed = watermarksPassed(batch);
    let next = 0;
    const passUpTo = (watermark: number): void => {
      while (passed && next < passed.length && passed[next]! <= watermark) this.#advanceTo(passed[next++]!);
      this.#advanceTo(watermark);
    };
    for (let row = 0; row < batch.length; row++) {
      const { watermarksBefore } = batch;
      passUpTo(typeof watermarksBefore === 'number' ? watermarksBefore : watermarksBefore[row]!);
      this.#processRow(batch, row);
    }
    passUpTo(batch.watermark);
    this.#context.output.receive(withPassed(this.#given.take(this.#promised), passed));
    this.#states.sweep();
  }

  /** The clock shows `now`: fires what is due by it. */
  advance(now: number): void {
    this.#now = Math.max(this.#now, now);
    const { processing } = this.#states.timers;
    if (this.#now <= processing.earliest) return;
    while (processing.earliest < this.#now) this.#fire('processing');
    this.#context.output.receive(this.#given.take(this.#promised));
  }

  snapshot() {
    return this.#states.snapshot(this.#watermark);
  }

  restore(...[saved, groups]: Parameters<KeyedStates['restore']>): void {
    this.#watermark = this.#promised = this.#states.restore(saved, groups);
  }

  /** Fires every event timer that is due at `watermark`, those that timers register included, and then promises it downstream. */
  #advanceTo(watermark: number): void {
    if (watermark <= this.#watermark) return;
    this.#watermark = watermark;
    const { event } = this.#states.timers;
    while (!event.isEmpty && event.earliest <= watermark) this.#fire('event');
    this.#promised = watermark;
  }

  #processRow(batch: Batch, row: number): void {
    const time = batch.eventTimes === null ? NaN : batch.eventTimes[row]!;
    this.#time = Number.isNaN(time) ? null : time;
    this.#states.take(this.#keys[row]!);
    try {
      this.#code.processElement(this.#rowOf(batch, row), this.#inHand);
    } catch (cause) {
      this.#failed('processElement', cause);
    }
    this.#states.letGo();
  }

  #fire(kind: TimeKind): void {
    const time = this.#states.fire(kind);
    this.#time = kind === 'event' ? time : null;
    try {
      this.#code.onTimer?.({ time, kind }, this.#inHand);
    } catch (cause) {
      this.#failed('onTimer', cause);
    }
    this.#states.letGo();
  }

  #createContext(): AnyContext {
    const states = this.#states;
    const time = (): number | null => this.#time;
    return {
      get timestamp() {
        return time();
      },
      // Read from its columns only where the code asks.
      get key() {
        return states.key;
      },
      state: states.states,
      timerService: this.#createTimerService(),
      collect: (row: Row) => this.#given.add(row, this.#time ?? NaN, this.#promised),
    };
  }

  #createTimerService(): TimerService {
    return {
      currentWatermark: () => this.#watermark,
      currentProcessingTime: () => this.#now,
      registerEventTimeTimer: (time) => this.#states.registerTimer('event', time),
      deleteEventTimeTimer: (time) => this.#states.deleteTimer('event', time),
      registerProcessingTimeTimer: (time) => this.#states.registerTimer('processing', time),
      deleteProcessingTimeTimer: (time) => this.#states.deleteTimer('processing', time),
    };
  }

  #failed(name: string, cause: unknown): never {
    if (cause instanceof Fault) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Fault('operator-failed', `${this.#title}: ${name} failed: ${reason}`, { cause });
  }
}
