import type { Batch } from '../../data/batch.ts';
import type { HttpSourceOptions } from '../../document/plan.ts';
import { describeFault, Fault } from '../../fault.ts';
import { RowReader } from '../../files/row-reader.ts';
import type { SourceContext } from '../source.ts';

/** Reads NDJSON and CSV; a line that cannot be read is rejected. */
export function textRows(
  options: HttpSourceOptions & { readonly format: 'ndjson' | 'csv' },
  context: SourceContext,
): (body: Buffer) => Generator<Batch, void> {
  const rows = new RowReader(options, context.batchSize, (row) => context.reject(row));
  return function* (body) {
    rows.startFile(options.endpoint.shown);
    rows.push(body);
    rows.finish();
    if (rows.needsHeader) readHeader(rows);
    while (rows.read()) yield rows.take();
    yield rows.take();
  };
}

/** A file keeps its header; the next answer may have another one. */
function readHeader(rows: RowReader): void {
  try {
    rows.readHeader();
  } catch (error) {
    const { code, message } = describeFault(error);
    throw new Fault(code, message, { cause: error });
  }
}
