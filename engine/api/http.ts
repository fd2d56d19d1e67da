import type { Json } from '../document/text/written.ts';
import type { Columns, Duration, Flat, NamesOf } from './columns.ts';
import { timeKeys } from './sources.ts';
import type { EventTimeOptions, FileColumn, FileColumns, ReadingColumns, SourceSpec } from './sources.ts';
import { rejectionKeys, writtenKeys } from './written-keys.ts';
import type { RejectionOptions } from './written-keys.ts';

/** Which address is asked or told. Secrets are written as `${NAME}`, and come from the environment where the pipeline runs. */
export interface EndpointOptions {
  /** https, or http on this machine. */
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** How long an answer may take. */
  readonly timeout?: Duration;
  /** A PEM file of the authorities that are trusted. */
  readonly ca?: string;
  /** PEM files of who we are. */
  readonly client?: { readonly certificate: string; readonly key: string; readonly passphrase?: string };
}

interface PollOptions extends EndpointOptions, RejectionOptions {
  /** How often it is asked. */
  readonly every?: Duration;
}

export interface PrometheusSourceOptions extends PollOptions {
  /** Globs of metric names. */
  readonly metrics?: readonly string[];
  readonly eventTime?: Omit<EventTimeOptions<'ts'>, 'column'>;
}

/** The metrics of an address that speaks Prometheus, counters as rates per second. */
export function prometheusSource(options: PrometheusSourceOptions): SourceSpec<ReadingColumns, true> {
  const { every, metrics, eventTime } = options;
  const event_time = eventTime && timeKeys({ column: 'ts', ...eventTime });
  const keys = { ...endpointKeys(options), ...writtenKeys({ every, format: 'prometheus', metrics, event_time }) };
  return { type: 'http', keys: { ...keys, ...rejectionKeys(options) }, part: null };
}

export interface HttpSourceOptions<F, R extends string> extends PollOptions {
  readonly format: 'json' | 'ndjson' | 'csv';
  readonly schema: F;
  /** A column before all others that says when the answer was asked for. */
  readonly received?: R;
  /** Where in JSON the list of objects is: `a.b`. */
  readonly items?: string;
  readonly csv?: { readonly delimiter?: string; readonly header?: boolean };
}

type AnswerColumns<F, R extends string> = Flat<Readonly<Record<R, 'timestamp'>> & FileColumns<F>>;
type Timed<C extends Columns> = { readonly eventTime: EventTimeOptions<NamesOf<C, 'timestamp'>> };
type Untimed = { readonly eventTime?: undefined };

/** The rows of an address that is asked again and again. */
export function httpSource<const F extends Readonly<Record<string, FileColumn>>, const R extends string = never>(
  options: HttpSourceOptions<F, R> & Timed<AnswerColumns<F, R>>,
): SourceSpec<AnswerColumns<F, R>, true>;
export function httpSource<const F extends Readonly<Record<string, FileColumn>>, const R extends string = never>(
  options: HttpSourceOptions<F, R> & Untimed,
): SourceSpec<AnswerColumns<F, R>, false>;
export function httpSource(
  options: HttpSourceOptions<Readonly<Record<string, FileColumn>>, string> & {
    readonly eventTime?: EventTimeOptions<string> | undefined;
  },
): SourceSpec<Columns, boolean> {
  const { every, format, schema, received, items, csv, eventTime } = options;
  const event_time = eventTime && timeKeys(eventTime);
  const reading = { every, format, schema, received, items, csv: csv && writtenKeys(csv), event_time };
  const keys = { ...endpointKeys(options), ...writtenKeys(reading), ...rejectionKeys(options) };
  return { type: 'http', keys, part: null };
}

/** `options` as a document says them. */
export function endpointKeys({ url, headers, timeout, ca, client }: EndpointOptions): Record<string, Json> {
  return writtenKeys({ url, headers, timeout, ca, client: client && writtenKeys(client) });
}
