import type { AbsentReading, ChartDescription } from '../../../electron/ipc/contract.ts';
import type { JobStatus } from '../../state/contract-types.ts';

/** What a tile shows instead of a chart, or beside it. */
export type TileState =
  | { readonly kind: 'chart' }
  | { readonly kind: 'waiting' }
  /** Nothing that it shows can be measured here. */
  | { readonly kind: 'absent'; readonly readings: readonly AbsentReading[] }
  /** Its pipeline does not run; what it had shown stays in view. */
  | { readonly kind: 'halted'; readonly status: JobStatus };

interface Situation {
  readonly chart: ChartDescription;
  readonly hasPoints: boolean;
  readonly status: JobStatus | undefined;
  readonly absent: readonly AbsentReading[];
}

/** What is true of a tile. A machine that lacks a reading lacks it whether the pipeline runs or not. */
export function tileState({ chart, hasPoints, status, absent }: Situation): TileState {
  const lacking = absent.filter((reading) => chart.metrics.includes(reading.metric));
  const lacksAll = 0 < chart.metrics.length && chart.metrics.every((metric) => isIn(lacking, metric));
  if (!hasPoints && lacksAll) return { kind: 'absent', readings: withoutRepeats(lacking) };
  if (status !== undefined && isHalted(status)) return { kind: 'halted', status };
  return hasPoints ? { kind: 'chart' } : { kind: 'waiting' };
}

/** Whether no readings come of a pipeline, unless somebody or something starts it. */
export function isHalted({ state: { kind } }: JobStatus): boolean {
  return kind === 'stopped' || kind === 'failed' || kind === 'finished' || kind === 'restarting';
}

function isIn(readings: readonly AbsentReading[], metric: string): boolean {
  return readings.some((reading) => reading.metric === metric);
}

/** Two metrics that are absent for one reason are told once. */
function withoutRepeats(readings: readonly AbsentReading[]): readonly AbsentReading[] {
  return readings.filter(
    (reading, index) =>
      readings.findIndex(({ reason, remedy }) => reason === reading.reason && remedy === reading.remedy) === index,
  );
}
