import type { LiveChart } from '../../live/live-chart.svelte.ts';
import type { JobStatus } from '../../state/contract-types.ts';

/** What came of the rows for one of those who count them. */
export interface LessonFigure {
  readonly node: string;
  /** Null before the first one. */
  readonly result: number | null;
  readonly late: number;
}

/** What each window of the example has given last, by its chart, and how many rows came too late for it. */
export function lessonFigures(
  { id, nodes }: Pick<JobStatus, 'id' | 'nodes'>,
  chartOf: (id: string) => Pick<LiveChart, 'names' | 'series'> | undefined,
): readonly LessonFigure[] {
  return nodes
    .filter(({ type }) => type === 'window')
    .map(({ id: node, late }) => {
      const sink = nodes.find(({ type, inputs }) => type === 'chart' && inputs.some((input) => input.node === node));
      const chart = sink && chartOf(`${id}/${sink.id}`);
      const series = chart?.series(chart.names[0] ?? '');
      const result = series === undefined || series.length === 0 ? null : series.values[series.length - 1]!;
      return { node, result, late };
    });
}
