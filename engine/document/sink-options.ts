import type { FileSinkOptions } from './file-sink-options.ts';
import type { HttpSinkOptions } from './http-options.ts';

/** Where a sink puts its rows. */
export type SinkOptions =
  FileSinkOptions | ChartSinkOptions | HttpSinkOptions | { readonly type: 'console' } | { readonly type: 'discard' };

export interface ChartSinkOptions {
  readonly type: 'chart';
  readonly title: string;
  /** Columns: x is the time or number along the bottom; each value of `series` (null: one) is a line of `y`. */
  readonly x: string;
  readonly y: string;
  readonly series: string | null;
  /** A UCUM code such as `Cel`, `By/s` or `1`; null: taken from the rows' `unit` column where there is one. */
  readonly unit: string | null;
}
