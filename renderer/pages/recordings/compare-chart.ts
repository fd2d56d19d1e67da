import { ChartModel } from '../../charts/chart-model.svelte.ts';
import { LiveChart } from '../../live/live-chart.svelte.ts';
import { PIECES } from '../../live/past.svelte.ts';
import { t } from '../../messages/messages.ts';
import { metricTitle } from '../../messages/own-names.ts';
import { gapWords } from '../../shared/gap-words.ts';
import { SIDE_NAMES, SIDES, type Pair } from '../../recordings/alignment.ts';
import type { Comparison } from '../../recordings/comparison.svelte.ts';

/** Puts the points that there are by now into a chart. */
export function fill({ chart }: ChartModel, { points, pieces }: Comparison): void {
  chart.showPast(points, pieces === null ? 0 : (pieces.to - pieces.from) / PIECES);
}

/** A chart for the chosen series of both recordings, as they are laid on each other now. */
export function compareChart(comparison: Comparison, names: Pair<string>): ChartModel {
  const { metric, charts, view, by } = comparison;
  const { title, unit } = charts.find(({ id }) => id === metric)!;
  const summary = t('compare.summary', { title: metricTitle(title), first: names[0], second: names[1] });
  const chart = new LiveChart({ id: metric, pipeline: '', title: summary, unit, isTime: true, metrics: [metric] });
  const model = new ChartModel(chart, view);
  model.gapLabels.known = SIDES.flatMap((side) =>
    comparison.opened[side].gaps.map(({ from, to, reason }) => ({
      from: from - by[side],
      to: to - by[side],
      label: `${SIDE_NAMES[side]}: ${gapWords(reason)}`,
    })),
  );
  return model;
}
