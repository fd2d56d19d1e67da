import type { SeriesPoints } from '../../../electron/ipc/contract.ts';
import type { ComparedSeries, ComparedSink } from '../../state/contract-types.ts';

/** Lines that are drawn at once: each is there twice, and a chart tells eight apart. */
export const LINES_DRAWN = 3;

/** The lines of a sink: those with the most changes first. */
export function linesInOrder({ series }: ComparedSink): readonly ComparedSeries[] {
  return [...series].sort((a, b) => b.changed - a.changed);
}

/** The points of `lines`, the old and the new ones, as a chart takes them in; `names` says how each is called. */
export function trialPoints(
  chart: string,
  lines: readonly ComparedSeries[],
  names: Readonly<Record<'before' | 'after', string>>,
): readonly SeriesPoints[] {
  return lines.flatMap((line) =>
    (['before', 'after'] as const).flatMap((side) => {
      const points = line[side];
      if (points === null) return [];
      const series = line.series === '' ? names[side] : `${line.series} ${names[side]}`;
      return { chart, series, unit: line.unit, times: points.times, values: points.values };
    }),
  );
}

/** What a line is called; the only one of a sink is called as the sink. */
export function lineName({ title }: Pick<ComparedSink, 'title'>, { series }: Pick<ComparedSeries, 'series'>): string {
  return series === '' ? title : series;
}
