import type { Batch } from '../data/batch.ts';
import { Fault } from '../fault.ts';
import type { KeyTable } from '../state/key-table.ts';

/** The rows of the batch in hand: which of them are joined and which are late. A row with a null in `on` is neither. */
export class JoinRows {
  /** The numbers of the rows that are joined; the first `count` count. */
  rows = new Int32Array(0);
  count = 0;
  /** The numbers of the rows that are late; the first `lateCount` count. */
  late = new Int32Array(0);
  lateCount = 0;
  /** By row: the key. */
  keys = new Int32Array(0);
  /** By row: the watermark before it. */
  watermarks: Float64Array = new Float64Array(0);
  readonly #table: KeyTable;

  constructor(table: KeyTable) {
    this.#table = table;
  }

  /** Takes `batch` in hand, whose columns at `places` are the key. */
  take(batch: Batch, places: readonly number[]): void {
    this.count = 0;
    this.lateCount = 0;
    if (batch.length === 0) return;
    this.#fit(batch);
    const columns = places.map((place) => batch.columns[place]!);
    this.#table.resolve({ ...batch, columns }, this.keys);
    this.#sort(
      batch,
      nullsOf(
        columns.map(({ nulls }) => nulls),
        batch.length,
      ),
    );
  }

  #sort({ eventTimes, length }: Batch, nulls: Uint8Array | null): void {
    if (eventTimes === null) throw new Fault('internal', 'an interval_join was given rows without event time');
    const { rows, late, watermarks } = this;
    for (let row = 0; row < length; row++) {
      if (eventTimes[row]! < watermarks[row]!) late[this.lateCount++] = row;
      else if (nulls === null || nulls[row] === 0) rows[this.count++] = row;
    }
  }

  #fit({ length, watermarksBefore }: Batch): void {
    if (this.rows.length < length) {
      this.rows = new Int32Array(length);
      this.late = new Int32Array(length);
      this.keys = new Int32Array(length);
    }
    if (typeof watermarksBefore !== 'number') this.watermarks = watermarksBefore;
    else this.watermarks = new Float64Array(length).fill(watermarksBefore);
  }
}

/** 1 for each of `length` rows that is a null in any of the columns with these marks; null where no row is. */
function nullsOf(marks: readonly (Uint8Array | null)[], length: number): Uint8Array | null {
  let all: Uint8Array | null = null;
  for (const each of marks) {
    if (each === null) continue;
    all ??= new Uint8Array(length);
    for (let row = 0; row < length; row++) all[row] = all[row]! | each[row]!;
  }
  return all;
}
