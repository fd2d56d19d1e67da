import type { EventTime, FileColumn, FileSourceOptions } from './plan.ts';

/** Which address is asked or told, and how. Holds secrets: only `shown` may be told. */
export interface HttpEndpoint {
  readonly url: string;
  /** The address as it was written, without who asks and without what fills in `${NAME}`. */
  readonly shown: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  /** A PEM file, absolute; null: the authorities that Node trusts. */
  readonly ca: string | null;
  readonly client: ClientCertificate | null;
}

/** PEM files, absolute. */
export interface ClientCertificate {
  readonly certificate: string;
  readonly key: string;
  readonly passphrase: string | null;
}

/** An address that is asked again and again. */
export interface HttpSourceOptions {
  readonly type: 'http';
  readonly endpoint: HttpEndpoint;
  readonly everyMs: number;
  readonly format: 'json' | 'ndjson' | 'csv' | 'prometheus';
  /** The columns of an answer; none with `prometheus`, whose columns are those of `system`. */
  readonly columns: readonly FileColumn[];
  /** Where in JSON the objects are; null: the answer itself. */
  readonly items: string | null;
  /** The column, before all others, that says when the answer was asked for. */
  readonly received: string | null;
  readonly csv: FileSourceOptions['csv'];
  /** Globs of metric names; only with `prometheus`. */
  readonly metrics: readonly string[];
  readonly eventTime: EventTime | null;
}

/** An address that rows are sent to. */
export interface HttpSinkOptions {
  readonly type: 'http';
  readonly endpoint: HttpEndpoint;
  /** Rows of one request, and how long one waits for others. */
  readonly batch: { readonly rows: number; readonly timeoutMs: number };
  /** Where rows wait while the other side is away: a folder, absolute, in which each sink has one of its own. */
  readonly buffer: { readonly folder: string; readonly sizeBytes: number };
}
