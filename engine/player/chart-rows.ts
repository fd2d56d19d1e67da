import { readFile } from 'node:fs/promises';
import { setImmediate as turn } from 'node:timers/promises';
import { BatchBuilder } from '../data/batch-builder.ts';
import type { Batch } from '../data/batch.ts';
import type { Schema } from '../data/types.ts';
import { decodeBlocks } from '../history/history-block.ts';
import { GatheredPoints, type PointColumns } from './gathered-points.ts';
import type { ChartPoints, ExportOrder } from './orders.ts';

const BATCH_SIZE = 1000;

interface Reading {
  /** x, chart, series, value, unit. */
  readonly schema: Schema;
  readonly span: ExportOrder['span'];
  /** Hears how many files were read; what it throws ends the reading. */
  readonly passed: (files: number) => void;
}

/** The points of charts as rows in the order of their times, read from one file of their history after the other. */
export async function* chartRows(points: ChartPoints, { schema, span, passed }: Reading): AsyncGenerator<Batch> {
  const gathered = new GatheredPoints(points.charts, span);
  const builder = new BatchBuilder(schema, BATCH_SIZE);
  for (const file of points.files) {
    // One that has gone meanwhile has no points.
    decodeBlocks(await readFile(file).catch(() => Buffer.alloc(0)), (each) => gathered.take(each));
    // Numbers have no order in which they come.
    if (points.isTime) yield* batches(gathered.takeSettled(), builder, passed);
    passed(1);
  }
  for (const each of points.held) gathered.takeNew(each);
  yield* batches(gathered.takeAll(), builder, passed);
}

/** Other work gets its turn between two batches. */
async function* batches(
  { order, times, values, of }: PointColumns,
  builder: BatchBuilder,
  passed: (files: number) => void,
): AsyncGenerator<Batch> {
  const [x, chart, series, value, unit] = builder.columns;
  for (const [count, at] of order.entries()) {
    const from = of(at);
    x!.appendNumber(times[at]!);
    chart!.appendString(from.chart);
    series!.appendString(from.series);
    if (Number.isNaN(values[at])) value!.appendNull();
    else value!.appendNumber(values[at]!);
    unit!.append(from.unit);
    builder.endRow();
    if (builder.length < BATCH_SIZE && count < order.length - 1) continue;
    yield builder.take();
    await turn();
    passed(0);
  }
}
