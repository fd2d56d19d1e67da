import { countedWindow, type CountedWindow } from './counted-window.ts';
import type { Plan } from './plan.ts';
import { metricsRead } from './metrics-read.ts';

/** A chart of a plan, for whoever shows it. */
export interface PlanChart {
  /** Of the sink. */
  readonly id: string;
  readonly title: string;
  /** A UCUM code, or null: the rows bring it. */
  readonly unit: string | null;
  /** Whether the x column is a time; else a number. */
  readonly isTime: boolean;
  /** The metrics that it shows; empty where they cannot be told. */
  readonly metrics: readonly string[];
  /** The window that each of its points is the result of; absent where points are something else. */
  readonly window?: CountedWindow;
}

/** The charts of `plan` in the order of the document. */
export function chartsOf(plan: Plan): readonly PlanChart[] {
  const charts: PlanChart[] = [];
  for (const node of plan.nodes) {
    if (node.role !== 'sink' || node.sink.type !== 'chart') continue;
    const { title, unit, x } = node.sink;
    const isTime = node.schema.some(({ name, type }) => name === x && type === 'timestamp');
    const window = countedWindow(plan, node.id, x);
    const metrics = metricsRead(plan, node.id);
    charts.push({ id: node.id, title, unit, isTime, metrics, ...(window === null ? {} : { window }) });
  }
  return charts;
}
