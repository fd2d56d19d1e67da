import type { Batch } from '../../data/batch.ts';
import type { NumberColumn, StringColumn } from '../../data/column.ts';
import { formatTimestamp } from '../../data/timestamps.ts';
import { columnIndex } from '../../data/types.ts';
import type { Schema } from '../../data/types.ts';
import type { RecordedGap } from '../../recordings/recording.ts';
import { GAP } from '../../sensors/gap.ts';

/** Gaps that a manifest tells of one by one; of those after them only the number. */
const GAPS_MAX = 1000;

/** Notes the rows that tell of gaps (contract, section 5), in streams that have the columns of readings. */
export class GapRows {
  readonly #metric: number;
  readonly #entity: number;
  readonly #value: number;
  #gaps: readonly RecordedGap[] = [];
  #count = 0;

  constructor(schema: Schema) {
    const place = (name: string, type: string): number => {
      const at = columnIndex(schema, name);
      return schema[at]?.type === type ? at : -1;
    };
    this.#metric = place('metric', 'string');
    this.#entity = place('entity', 'string');
    this.#value = place('value', 'double');
  }

  get gaps(): readonly RecordedGap[] {
    return this.#gaps;
  }

  get gapCount(): number {
    return this.#count;
  }

  /** Goes on after the gaps of a recording that is gone on with. */
  startWith({ gaps, gapCount }: { readonly gaps: readonly RecordedGap[]; readonly gapCount: number }): void {
    this.#gaps = gaps;
    this.#count = gapCount;
  }

  take(batch: Batch, times: Float64Array): void {
    if (this.#metric === -1 || this.#entity === -1 || this.#value === -1) return;
    const metric = batch.columns[this.#metric] as StringColumn;
    for (let row = 0; row < batch.length; row++) {
      if (metric.nulls?.[row] !== 1 && metric.dictionary.text(metric.values[row]!) === GAP)
        this.#note(batch, row, times[row]!);
    }
  }

  #note(batch: Batch, row: number, time: number): void {
    this.#count++;
    if (GAPS_MAX <= this.#gaps.length) return;
    const entity = batch.columns[this.#entity] as StringColumn;
    const { values } = batch.columns[this.#value] as NumberColumn;
    const gap = {
      at: formatTimestamp(time),
      reason: entity.dictionary.text(entity.values[row]!),
      seconds: values[row]!,
    };
    this.#gaps = [...this.#gaps, gap];
  }
}
