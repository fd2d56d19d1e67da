import type { FileSinkOptions } from './file-sink-options.ts';
import type { HttpSinkOptions } from './http-options.ts';
import type { KafkaSinkOptions } from './kafka-options.ts';

/** Where a sink puts its rows. */
export type SinkOptions =
  | FileSinkOptions
  | ChartSinkOptions
  | HttpSinkOptions
  | KafkaSinkOptions
  | NotificationSinkOptions
  | { readonly type: 'console' }
  | { readonly type: 'discard' };

/** Texts and, between each two of them, the name of a column whose value stands there. */
export interface Template {
  /** One more than columns. */
  readonly texts: readonly string[];
  readonly columns: readonly string[];
}

export interface NotificationSinkOptions {
  readonly type: 'notification';
  readonly title: Template;
  readonly body: Template | null;
  /** Milliseconds by the clock in which it notifies at most once; 0: always. */
  readonly everyMs: number;
}

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
