import { takeRows, watermarkOnly } from '../data/batch.ts';
import type { Batch } from '../data/batch.ts';
import { valueAt } from '../data/rows.ts';
import { columnIndex } from '../data/types.ts';
import type { Schema } from '../data/types.ts';
import { metricMatcher } from '../sensors/globs.ts';
import type { Source } from '../sources/source.ts';
import { batchesOf } from './held-rows.ts';
import type { HeldRows } from './held-rows.ts';

/** How a source came to its end: all its rows were given, or there are more that are not tried. */
export type SourceEnd = 'ended' | 'cut';

/** What a source is fitted to: the columns of its node, its metrics, and how many rows it may give. */
export interface Fit {
  readonly schema: Schema;
  readonly metrics: readonly string[];
  readonly rowsMax: number;
  /** Hears of its end, once. */
  readonly onEnd: (end: SourceEnd) => void;
}

/** A source of held rows; `onTime` hears when each of them came. What comes after them is not known, so it is cut and does not end. */
export function createHeldSource(held: HeldRows, onTime: (at: number) => void): Source & { readonly isCut: true } {
  const batches = batchesOf(held);
  return {
    isCut: true,
    open: () => Promise.resolve(),
    poll() {
      const next = batches.next();
      if (next.done === true) return Promise.resolve(null);
      onTime(next.value.at);
      return Promise.resolve(next.value.batch);
    },
    position: () => null,
    close: () => Promise.resolve(),
  };
}

/** `inner` with the columns of its node, no more rows than it may give, and an end that is told. */
export function fitted(inner: Source & { readonly isCut?: boolean }, { schema, metrics, rowsMax, onEnd }: Fit): Source {
  let left = rowsMax;
  let isOver = false;
  const over = async (end: SourceEnd, signal: AbortSignal): Promise<Batch | null> => {
    if (!isOver) onEnd(end);
    isOver = true;
    if (end === 'ended') return null;
    // What is cut has no end: windows that are open do not fire, for their rows are not all there.
    await new Promise<void>((resolve) => {
      if (signal.aborted) resolve();
      else signal.addEventListener('abort', () => resolve(), { once: true });
    });
    return watermarkOnly(schema, -Infinity);
  };
  return {
    open: () => inner.open(),
    async poll(signal) {
      if (left <= 0) return over('cut', signal);
      const batch = isOver ? null : await inner.poll(signal);
      if (batch === null) return over(inner.isCut === true ? 'cut' : 'ended', signal);
      const rows = withMetrics(withColumns(batch, schema), metrics, left);
      left -= rows.length;
      return rows;
    },
    position: () => null,
    close: () => inner.close(),
  };
}

function withColumns(batch: Batch, schema: Schema): Batch {
  const columns = schema.map(({ name }) => batch.columns[columnIndex(batch.schema, name)]!);
  return { ...batch, schema, columns };
}

/** The first rows, `max` at most, whose metric passes. */
function withMetrics(batch: Batch, metrics: readonly string[], max: number): Batch {
  const column = metrics.length === 0 ? undefined : batch.columns[columnIndex(batch.schema, 'metric')];
  if (column === undefined && batch.length <= max) return batch;
  const passes = metricMatcher(metrics);
  const kept = new Int32Array(batch.length);
  let count = 0;
  for (let row = 0; row < batch.length && count < max; row++) {
    if (column === undefined || passes(String(valueAt(column, row)))) kept[count++] = row;
  }
  return takeRows(batch, kept, count);
}
