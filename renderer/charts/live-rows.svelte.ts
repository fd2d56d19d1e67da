import type { Frames } from '../live/frames.ts';
import type { Limits } from './axis.ts';
import type { ChartModel } from './chart-model.svelte.ts';
import { seriesRows, type SeriesRow } from './series-rows.ts';

/** Numbers that change more often than this cannot be read. */
const PERIOD_MS = 900;

/** The series of a chart as rows, brought up to date about once a second while they are looked at. */
export class LiveRows {
  rows = $state.raw<readonly SeriesRow[]>([]);
  /** Whether they were looked for. */
  isThere = $state(false);
  limits = $state.raw<Limits>({ min: 0, max: 1 });

  /** Follows `model` until the returned function is called. */
  follow(model: ChartModel, frames: Frames): () => void {
    let due = -Infinity;
    return frames.onFrame((now) => {
      if (now < due) return;
      due = now + PERIOD_MS;
      model.picture(now);
      this.limits = model.limits;
      this.rows = seriesRows(model);
      this.isThere = true;
    });
  }
}
