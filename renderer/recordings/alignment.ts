import { coreNames } from '../charts/names.ts';
import type { Range } from '../live/range.ts';
import type { Marker, OpenedRecording, SeriesFigures, SeriesPoints } from '../state/contract-types.ts';

/** Where two recordings are laid on each other: at their starts, at a marker of each, or where a condition held first. */
export type Alignment = 'start' | 'marker' | 'condition';

/** One of the two that are compared. */
export type Side = 0 | 1;

/** A value of each of the two. */
export type Pair<T> = readonly [T, T];

export const SIDES: Pair<Side> = [0, 1];

/** What the two are called where there is no room for their names. */
export const SIDE_NAMES: Pair<string> = ['A', 'B'];

/** Series that are drawn where nobody has chosen: each is there twice, and a chart tells eight lines apart. */
const SERIES_FIRST = 3;
export const SERIES_MAX = 4;

/** How much later than in the first one the same moment is in each. */
export function offsets([first, second]: Pair<number>): Pair<number> {
  return [0, second - first];
}

/** `range` of the chart in the time of a recording that is `offset` later, as far as that recording goes; null where it does not. */
export function ownSpan({ from, to }: Range, offset: number, whole: Range): Range | null {
  const span = { from: Math.max(whole.from, from + offset), to: Math.min(whole.to, to + offset) };
  return span.from <= span.to ? span : null;
}

/** Both recordings on the chart. */
export function wholeOf(wholes: Pair<Range>, by: Pair<number>): Range {
  const from = Math.min(wholes[0].from - by[0], wholes[1].from - by[1]);
  return { from, to: Math.max(from + 1000, wholes[0].to - by[0], wholes[1].to - by[1]) };
}

/** The marker of the second recording that has the name of the first one's, else its first. */
export function sameMarker(marker: Marker | undefined, others: readonly Marker[]): number {
  return Math.max(
    0,
    others.findIndex(({ name }) => name === marker?.name),
  );
}

/** The charts that there are of either, those of both first. */
export function chartsOf([first, second]: Pair<OpenedRecording>): readonly OpenedRecording['charts'][number][] {
  const inSecond = new Set(second.charts.map(({ id }) => id));
  const inFirst = new Set(first.charts.map(({ id }) => id));
  return [
    ...first.charts.filter(({ id }) => inSecond.has(id)),
    ...first.charts.filter(({ id }) => !inSecond.has(id)),
    ...second.charts.filter(({ id }) => !inFirst.has(id)),
  ];
}

/** The chosen series that there are; where that is none, the first ones: of processors their total, not each core. */
export function shownSeries(names: readonly string[], chosen: ReadonlySet<string>): readonly string[] {
  const found = names.filter((name) => chosen.has(name));
  if (0 < found.length) return found;
  const cores = new Set(coreNames(names));
  return names.filter((name) => !cores.has(name)).slice(0, SERIES_FIRST);
}

/** The points of `shown` series of a chart, moved onto the chart's time; both are called by their side. */
export function alignedPoints(
  points: Pair<readonly SeriesPoints[]>,
  by: Pair<number>,
  { chart, shown }: { readonly chart: string; readonly shown: readonly string[] },
): readonly SeriesPoints[] {
  return shown.flatMap((name) =>
    SIDES.flatMap((side) =>
      points[side]
        .filter((each) => each.chart === chart && each.series === name)
        .map((each) => ({
          ...each,
          series: `${SIDE_NAMES[side]} ${name}`.trim(),
          times: each.times.map((time) => time - by[side]),
        })),
    ),
  );
}

/** What one series was like in each; null where it is not. */
export interface ComparedFigures {
  readonly series: string;
  readonly unit: string | null;
  readonly of: Pair<SeriesFigures | null>;
}

/** The series of a chart in the order of `names`, with what they were like in both. */
export function comparedFigures(
  figures: Pair<readonly SeriesFigures[]>,
  chart: string,
  names: readonly string[],
): readonly ComparedFigures[] {
  const find = (side: Side, series: string): SeriesFigures | null =>
    figures[side].find((each) => each.chart === chart && each.series === series) ?? null;
  return names.map((series) => {
    const of = [find(0, series), find(1, series)] as const;
    return { series, unit: of[0]?.unit ?? of[1]?.unit ?? null, of };
  });
}
