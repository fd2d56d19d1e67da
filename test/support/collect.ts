import type { Batch } from '../../engine/data/batch.ts';
import { oneRow } from '../../engine/data/batch.ts';
import type { Row } from '../../engine/data/rows.ts';
import { fromRows, toRows } from '../../engine/data/rows.ts';
import type { Schema } from '../../engine/data/types.ts';
import type { OperatorContext, Receiver } from '../../engine/operators/operator.ts';
import { PassedWatermarks } from '../../engine/time/passed-watermarks.ts';

/** What goes into a stream, and what comes out of it, as plain values: a row at its event time, or a watermark. */
export type Signal = RowSignal | WatermarkSignal;

export interface RowSignal {
  readonly time: number;
  readonly row: Row;
}

export interface WatermarkSignal {
  readonly watermark: number;
}

/** What an operator gave: rows and watermarks, late rows, and rows that it could not compute with the reason. */
export type Emitted = Signal | { readonly late: RowSignal } | { readonly rejected: Row; readonly reason: string };

/** The row `row` at event time `time`. */
export function row(time: number, row: Row): RowSignal {
  return { time, row };
}

/** The promise that no row up to `time` will follow. */
export function watermark(time: number): WatermarkSignal {
  return { watermark: time };
}

/** The end of the input. */
export const END: WatermarkSignal = { watermark: Infinity };

/** Batches that say `signals`, each of as many of them as the next of `sizes` says; the last size is used for all the rest. */
export function toBatches(schema: Schema, signals: readonly Signal[], sizes: readonly number[] = [1]): Batch[] {
  const batches: Batch[] = [];
  let current = -Infinity;
  for (let from = 0, n = 0; from < signals.length; n++) {
    const size = Math.max(1, sizes[Math.min(n, sizes.length - 1)]!);
    const batch = toBatch(schema, signals.slice(from, from + size), current);
    batches.push(batch);
    current = batch.watermark;
    from += size;
  }
  return batches;
}

function toBatch(schema: Schema, signals: readonly Signal[], watermarkBefore: number): Batch {
  const rows: RowSignal[] = [];
  const before: number[] = [];
  const passed: number[] = [];
  let current = watermarkBefore;
  for (const signal of signals) {
    if ('watermark' in signal) {
      current = Math.max(current, signal.watermark);
      passed.push(current);
      continue;
    }
    rows.push(signal);
    before.push(current);
  }
  return {
    ...fromRows(
      schema,
      rows.map((each) => each.row),
    ),
    eventTimes: Float64Array.from(rows, ({ time }) => time),
    watermarksBefore: before.every((each) => each === before[0]) ? (before[0] ?? current) : Float64Array.from(before),
    watermark: current,
    watermarksPassed: Float64Array.from(passed),
  };
}

/** Makes an operator in `context`. */
export type Create = (context: OperatorContext) => Receiver;

/** One operator that is `stages`, each reading the one before it. */
export function chain(...stages: readonly Create[]): Create {
  return (context) => stages.reduceRight<Receiver>((output, create) => create({ ...context, output }), context.output);
}

/** Gives `batches` to the operator and returns all that it gave, in order; a watermark only where it rose. */
export function collect(create: Create, batches: readonly Batch[]): Emitted[] {
  const emitted: Emitted[] = [];
  const counters = { late: 0 };
  const operator = create({
    output: { receive: unroll((signal) => emitted.push(signal)) },
    late: { receive: (batch) => emitted.push(...timedRows(batch).map((late) => ({ late }))) },
    counters,
    reject: (batch, place, reason) => emitted.push({ rejected: toRows(oneRow(batch, place))[0]!, reason }),
  });
  for (const batch of batches) operator.receive(batch);
  const late = emitted.filter((each) => 'late' in each).length;
  if (late !== counters.late) throw new Error(`${late} late rows were given, but ${counters.late} were counted`);
  return emitted;
}

/** The rows among `emitted`, with their times. */
export function rowsOf(emitted: readonly Emitted[]): RowSignal[] {
  return emitted.filter((each) => 'row' in each);
}

/**
 * What may not depend on the batches: the rows with the watermarks between them, the late rows and the rejected rows, each in their
 * order. The order between the three may.
 */
export function byOutput(emitted: readonly Emitted[]) {
  return {
    rows: emitted.filter((each) => 'row' in each || 'watermark' in each),
    late: byColumns(emitted.filter((each) => 'late' in each).map(({ late }) => ({ ...late.row, time: late.time }))),
    rejected: byColumns(emitted.filter((each) => 'rejected' in each).map(({ rejected }) => rejected)),
  };
}

/** Rows apart by their columns: in a chain, each operator has late and rejected rows of its own. */
function byColumns(rows: readonly Row[]): Record<string, Row[]> {
  const groups: Record<string, Row[]> = {};
  for (const each of rows) (groups[Object.keys(each).join()] ??= []).push(each);
  return groups;
}

/** Calls `give` with the rows of each batch and the watermarks between them, one at a time. */
function unroll(give: (signal: Signal) => void): (batch: Batch) => void {
  let current = -Infinity;
  const rise = (to: number): void => {
    if (to < current) throw new Error(`the watermark went back from ${current} to ${to}`);
    if (current < to) give({ watermark: to });
    current = to;
  };
  return (batch) => {
    const passed = new PassedWatermarks();
    passed.take(batch);
    const riseTo = (watermark: number): void => {
      for (let next = -Infinity; next < watermark;) rise(Math.max(current, (next = passed.next(watermark))));
      rise(watermark);
    };
    timedRows(batch).forEach((signal, i) => {
      riseTo(typeof batch.watermarksBefore === 'number' ? batch.watermarksBefore : batch.watermarksBefore[i]!);
      give(signal);
    });
    riseTo(batch.watermark);
  };
}

function timedRows(batch: Batch): RowSignal[] {
  return toRows(batch).map((values, i) => ({ time: batch.eventTimes![i]!, row: values }));
}
