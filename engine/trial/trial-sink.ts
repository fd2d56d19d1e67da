import type { Batch } from '../data/batch.ts';
import type { NumberColumn } from '../data/column.ts';
import { valueAt } from '../data/rows.ts';
import { columnIndex } from '../data/types.ts';
import type { Schema } from '../data/types.ts';
import { createDiscardSink } from '../sinks/discard.ts';
import type { Sink } from '../sinks/sink.ts';
import type { DrawnColumns, TriedSeries, TriedSink } from './trial-order.ts';

/** Points that are kept of a sink, and the lines that they may belong to; what comes on top is counted. */
export const TRIED_POINTS_MAX = 100_000;
export const TRIED_SERIES_MAX = 50;

/** The column that tells a row's unit where the sink names none. */
const UNIT_COLUMN = 'unit';

interface Line {
  unit: string | null;
  readonly times: number[];
  readonly values: number[];
}

/** A sink that writes nothing: it keeps the points of a bounded number of its rows, and gives them to `tell` when it is closed. */
export function createTrialSink(
  { id, schema }: { readonly id: string; readonly schema: Schema },
  drawn: DrawnColumns,
  tell: (tried: TriedSink) => void,
): Sink {
  const collected = new Collected(schema, drawn);
  const end = (): Promise<void> => {
    tell({ id, columns: schema, ...collected.result() });
    return Promise.resolve();
  };
  return {
    ...createDiscardSink(),
    receive: (batch) => collected.take(batch),
    finish: end,
    abandon: end,
  };
}

class Collected {
  readonly #drawn: DrawnColumns;
  readonly #x: number;
  readonly #y: number;
  readonly #series: number;
  readonly #unit: number;
  readonly #lines = new Map<string, Line>();
  #rows = 0;
  #points = 0;
  #left = 0;

  constructor(schema: Schema, drawn: DrawnColumns) {
    const place = (name: string | null): number => (name === null ? -1 : columnIndex(schema, name));
    this.#drawn = drawn;
    this.#x = place(drawn.x);
    this.#y = place(drawn.y);
    this.#series = place(drawn.series);
    this.#unit = drawn.unit === null ? place(UNIT_COLUMN) : -1;
  }

  take(batch: Batch): void {
    this.#rows += batch.length;
    if (this.#y === -1) return;
    const { eventTimes, columns } = batch;
    const times = this.#x === -1 ? eventTimes : (columns[this.#x] as NumberColumn).values;
    if (times === null) return;
    for (let row = 0; row < batch.length; row++) {
      if (this.#x !== -1 && columns[this.#x]!.nulls?.[row] === 1) continue;
      this.#put(batch, row, times[row]!);
    }
  }

  result(): Omit<TriedSink, 'id' | 'columns'> {
    const series = [...this.#lines].map(([name, { unit, times, values }]): TriedSeries => {
      return { series: name, unit, times: Float64Array.from(times), values: Float64Array.from(values) };
    });
    return { rows: this.#rows, series, left: this.#left };
  }

  #put({ columns }: Batch, row: number, time: number): void {
    if (Number.isNaN(time)) return;
    const textOf = (place: number): string => String(valueAt(columns[place]!, row));
    const line = this.#line(this.#series === -1 ? '' : textOf(this.#series));
    if (line === null) return void this.#left++;
    line.unit = this.#unit === -1 ? this.#drawn.unit : textOf(this.#unit);
    const value = columns[this.#y]!;
    line.times.push(time);
    line.values.push(value.nulls?.[row] === 1 ? NaN : Number(value.values[row]!));
    this.#points++;
  }

  #line(name: string): Line | null {
    if (TRIED_POINTS_MAX <= this.#points) return null;
    const known = this.#lines.get(name);
    if (known) return known;
    if (TRIED_SERIES_MAX <= this.#lines.size) return null;
    const line = { unit: null, times: [], values: [] };
    this.#lines.set(name, line);
    return line;
  }
}
