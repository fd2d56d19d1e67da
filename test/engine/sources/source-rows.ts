import { toRows } from '../../../engine/data/rows.ts';
import type { Row } from '../../../engine/data/rows.ts';
import type { RejectedRow, Source, SourceContext } from '../../../engine/sources/source.ts';
import type { Clock } from '../../../engine/time/clock.ts';

/** A source's surroundings, which keep what it rejects. */
export function sourceContext(batchSize = 1000, clock: Clock = { now: () => 0, monotonic: () => 0 }) {
  const rejected: RejectedRow[] = [];
  const context: SourceContext = {
    clock,
    batchSize,
    counters: { dropped: 0 },
    waiting: (data) => data,
    reject: (row) => rejected.push(row),
    warn: () => undefined,
  };
  return { context, rejected };
}

/** Opens a source, reads it to its end (or `most` batches), and closes it; each batch is told to `onBatch`. */
export async function readAll(source: Source, most = Infinity, onBatch: () => void = () => undefined): Promise<Row[]> {
  const rows: Row[] = [];
  const { signal } = new AbortController();
  try {
    await source.open();
    for (let i = 0; i < most; i++) {
      const batch = await source.poll(signal);
      if (batch === null) break;
      rows.push(...toRows(batch));
      onBatch();
    }
  } finally {
    await source.close();
  }
  return rows;
}
