import type { ChartDescription, SeriesPoints } from '../../electron/ipc/contract.ts';
import { unitOfChart } from '../shared/units.ts';
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
  readonly #refusedNames = new Set<string>();

  constructor(description: ChartDescription) {
    this.description = description;
    this.unit = unitOfChart(description);
  }

  /** Takes in new points of one of its series. */
  receive({ series: name, unit, times, values }: SeriesPoints): void {
    const series = this.#series.get(name) ?? this.#open(name);
    if (series === null) return;
    if (this.description.unit === null && unit !== null) this.unit = unit;
    series.append(times, values);
  }

  series(name: string): Series | undefined {
    return this.#series.get(name);
  }

  /** The newest time of all its series; NaN before the first point. */
  get newestTime(): number {
    let newest = NaN;
    for (const series of this.#series.values()) {
      if (!(series.newestTime <= newest)) newest = series.newestTime;
    }
    return newest;
  }

  /** The oldest time of all its series; NaN before the first point. */
  get oldestTime(): number {
    let oldest = NaN;
    for (const series of this.#series.values()) {
      if (0 < series.length && !(oldest <= series.times[0]!)) oldest = series.times[0]!;
    }
    return oldest;
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
