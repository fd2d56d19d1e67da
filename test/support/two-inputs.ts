import type { Batch } from '../../engine/data/batch.ts';
import type { Schema } from '../../engine/data/types.ts';
import type { Operator, OperatorContext } from '../../engine/operators/operator.ts';
import type { Emitted, RowSignal, Signal, WatermarkSignal } from './collect.ts';
import { collect, toBatches, watermark } from './collect.ts';

/** What goes into an operator of two inputs: a row of one of them, or the watermark of both. */
export type SidedSignal = SidedRow | WatermarkSignal;

export interface SidedRow extends RowSignal {
  readonly side: 0 | 1;
}

interface SidedBatch {
  readonly side: 0 | 1;
  readonly batch: Batch;
}

/** Gives `signals` to the operator in batches of one input each, of up to as many rows and watermarks as `sizes` says. */
export function collectTwo(
  create: (context: OperatorContext) => Operator,
  input: { readonly schemas: readonly [Schema, Schema]; readonly signals: readonly SidedSignal[] },
  sizes: readonly number[] = [1],
): Emitted[] {
  const sided = toSidedBatches(input, sizes);
  const sideOf = new Map(sided.map(({ batch, side }) => [batch, side]));
  return collect(
    (context) => {
      const { inputs } = create({ ...context, lateRight: context.late });
      return { receive: (batch) => inputs[sideOf.get(batch)!]!.receive(batch) };
    },
    sided.map(({ batch }) => batch),
  );
}

function toSidedBatches(
  { schemas, signals }: { readonly schemas: readonly [Schema, Schema]; readonly signals: readonly SidedSignal[] },
  sizes: readonly number[],
): SidedBatch[] {
  let current = -Infinity;
  return runsOf(signals).flatMap(({ side, run }) => {
    const before = current;
    for (const each of run) if ('watermark' in each) current = Math.max(current, each.watermark);
    const batches = toBatches(schemas[side], run, sizes);
    return batches.map((batch) => ({ side, batch: raised(batch, before) }));
  });
}

/** Signals in a row that are of one side; a watermark belongs to the side before it. */
function runsOf(signals: readonly SidedSignal[]): { side: 0 | 1; run: Signal[] }[] {
  const runs: { side: 0 | 1; run: Signal[] }[] = [];
  for (const signal of signals) {
    const last = runs[runs.length - 1];
    const side = 'watermark' in signal ? (last?.side ?? 0) : signal.side;
    const plain = 'watermark' in signal ? watermark(signal.watermark) : { time: signal.time, row: signal.row };
    if (last?.side === side) last.run.push(plain);
    else runs.push({ side, run: [plain] });
  }
  return runs;
}

/** `batch`, which comes when `before` has been promised already. */
function raised(batch: Batch, before: number): Batch {
  const { watermarksBefore } = batch;
  const isNumber = typeof watermarksBefore === 'number';
  return {
    ...batch,
    watermark: Math.max(batch.watermark, before),
    watermarksBefore: isNumber
      ? Math.max(watermarksBefore, before)
      : watermarksBefore.map((each) => Math.max(each, before)),
  };
}
