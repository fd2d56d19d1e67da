import { setImmediate as turn } from 'node:timers/promises';
import { BatchBuilder } from '../data/batch-builder.ts';
import type { Batch } from '../data/batch.ts';
import { Fault } from '../fault.ts';
import { exportRows } from '../recordings/export-rows.ts';
import type { TappedRows } from '../runtime/protocol.ts';
import type { Exporter } from './exporter.ts';
import type { ExportOrder } from './orders.ts';

const BATCH_SIZE = 1000;

/** Writes rows as a person sees them to one file; gives how many there are, null where it was cancelled. */
export function exportSeen(
  exporter: Exporter,
  seen: TappedRows,
  { to, isEpoch, path }: ExportOrder,
): Promise<number | null> {
  if (to === 'millrace') throw new Fault('bad-request', 'rows: a .millrace file holds a whole recording');
  return exporter.run({
    path,
    of: seen.rows.length,
    write: (files, passed) => exportRows(files, path, batches(seen, passed), { to, isEpoch, schema: seen.columns }),
  });
}

/** Other work gets its turn between two batches. */
async function* batches({ columns, rows }: TappedRows, passed: (rows: number) => void): AsyncGenerator<Batch> {
  const builder = new BatchBuilder(columns, BATCH_SIZE);
  for (const [at, row] of rows.entries()) {
    for (const [i, { name }] of columns.entries()) builder.columns[i]!.append(row[name] ?? null);
    builder.endRow();
    if (builder.length < BATCH_SIZE && at < rows.length - 1) continue;
    const { length } = builder;
    yield builder.take();
    await turn();
    passed(length);
  }
}
