import type { ColumnType } from '../data/types.ts';
import type { Json } from '../document/text/written.ts';
import type { ProgramPart } from '../runtime/program-part.ts';
import type { Columns, Duration, Flat, NamesOf } from './columns.ts';
import type { GeneratedColumn, GeneratedColumns } from './generated-columns.ts';
import { generatedKeys } from './generated-columns.ts';
import { rejectionKeys, writtenKeys } from './written-keys.ts';
import type { RejectionOptions } from './written-keys.ts';

/** Where rows of columns `C` come from; `T` says whether they have an event time. */
export interface SourceSpec<C extends Columns, T extends boolean> {
  readonly columns?: (columns: C) => C;
  readonly isTimed?: T;
  readonly type: string;
  readonly keys: Readonly<Record<string, Json>>;
  readonly part: ProgramPart | null;
}

/** Which column says when a row happened, and how far out of order rows come. */
export interface EventTimeOptions<N extends string> {
  readonly column: N;
  readonly outOfOrderness?: Duration;
  readonly idleTimeout?: Duration;
}

/** The columns of this machine's sensors. */
export type ReadingColumns = {
  readonly ts: 'timestamp';
  readonly host: 'string';
  readonly metric: 'string';
  readonly entity: 'string';
  readonly value: 'double';
  readonly unit: 'string';
};

export interface SystemSourceOptions extends RejectionOptions {
  readonly interval?: Duration;
  /** Globs of metric names. */
  readonly metrics?: readonly string[];
  readonly eventTime?: Omit<EventTimeOptions<'ts'>, 'column'>;
}

/** This machine's sensors. */
export function systemSource(options: SystemSourceOptions = {}): SourceSpec<ReadingColumns, true> {
  const { interval, metrics, eventTime } = options;
  const event_time = eventTime && timeKeys({ column: 'ts', ...eventTime });
  return {
    type: 'system',
    keys: { ...writtenKeys({ interval, metrics, event_time }), ...rejectionKeys(options) },
    part: null,
  };
}

/** A column of a file: its type, and where it is found if not by its name. */
export type FileColumn = ColumnType | { readonly type: ColumnType; readonly from: string };

/** The columns that a schema `F` says. */
export type FileColumns<F> = Flat<{ [N in keyof F]: F[N] extends { readonly type: infer T } ? T : F[N] }>;

export interface FileSourceOptions<F> extends RejectionOptions {
  /** May hold `*`, `?`, `**` and `{a,b}`; relative to the folder that the pipeline is run with. */
  readonly path: string;
  readonly format: 'ndjson' | 'csv' | 'parquet';
  readonly schema: F;
  readonly csv?: { readonly delimiter?: string; readonly header?: boolean };
  /** Whether to wait for rows that are appended and for new files. */
  readonly follow?: boolean;
}

type Timed<C extends Columns> = { readonly eventTime: EventTimeOptions<NamesOf<C, 'timestamp'>> };
type Untimed = { readonly eventTime?: undefined };

/** The rows of files, in the order of their names. */
export function fileSource<const F extends Readonly<Record<string, FileColumn>>>(
  options: FileSourceOptions<F> & Timed<FileColumns<F>>,
): SourceSpec<FileColumns<F>, true>;
export function fileSource<const F extends Readonly<Record<string, FileColumn>>>(
  options: FileSourceOptions<F> & Untimed,
): SourceSpec<FileColumns<F>, false>;
export function fileSource(
  options: FileSourceOptions<Readonly<Record<string, FileColumn>>> & {
    readonly eventTime?: EventTimeOptions<string> | undefined;
  },
): SourceSpec<Columns, boolean> {
  const { path, format, schema, csv, follow, eventTime } = options;
  const keys = writtenKeys({
    path,
    format,
    schema,
    csv: csv && writtenKeys(csv),
    follow,
    event_time: eventTime && timeKeys(eventTime),
  });
  return { type: 'file', keys: { ...keys, ...rejectionKeys(options) }, part: null };
}

export interface GeneratorSourceOptions<G> extends RejectionOptions {
  /** Without it the rows never end. */
  readonly rows?: number;
  /** Rows per second; without it as fast as possible. */
  readonly rate?: number;
  readonly seed?: number;
  readonly columns: G;
}

/** Rows that are made: the same for the same seed on every machine. */
export function generatorSource<const G extends Readonly<Record<string, GeneratedColumn>>>(
  options: GeneratorSourceOptions<G> & Timed<GeneratedColumns<G>>,
): SourceSpec<GeneratedColumns<G>, true>;
export function generatorSource<const G extends Readonly<Record<string, GeneratedColumn>>>(
  options: GeneratorSourceOptions<G> & Untimed,
): SourceSpec<GeneratedColumns<G>, false>;
export function generatorSource(
  options: GeneratorSourceOptions<Readonly<Record<string, GeneratedColumn>>> & {
    readonly eventTime?: EventTimeOptions<string> | undefined;
  },
): unknown {
  const { rows, rate, seed, eventTime } = options;
  const columns = generatedKeys(options.columns);
  const keys = writtenKeys({ rows, rate, seed, columns, event_time: eventTime && timeKeys(eventTime) });
  const source: SourceSpec<Columns, boolean> = {
    type: 'generator',
    keys: { ...keys, ...rejectionKeys(options) },
    part: null,
  };
  return source;
}

/** `eventTime` as a document says it. */
export function timeKeys({ column, outOfOrderness, idleTimeout }: EventTimeOptions<string>): Record<string, Json> {
  return writtenKeys({ column, out_of_orderness: outOfOrderness, idle_timeout: idleTimeout });
}
