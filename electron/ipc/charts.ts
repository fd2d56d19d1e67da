/** One chart sink of one pipeline, in the order of the document. */
export interface ChartDescription {
  /** `pipeline/sink`: what frames call it. */
  readonly id: string;
  readonly pipeline: string;
  readonly title: string;
  /** A UCUM code, or null: each series brings its own. */
  readonly unit: string | null;
  /** Whether the x column is a time; else a number. */
  readonly isTime: boolean;
  /** The metrics that the filters before it let through; empty where they cannot be told. */
  readonly metrics: readonly string[];
  /** The window that each of its points is the result of, and which of its ends a point stands at; absent: points are something else. */
  readonly window?: { readonly sizeMs: number; readonly at: 'start' | 'end' };
}

/** Everything that happened since the last frame. At most one frame is in flight. */
export interface Frame {
  readonly sequence: number;
  readonly series: readonly SeriesPoints[];
  /** Points given up since the app started, because the page was slow. */
  readonly dropped: number;
}

/** New points of one series: `values[i]` belongs to `times[i]`. */
export interface SeriesPoints {
  readonly chart: string;
  /** The value of the chart's series column; empty where it has one series only. */
  readonly series: string;
  /** The rows' unit, where they carry one. */
  readonly unit: string | null;
  readonly times: Float64Array;
  /** NaN: a row without a value. */
  readonly values: Float64Array;
}
