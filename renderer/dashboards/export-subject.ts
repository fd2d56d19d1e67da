import type { Range } from '../live/range.ts';
import type { View } from '../live/view.svelte.ts';
import type { ExportSubject } from '../state/exporting.svelte.ts';
import type { Dashboards } from './dashboards.svelte.ts';

/** The part of time that charts show. */
export function seenRange({ zoom, spanMs, pausedAt }: Pick<View, 'zoom' | 'spanMs' | 'pausedAt'>, now: number): Range {
  const to = pausedAt ?? now;
  return zoom ?? { from: to - spanMs, to };
}

/** The charts of a dashboard as something to export; null where it shows none. */
export function dashboardSubject(
  { current, tiles }: Pick<Dashboards, 'current' | 'tiles'>,
  view: View,
  now: number,
): ExportSubject | null {
  const charts = [...new Set(tiles.flatMap(({ source }) => (source.kind === 'chart' ? [source.chart] : [])))];
  return charts.length === 0 ? null : { name: current.name, seen: seenRange(view, now), of: { charts } };
}
