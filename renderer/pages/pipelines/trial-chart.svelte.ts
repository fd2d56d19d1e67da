import { ChartModel } from '../../charts/chart-model.svelte.ts';
import type { Range } from '../../live/range.ts';
import { LiveChart } from '../../live/live-chart.svelte.ts';
import { View } from '../../live/view.svelte.ts';
import { t } from '../../messages/messages.ts';
import type { ComparedSeries, ComparedSink } from '../../state/contract-types.ts';
import { trialPoints } from './trial-lines.ts';

/** A chart that shows `lines` of a sink as they are now and as they would be, all of them in sight. */
export function trialChart(pipeline: string, sink: ComparedSink, lines: readonly ComparedSeries[]): ChartModel {
  const id = `trial/${pipeline}/${sink.id}`;
  const unit = lines.find((line) => line.unit !== null)?.unit ?? null;
  const title = t('trial.chart', { title: sink.title });
  const chart = new LiveChart({ id, pipeline, title, unit, isTime: sink.isTime, metrics: [] });
  const points = trialPoints(id, lines, { before: t('trial.before'), after: t('trial.after') });
  for (const each of points) chart.receive(each);
  const view = new View();
  view.zoom = whole(chart);
  const model = new ChartModel(chart, view, 'line');
  // Points that were thinned out are as far apart as they happen to be.
  model.hasGaps = false;
  return model;
}

/** The span in which all points of a chart are, and a little more where that is none. */
export function whole({ oldestTime, newestTime }: LiveChart): Range {
  return oldestTime < newestTime
    ? { from: oldestTime, to: newestTime }
    : { from: oldestTime - 1000, to: oldestTime + 1000 };
}
