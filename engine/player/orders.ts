import type { LinePoints } from '../data/thinning.ts';
import type { ThreadOrder } from '../runtime/asked-thread.ts';
import type { TappedRows } from '../runtime/protocol.ts';
import type { TakenIn } from '../recordings/take-in.ts';

/** A span of a recording: both ends in milliseconds since 1970, and both inside of it. */
export interface Moments {
  readonly from: number;
  readonly to: number;
}

/** One chart of a recording: a metric, or a column of numbers. */
export interface RecordedChart {
  readonly id: string;
  readonly title: string;
  readonly unit: string | null;
}

/** What there is to see of a recording that was opened. */
export interface PlayedRecording extends Moments {
  readonly charts: readonly RecordedChart[];
  /** Its columns, as conditions name them. */
  readonly columns: readonly string[];
  /** Spans without readings that its rows tell of. */
  readonly gaps: readonly (Moments & { readonly reason: string })[];
  /** Rows that cannot be read; the others are shown. */
  readonly unreadable: number;
  /** Series that are not shown, because there are too many. */
  readonly refused: number;
}

/** What the values of one series were like in a span. */
export interface SeriesFigures {
  readonly chart: string;
  readonly series: string;
  readonly unit: string | null;
  readonly count: number;
  readonly mean: number;
  readonly p95: number;
  readonly max: number;
}

/** A small picture of a recording: one of its series, as the means of equal pieces of its time. */
export interface Sparkline {
  readonly chart: string;
  readonly series: string;
  readonly unit: string | null;
  /** Null: nothing was read of that piece. */
  readonly values: readonly (number | null)[];
}

/** What is exported as one file. */
export interface ExportOrder {
  /** `millrace`: the whole recording as it is, with its checksums. */
  readonly to: 'csv' | 'ndjson' | 'parquet' | 'millrace';
  /** Whether times are milliseconds since 1970 instead of readable ones. */
  readonly isEpoch: boolean;
  /** Null: everything. */
  readonly span: Moments | null;
  /** The file, absolute; there whole or not at all. */
  readonly path: string;
}

/** The points of charts that are to be exported. */
export interface ChartPoints {
  readonly charts: readonly { readonly id: string; readonly title: string }[];
  /** Whether the x of their points is a time; else a number. */
  readonly isTime: boolean;
  /** Files of the charts' history, the oldest first. */
  readonly files: readonly string[];
  /** The newest points, which may be in none of the files, or in them as well. */
  readonly held: readonly LinePoints[];
}

/** What the thread that reads recordings is asked, by name: what it is given and what it answers. Folders are absolute. */
export interface PlayerOrders {
  /** Null: the recording is encrypted, and no passphrase was given. */
  open(folder: string, passphrase: string | null): PlayedRecording | null;
  /** At most two points for each of `count` equal pieces of the span, of each series. */
  read(folder: string, span: Moments, count: number): readonly LinePoints[];
  /** Made once and kept beside the recording; null: there is nothing to draw, or it is encrypted. */
  sparkline(folder: string): Sparkline | null;
  figures(folder: string, span: Moments): readonly SeriesFigures[];
  /** When the condition held first; null: never. */
  find(folder: string, condition: string): number | null;
  /** Takes a file or folder into the library. */
  takeIn(path: string, library: string): TakenIn;
  /** How many rows were written; null: it was cancelled, and there is no file. One at a time. */
  exportRecording(folder: string, order: ExportOrder): number | null;
  exportCharts(points: ChartPoints, order: ExportOrder): number | null;
  /** Writes these rows, whatever the order's span. */
  exportSeen(seen: TappedRows, order: ExportOrder): number | null;
  /** Gives a file, absolute, other content: all of it, or it stays as it is. */
  keepFile(path: string, bytes: Uint8Array): null;
  /** How much of the export under way is done, from 0 to 1; null: none is. */
  exported(): number | null;
  cancelExport(): null;
}

/** One of them, on its way. */
export type PlayerOrder = ThreadOrder<PlayerOrders>;
