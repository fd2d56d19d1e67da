import type { Batch } from '../data/batch.ts';
import type { NumberColumn, StringColumn } from '../data/column.ts';
import type { LinePoints } from '../data/thinning.ts';
import { columnIndex } from '../data/types.ts';
import type { Schema } from '../data/types.ts';
import { timesOf } from '../recordings/row-times.ts';
import type { RecordedTime } from '../recordings/recording.ts';
import { GAP } from '../sensors/gap.ts';

/** Beyond these, further series of a recording are counted and not shown. */
export const SERIES_MAX = 1024;

const FIRST_ROOM = 64;

/** The lines that the rows of a recording make: of readings, one chart for each metric; of other rows, one for each column of numbers. */
export class RecordedLines {
  readonly #layout: Layout | null;
  readonly #eventTime: RecordedTime | null;
  readonly #lines = new Map<string, Line>();
  readonly #refused = new Set<string>();

  constructor(schema: Schema, eventTime: RecordedTime | null) {
    this.#eventTime = eventTime;
    this.#layout = layoutOf(schema);
  }

  /** Series that were refused because there are too many. */
  get refused(): number {
    return this.#refused.size;
  }

  take(batch: Batch): void {
    const layout = this.#layout;
    const times = rowTimes(batch, this.#eventTime);
    if (layout === null || times === null) return;
    for (const { at, title } of layout.values) {
      const { values, nulls } = batch.columns[at] as NumberColumn;
      for (let row = 0; row < batch.length; row++) {
        if (nulls?.[row] === 1 || Number.isNaN(times[row])) continue;
        const chart = title ?? text(batch, layout.metric, row);
        if (chart !== GAP) this.#lineOf(chart, batch, row)?.add(times[row]!, values[row]!);
      }
    }
  }

  /** The lines that there are by now, each in order of time. */
  lines(): readonly LinePoints[] {
    return [...this.#lines.values()].map((line) => line.points());
  }

  #lineOf(chart: string, batch: Batch, row: number): Line | undefined {
    const series = text(batch, this.#layout!.series, row);
    const key = `${chart}\n${series}`;
    const found = this.#lines.get(key);
    if (found !== undefined) return found;
    if (SERIES_MAX <= this.#lines.size) {
      if (this.#refused.size < SERIES_MAX) this.#refused.add(key);
      return undefined;
    }
    const line = new Line({ chart, series, unit: text(batch, this.#layout!.unit, row) || null });
    this.#lines.set(key, line);
    return line;
  }
}

/** When each row happened: its event time, else its first column of times; null without any. */
export function rowTimes(batch: Batch, eventTime: RecordedTime | null): Float64Array | null {
  const times = timesOf(batch, eventTime);
  if (times !== null) return times;
  const column = batch.columns.find(({ type }) => type === 'timestamp') as NumberColumn | undefined;
  if (column === undefined) return null;
  const { values, nulls } = column;
  return nulls === null ? values : values.map((value, row) => (nulls[row] === 1 ? NaN : value));
}

interface Layout {
  /** Columns of numbers; without a title, the metric of the row is the chart. */
  readonly values: readonly { readonly at: number; readonly title: string | null }[];
  readonly metric: number;
  readonly series: number;
  readonly unit: number;
}

function layoutOf(schema: Schema): Layout | null {
  const ofType = (name: string, types: readonly string[]): number => {
    const at = columnIndex(schema, name);
    return at !== -1 && types.includes(schema[at]!.type) ? at : -1;
  };
  const firstOf = (...names: readonly string[]): number =>
    names.map((name) => ofType(name, ['string'])).find((at) => at !== -1) ?? -1;
  // Exported points of charts have the second names.
  const metric = firstOf('metric', 'chart');
  const value = ofType('value', ['double', 'bigint']);
  // Shares are of unit 1, which looks like a number in a file without types.
  const unit = ofType('unit', ['string', 'bigint']);
  if (metric !== -1 && value !== -1) {
    return { values: [{ at: value, title: null }], metric, series: firstOf('entity', 'series'), unit };
  }
  const values = schema.flatMap(({ name, type }, at) =>
    type === 'double' || type === 'bigint' ? [{ at, title: name }] : [],
  );
  // The first text tells whose numbers these are.
  const series = schema.findIndex(({ name, type }) => type === 'string' && name !== 'unit');
  return values.length === 0 ? null : { values, metric: -1, series, unit: -1 };
}

function text(batch: Batch, column: number, row: number): string {
  const { values, nulls, dictionary } = (batch.columns[column] ?? {}) as Partial<StringColumn>;
  if (values === undefined || nulls?.[row] === 1) return '';
  return dictionary === undefined ? String(values[row]) : dictionary.text(values[row]!);
}

class Line {
  readonly #name: Pick<LinePoints, 'chart' | 'series' | 'unit'>;
  #times = new Float64Array(FIRST_ROOM);
  #values = new Float64Array(FIRST_ROOM);
  #length = 0;
  #isInOrder = true;

  constructor(name: Pick<LinePoints, 'chart' | 'series' | 'unit'>) {
    this.#name = name;
  }

  add(time: number, value: number): void {
    if (this.#length === this.#times.length) this.#grow();
    if (0 < this.#length && time < this.#times[this.#length - 1]!) this.#isInOrder = false;
    this.#times[this.#length] = time;
    this.#values[this.#length++] = value;
  }

  points(): LinePoints {
    const times = this.#times.slice(0, this.#length);
    const values = this.#values.slice(0, this.#length);
    if (this.#isInOrder) return { ...this.#name, times, values };
    const order = Array.from(times.keys()).sort((left, right) => times[left]! - times[right]!);
    return {
      ...this.#name,
      times: Float64Array.from(order, (at) => times[at]!),
      values: Float64Array.from(order, (at) => values[at]!),
    };
  }

  #grow(): void {
    const [times, values] = [this.#times, this.#values];
    this.#times = new Float64Array(2 * times.length);
    this.#values = new Float64Array(2 * times.length);
    this.#times.set(times);
    this.#values.set(values);
  }
}
