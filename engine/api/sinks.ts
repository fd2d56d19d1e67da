import type { ColumnType } from '../data/types.ts';
import type { Json } from '../document/text/written.ts';
import type { Columns, Duration, Size } from './columns.ts';
import type { Numeric } from './expression.ts';
import { endpointKeys } from './http.ts';
import type { EndpointOptions } from './http.ts';
import { writtenKeys } from './written-keys.ts';

/** Where rows end that have at least the columns `C`. */
export interface SinkSpec<C extends Columns> {
  readonly takes?: (columns: C) => void;
  readonly type: string;
  readonly keys: Readonly<Record<string, Json>>;
}

export interface FileSinkOptions {
  /** The folder of the part files; relative to the folder that the pipeline is run with. */
  readonly path: string;
  readonly format?: 'ndjson' | 'csv' | 'parquet';
  readonly rolling?: { readonly size?: Size; readonly interval?: Duration };
  readonly compress?: 'none' | 'gzip';
  /** The passphrase is named, not given: `${NAME}` is taken from the environment. */
  readonly encrypt?: { readonly passphrase: `\${${string}}` };
}

/** Part files, exactly once. */
export function fileSink(options: FileSinkOptions): SinkSpec<Columns> {
  const { path, format, rolling, compress, encrypt } = options;
  const keys = { path, format, rolling: rolling && writtenKeys(rolling), compress, encrypt };
  return { type: 'file', keys: writtenKeys(keys) };
}

export interface HttpSinkOptions extends EndpointOptions {
  /** Rows of one request, or that and how long they wait for each other. */
  readonly batch?: number | { readonly size?: number; readonly timeout?: Duration };
  /** Where rows wait while the other side is away, and how much of them. */
  readonly buffer?: { readonly path?: string; readonly size?: Size };
}

/** NDJSON to an address, at least once. */
export function httpSink(options: HttpSinkOptions): SinkSpec<Columns> {
  const { batch, buffer } = options;
  const written = {
    batch: typeof batch === 'object' ? writtenKeys(batch) : batch,
    buffer: buffer && writtenKeys(buffer),
  };
  return { type: 'http', keys: { ...endpointKeys(options), ...writtenKeys(written) } };
}

/** NDJSON on standard output. */
export function consoleSink(): SinkSpec<Columns> {
  return { type: 'console', keys: {} };
}

/** Counts the rows and keeps nothing. */
export function discard(): SinkSpec<Columns> {
  return { type: 'discard', keys: {} };
}

export interface ChartOptions<X, Y, L> {
  readonly title?: string;
  /** The time or number along the bottom. */
  readonly x?: X;
  /** The number that is drawn. */
  readonly y?: Y;
  /** Each value of this column has a line of its own. */
  readonly series?: L;
  /** A UCUM code. */
  readonly unit?: string;
}

/** A chart on the dashboard of the app; elsewhere it does nothing. */
export function chart<const X extends string = never, const Y extends string = never, const L extends string = never>(
  options: ChartOptions<X, Y, L> = {},
): SinkSpec<Readonly<Record<X, Numeric | 'timestamp'> & Record<Y, Numeric> & Record<L, ColumnType>>> {
  const { title, x, y, series, unit } = options;
  return { type: 'chart', keys: writtenKeys({ title, x, y, series, unit }) };
}

/** The columns that a text has in braces. */
type ColumnsIn<T extends string> = T extends `${infer Before}{{${infer After}`
  ? ColumnsIn<Before> | ColumnsIn<After>
  : T extends `${string}{${infer Name}}${infer Rest}`
    ? Name | ColumnsIn<Rest>
    : never;

export interface NotificationOptions<T, B> {
  /** `{column}` stands for the value in the row. */
  readonly title?: T;
  readonly body?: B;
  /** At most one in this time. */
  readonly every?: Duration;
}

/** Tells a person of each row: in the app a notification of the desktop and a line in the history of alerts, elsewhere a line on standard error. */
export function notification<const T extends string = never, const B extends string = never>(
  options: NotificationOptions<T, B> = {},
): SinkSpec<Readonly<Record<ColumnsIn<T> | ColumnsIn<B>, ColumnType>>> {
  const { title, body, every } = options;
  return { type: 'notification', keys: writtenKeys({ title, body, every }) };
}
