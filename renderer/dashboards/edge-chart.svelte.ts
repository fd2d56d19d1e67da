import { LiveChart } from '../live/live-chart.svelte.ts';
import type { TappedRows } from '../state/contract-types.ts';
import { drawnColumns, edgePoints } from './edge-points.ts';

/** The rows of an edge as they come by while a person looks at them, and a chart of their numbers. */
export class EdgeChart {
  tapped = $state.raw<TappedRows | null>(null);
  readonly chart: LiveChart;

  constructor(id: string, pipeline: string, title: string) {
    this.chart = new LiveChart({ id, pipeline, title, unit: null, isTime: true, metrics: [] });
  }

  /** Whether the rows have a time and a number; also true before the first row. */
  readonly isDrawable = $derived.by(
    () => this.tapped === null || this.tapped.rows.length === 0 || drawnColumns(this.tapped.columns) !== null,
  );

  /** Takes in the last rows. Those that were there before are at their places already. */
  receive(tapped: TappedRows): void {
    this.tapped = tapped;
    const columns = drawnColumns(tapped.columns);
    if (columns === null) return;
    for (const points of edgePoints(tapped, columns, this.chart.description.id)) this.chart.receive(points);
  }
}
