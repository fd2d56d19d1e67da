import type { LinePoints } from '../data/thinning.ts';
import type { ThreadOrder } from '../runtime/asked-thread.ts';
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

/** What the thread that reads recordings is asked, by name: what it is given and what it answers. Folders are absolute. */
export interface PlayerOrders {
  /** Null: the recording is encrypted, and no passphrase was given. */
  open(folder: string, passphrase: string | null): PlayedRecording | null;
  /** At most two points for each of `count` equal pieces of the span, of each series. */
  read(folder: string, span: Moments, count: number): readonly LinePoints[];
  figures(folder: string, span: Moments): readonly SeriesFigures[];
  /** When the condition held first; null: never. */
  find(folder: string, condition: string): number | null;
  /** Takes a file or folder into the library. */
  takeIn(path: string, library: string): TakenIn;
}

/** One of them, on its way. */
export type PlayerOrder = ThreadOrder<PlayerOrders>;
