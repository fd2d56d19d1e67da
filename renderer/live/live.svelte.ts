import type { ChartDescription, Frame, SeriesPoints } from '../../electron/ipc/contract.ts';
import { LiveChart } from './live-chart.svelte.ts';
import type { Range } from './range.ts';

/** Charts whose newest readings are no further apart than this go on together. */
const STILL_MS = 60_000;

/** The streams as the page knows them: one `LiveChart` for each chart sink. */
export class Live {
  charts = $state.raw<readonly LiveChart[]>([]);
  /** Points given up since the app started, because the page was slow. */
  dropped = $state(0);
  #byId = $state.raw<ReadonlyMap<string, LiveChart>>(new Map());

  constructor(charts: readonly ChartDescription[], history: readonly SeriesPoints[]) {
    this.receiveCharts(charts);
    this.#take(history);
  }

  /** Takes in which charts there are now; those that there were keep their points. */
  receiveCharts(charts: readonly ChartDescription[]): void {
    this.charts = charts.map((chart) => this.#byId.get(chart.id) ?? new LiveChart(chart));
    this.#byId = new Map(this.charts.map((chart) => [chart.description.id, chart]));
  }

  find(id: string): LiveChart | undefined {
    return this.#byId.get(id);
  }

  /** Shows `points` in the place of what the charts hold; null: what they hold. */
  showPast(points: readonly SeriesPoints[] | null, pieceMs = 0): void {
    const byChart = new Map<string, SeriesPoints[]>();
    for (const part of points ?? []) {
      const parts = byChart.get(part.chart) ?? [];
      byChart.set(part.chart, parts);
      parts.push(part);
    }
    for (const chart of this.charts)
      chart.showPast(points === null ? null : (byChart.get(chart.description.id) ?? []), pieceMs);
  }

  /** Adds to the past that is shown what the charts hold of `range`. */
  extendPast(range: Range, pieceMs: number): void {
    for (const chart of this.charts) chart.extendPast(range, pieceMs);
  }

  /** Takes in one frame. The caller answers it once it is drawn. */
  receive(frame: Frame): void {
    this.#take(frame.series);
    this.dropped = frame.dropped;
  }

  /** The first reading of the charts that go on now; NaN before there is one. A file of last year is not among them. */
  get since(): number {
    const newest = this.charts.reduce((found, { newestTime }) => (newestTime <= found ? found : newestTime), NaN);
    let since = NaN;
    for (const { newestTime, oldestTime } of this.charts) {
      if (newest - STILL_MS <= newestTime && !(since <= oldestTime)) since = oldestTime;
    }
    return since;
  }

  #take(points: readonly SeriesPoints[]): void {
    for (const part of points) this.#byId.get(part.chart)?.receive(part);
  }
}
