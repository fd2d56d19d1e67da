import type { Batch } from '../../data/batch.ts';
import type { NumberColumn } from '../../data/column.ts';
import { formatTimestamp } from '../../data/timestamps.ts';
import type { Schema } from '../../data/types.ts';
import type { RecordedTime } from '../../recordings/recording.ts';

/** How late the rows of a stream may be, as its source declares it. */
export type Lateness = Pick<RecordedTime, 'outOfOrdernessMs' | 'idleTimeoutMs'>;

/**
 * Finds the column that has the rows' event times, or misses them by the same in every row (a window's end is 1 ms after them), so that
 * replay can give the rows their times back.
 */
export class TimeColumn {
  readonly #lateness: Lateness | null;
  readonly #candidates: { readonly column: number; readonly name: string; offsetMs: number }[];
  #watermark = NaN;
  #hasRows = false;

  constructor(schema: Schema, lateness: Lateness | null) {
    this.#lateness = lateness;
    this.#candidates = schema.flatMap(({ name, type }, column) =>
      type === 'timestamp' ? [{ column, name, offsetMs: NaN }] : [],
    );
  }

  /** Looks at rows with event times. */
  take(batch: Batch, times: Float64Array): void {
    if (!this.#hasRows) {
      const { watermarksBefore } = batch;
      this.#watermark = typeof watermarksBefore === 'number' ? watermarksBefore : watermarksBefore[0]!;
      this.#hasRows = true;
    }
    for (let c = this.#candidates.length - 1; 0 <= c; c--) {
      const candidate = this.#candidates[c]!;
      const { values, nulls } = batch.columns[candidate.column] as NumberColumn;
      if (Number.isNaN(candidate.offsetMs)) candidate.offsetMs = times[0]! - values[0]!;
      if (!isMovedBy(candidate.offsetMs, { values, nulls, times, length: batch.length })) this.#candidates.splice(c, 1);
    }
  }

  /** What is known so far; null where the rows have no event time. */
  get known(): RecordedTime | null {
    if (!this.#hasRows) return null;
    const [best] = [...this.#candidates].sort((a, b) => Math.abs(a.offsetMs) - Math.abs(b.offsetMs));
    return {
      column: best?.name ?? null,
      offsetMs: best?.offsetMs ?? 0,
      outOfOrdernessMs: this.#lateness?.outOfOrdernessMs ?? 0,
      idleTimeoutMs: this.#lateness?.idleTimeoutMs ?? null,
      watermark: Number.isFinite(this.#watermark) ? formatTimestamp(this.#watermark) : null,
    };
  }
}

interface Values {
  readonly values: Float64Array;
  readonly nulls: Uint8Array | null;
  readonly times: Float64Array;
  readonly length: number;
}

function isMovedBy(offsetMs: number, { values, nulls, times, length }: Values): boolean {
  for (let i = 0; i < length; i++) if (times[i]! - values[i]! !== offsetMs || nulls?.[i] === 1) return false;
  return true;
}
