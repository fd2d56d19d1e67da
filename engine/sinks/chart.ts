import type { Batch } from '../data/batch.ts';
import type { Column, NumberColumn } from '../data/column.ts';
import type { ChartSinkOptions } from '../document/plan.ts';
import type { Schema } from '../data/types.ts';
import { columnIndex } from '../data/types.ts';
import type { ChartPoint } from './waiting-points.ts';
import type { Sink } from './sink.ts';
import { createDiscardSink } from './discard.ts';

/** The column that tells a row's unit where the sink names none: what the `system` source calls it. */
const UNIT_COLUMN = 'unit';

/** Where the points of chart sinks go. */
export interface PointTaker {
  put(sink: string, point: ChartPoint): void;
}

/** A sink that shows its rows on `screen`. The screen may skip, so it never makes anybody wait. */
export function createChartSink(id: string, options: ChartSinkOptions, schema: Schema, screen: PointTaker): Sink {
  const x = columnIndex(schema, options.x);
  const y = columnIndex(schema, options.y);
  const series = options.series === null ? -1 : columnIndex(schema, options.series);
  const unit = options.unit === null ? textColumnIndex(schema, UNIT_COLUMN) : -1;
  return {
    ...createDiscardSink(),
    // Its rows are copied.
    keepsBatches: false,
    receive(batch) {
      for (let row = 0; row < batch.length; row++) {
        const at = numberAt(batch, x, row);
        if (Number.isNaN(at)) continue;
        const name = series === -1 ? '' : textAt(batch.columns[series]!, row);
        screen.put(id, {
          series: name,
          unit: unit === -1 ? options.unit : textAt(batch.columns[unit]!, row),
          x: at,
          y: numberAt(batch, y, row),
        });
      }
    },
  };
}

function textColumnIndex(schema: Schema, name: string): number {
  const index = columnIndex(schema, name);
  return index !== -1 && schema[index]!.type === 'string' ? index : -1;
}

function numberAt(batch: Batch, column: number, row: number): number {
  const { values, nulls } = batch.columns[column] as NumberColumn;
  return nulls?.[row] === 1 ? NaN : values[row]!;
}

function textAt(column: Column, row: number): string {
  if (column.nulls?.[row] === 1) return 'null';
  if (column.type === 'string') return column.dictionary.text(column.values[row]!);
  return column.type === 'boolean' ? String(column.values[row] === 1) : String(column.values[row]!);
}
