import type { WatermarkMoves } from '../time/watermark-moves.ts';
import type { Schema } from '../data/types.ts';
import type { HttpSourceOptions } from './http-options.ts';
import type { KafkaSourceOptions } from './kafka-options.ts';

/** What makes a node a source. */
export type SourceOptions =
  | SystemSourceOptions
  | FileSourceOptions
  | GeneratorSourceOptions
  | RecordingSourceOptions
  | HttpSourceOptions
  | KafkaSourceOptions;

/** Which column is a source's event time, and how far out of order it comes. */
export interface EventTime {
  readonly column: string;
  readonly outOfOrdernessMs: number;
  /** After how long without rows nobody waits for the source any more; null: it is always waited for. */
  readonly idleTimeoutMs: number | null;
  /** Only of a recording: by how much the event time is more than the column's value. */
  readonly offsetMs?: number;
  /** Only of a recording: the watermark before its first row. */
  readonly watermark?: number | null;
  /** Only of a recording: how its watermarks moved where the times of its rows do not tell it. */
  readonly moves?: WatermarkMoves;
}

export interface SystemSourceOptions {
  readonly type: 'system';
  readonly intervalMs: number;
  /** Globs of metric names (`system.cpu.*`); a metric that matches none is not read. */
  readonly metrics: readonly string[];
  readonly eventTime: EventTime;
}

export interface FileSourceOptions {
  readonly type: 'file';
  /** Absolute; may hold `*`, `?`, `**` and `{a,b}`. */
  readonly path: string;
  readonly format: 'ndjson' | 'csv' | 'parquet';
  /** The columns in order, and where each is found: `a.b` in nested JSON or Parquet, or a CSV header. */
  readonly columns: readonly FileColumn[];
  readonly csv: { readonly delimiter: string; readonly header: boolean };
  /** Whether to wait for what is appended, and for new files. Never with Parquet. */
  readonly follow: boolean;
  readonly eventTime: EventTime | null;
}

/** The rows of a recording, with the event time that they had. */
export interface RecordingSourceOptions {
  readonly type: 'recording';
  /** Its folder, absolute. */
  readonly path: string;
  /** A factor of the pace of the event times; null: as fast as possible. */
  readonly speed: number | null;
  readonly eventTime: EventTime | null;
  /** Of an encrypted one: those that the environment offers. */
  readonly passphrases?: readonly string[];
}

export interface FileColumn {
  readonly name: string;
  readonly type: Schema[number]['type'];
  readonly from: string;
}

export interface GeneratorSourceOptions {
  readonly type: 'generator';
  /** How many rows; null: without end. */
  readonly rows: number | null;
  /** Rows per second; null: as fast as possible. */
  readonly rate: number | null;
  readonly seed: number;
  readonly columns: readonly GeneratorColumn[];
  readonly eventTime: EventTime | null;
}

/** How one generated column gets its values; `nulls` is the share of rows without one, 0 to 1. */
export type GeneratorColumn = { readonly name: string; readonly nulls: number } & (
  | { readonly kind: 'sequence'; readonly start: number; readonly step: number }
  /** `disorderMs`: each time is moved back by up to this much. */
  | { readonly kind: 'time'; readonly start: number; readonly stepMs: number; readonly disorderMs: number }
  | { readonly kind: 'integer'; readonly min: number; readonly max: number }
  | { readonly kind: 'uniform'; readonly min: number; readonly max: number }
  | { readonly kind: 'walk'; readonly start: number; readonly step: number; readonly min: number; readonly max: number }
  /** `period` in rows. */
  | {
      readonly kind: 'sine';
      readonly period: number;
      readonly amplitude: number;
      readonly mean: number;
      readonly noise: number;
    }
  | { readonly kind: 'choice'; readonly values: readonly (string | number | boolean)[] }
);
