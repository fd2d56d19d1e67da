import type { ChartDescription, SeriesPoints } from '../../electron/ipc/contract.ts';
import { metricTitle, ownName } from '../messages/own-names.ts';
import { unitOfChart } from '../shared/units.ts';
import type { Range } from './range.ts';
import { Series } from './series.ts';

/** Beyond these, further series of a chart are counted and not kept. */
export const SERIES_PER_CHART = 256;

/** The points of one chart. Points stay out of reactive state; only the names of the series are in it. */
export class LiveChart {
  readonly description: ChartDescription;
  names = $state.raw<readonly string[]>([]);
  /** The UCUM code of its values: the document's, else that of the rows. */
  unit = $state<string | null>(null);
  /** Series that are not kept, because the chart has too many. */
  refused = $state(0);
  readonly #series = new Map<string, Series>();
  #past: Map<string, Series> | null = null;
  readonly #refusedNames = new Set<string>();

  constructor(description: ChartDescription) {
    this.description = description;
    this.unit = unitOfChart(description);
  }

  /** Its title, in the page's language where the app gave it; where it is called by its metric, what that is called. */
  get title(): string {
    const { title, metrics } = this.description;
    return metrics.length === 1 && metrics[0] === title ? metricTitle(title) : ownName(title);
  }

  /** Takes in new points of one of its series. */
  receive({ series: name, unit, times, values }: SeriesPoints): void {
    const series = this.#series.get(name) ?? this.#open(name);
    if (series === null) return;
    if (this.description.unit === null && unit !== null) this.unit = unit;
    series.append(times, values);
  }

  /** The points of one series: of the past that is looked at, else those that are kept. */
  series(name: string): Series | undefined {
    return this.#past === null ? this.#series.get(name) : this.#past.get(name);
  }

  /**
   * Shows these points instead of those that are kept; null: those that are kept, which go on growing either way. `pieceMs`: there are at
   * most two points for each such piece of time.
   */
  showPast(points: readonly SeriesPoints[] | null, pieceMs = 0): void {
    if (points === null) {
      this.#past = null;
      return;
    }
    const past = new Map<string, Series>();
    for (const { series: name, unit, times, values } of points) {
      if (!this.#series.has(name)) this.#open(name);
      if (this.description.unit === null && unit !== null) this.unit = unit;
      const series = new Series();
      series.pieceMs = pieceMs;
      series.append(times, values);
      past.set(name, series);
    }
    this.#past = past;
  }

  /** Adds to the past that is shown what is kept of `range`: of each piece of time the lowest and the highest reading. */
  extendPast({ from, to }: Range, pieceMs: number): void {
    const past = this.#past;
    if (past === null) return;
    for (const [name, kept] of this.#series) {
      const extended = past.get(name) ?? new Series();
      extended.pieceMs = pieceMs;
      for (let start = from; start < to; start += pieceMs) {
        extended.append(...kept.extremes({ from: start, to: Math.min(to, start + pieceMs) }));
      }
      if (0 < extended.length) past.set(name, extended);
    }
  }

  /** The newest time of all its series; NaN before the first point. */
  get newestTime(): number {
    let newest = NaN;
    for (const series of this.#series.values()) {
      if (0 < series.length && !(series.newestTime <= newest)) newest = series.newestTime;
    }
    return newest;
  }

  /** The oldest time of all its series that are kept; NaN before the first point. */
  get oldestTime(): number {
    return oldestOf(this.#series.values());
  }

  /** The oldest time of what is shown: of the past that is looked at, else of what is kept. */
  get shownSince(): number {
    return oldestOf((this.#past ?? this.#series).values());
  }

  #open(name: string): Series | null {
    if (this.#series.size === SERIES_PER_CHART) {
      // The names are kept up to the same limit, so that the count cannot cost without end either.
      if (this.#refusedNames.size < SERIES_PER_CHART) this.#refusedNames.add(name);
      this.refused = this.#refusedNames.size;
      return null;
    }
    const series = new Series();
    this.#series.set(name, series);
    this.names = [...this.names, name];
    return series;
  }
}

function oldestOf(all: Iterable<Series>): number {
  let oldest = NaN;
  for (const series of all) {
    if (0 < series.length && !(oldest <= series.times[0]!)) oldest = series.times[0]!;
  }
  return oldest;
}
