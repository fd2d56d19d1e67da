import { watermarksPassed, withPassed } from '../../data/batch.ts';
import type { Batch } from '../../data/batch.ts';
import type { Row } from '../../data/rows.ts';
import { valueAt } from '../../data/rows.ts';
import { columnIndex } from '../../data/types.ts';
import type { Schema } from '../../data/types.ts';
import type { OperatorNode } from '../../document/plan.ts';
import { Fault } from '../../fault.ts';
import type { Operator, OperatorContext } from '../../operators/operator.ts';
import type { Columns } from '../columns.ts';
import type { FiredTimer, ProcessFunction, StateSpecs, TimerService } from './function.ts';
import { GivenRows } from './given-rows.ts';
import type { TimeKind } from './keyed-states.ts';
import { KeyedStates } from './keyed-states.ts';

/** Any process function, where its columns are known by their schema only. */
export type AnyProcessFunction = ProcessFunction<Columns, string, Columns, StateSpecs>;

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
  readonly #timerService: TimerService;
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
    this.#timerService = this.#createTimerService();
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
    const timestamp = batch.eventTimes === null || Number.isNaN(batch.eventTimes[row]) ? null : batch.eventTimes[row]!;
    const values = batch.schema.map(({ name }, c) => [name, valueAt(batch.columns[c]!, row)] as const);
    this.#states.with(this.#keys[row]!, () => {
      const context = { ...this.#contextAt(timestamp), timestamp };
      this.#guarded('processElement', () => this.#code.processElement(Object.fromEntries(values), context));
    });
  }

  #fire(kind: TimeKind): void {
    this.#states.fire(kind, (time) => {
      const timer: FiredTimer = { time, kind };
      const context = this.#contextAt(kind === 'event' ? time : null);
      this.#guarded('onTimer', () => this.#code.onTimer?.(timer, context));
    });
  }

  #contextAt(time: number | null) {
    const states = this.#states;
    return {
      get key() {
        return states.key;
      },
      state: states.states as Record<string, never>,
      timerService: this.#timerService,
      collect: (row: Row) => this.#given.add(row, time ?? NaN, this.#promised),
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

  #guarded(name: string, call: () => unknown): void {
    try {
      call();
    } catch (cause) {
      if (cause instanceof Fault) throw cause;
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new Fault('operator-failed', `${this.#title}: ${name} failed: ${reason}`, { cause });
    }
  }
}
