import type { Batch } from '../../data/batch.ts';
import type { Schema } from '../../data/types.ts';
import type { Manifest } from '../../recordings/recording.ts';
import { watermarkAfter } from './watermark-after.ts';
import { GapRows } from './gap-rows.ts';
import { TimeColumn } from './time-column.ts';
import type { Lateness } from './time-column.ts';
import { WatermarkTrail } from './watermark-trail.ts';

/** What the rows so far tell of themselves. */
export type Story = Pick<Manifest, 'eventTime' | 'gaps' | 'gapCount'>;

/** Looks at the event times of rows: what they tell for the manifest, and from when to when they are. */
export class RowStory {
  readonly #times: TimeColumn;
  readonly #gaps: GapRows;
  readonly #trail: WatermarkTrail;
  readonly #isSecret: boolean;
  #firstTime = Infinity;
  #lastTime = -Infinity;

  /** `isSecret`: only how many gaps there are is told, not what the rows say of them. */
  constructor(
    schema: Schema,
    { lateness, isSecret }: { readonly lateness: Lateness | null; readonly isSecret: boolean },
  ) {
    this.#isSecret = isSecret;
    this.#times = new TimeColumn(schema, lateness);
    this.#gaps = new GapRows(schema);
    this.#trail = new WatermarkTrail(lateness?.outOfOrdernessMs ?? 0);
  }

  /** Goes on after what is in the recording: from the checkpoint that it is from, or with rows that begin anew. */
  startWith(former: Manifest, from: 'checkpoint' | 'anew'): void {
    this.#gaps.startWith(former);
    this.#trail.startWith({
      rows: former.rows,
      moves: former.eventTime?.moves ?? null,
      watermark: watermarkAfter(former),
      goesOn: from === 'checkpoint',
    });
  }

  take(batch: Batch): void {
    const { eventTimes: times, length } = batch;
    if (times || length === 0) this.#trail.take(batch);
    // A batch all of whose rows were taken out says nothing of the first row that comes.
    if (!times || length === 0) return;
    let first = this.#firstTime;
    let last = this.#lastTime;
    for (let i = 0; i < length; i++) {
      const time = times[i]!;
      if (time < first) first = time;
      if (last < time) last = time;
    }
    this.#firstTime = first;
    this.#lastTime = last;
    this.#times.take(batch, times);
    this.#gaps.take(batch, times);
  }

  get told(): Story {
    const eventTime = this.#times.known;
    const moves = this.#trail.told;
    return {
      eventTime: eventTime && moves ? { ...eventTime, moves } : eventTime,
      gaps: this.#isSecret ? [] : this.#gaps.gaps,
      gapCount: this.#gaps.gapCount,
    };
  }

  /** Smallest and largest event time since the last time that this was asked; +Infinity and -Infinity without any. */
  takeSpan(): { readonly firstTime: number; readonly lastTime: number } {
    const span = { firstTime: this.#firstTime, lastTime: this.#lastTime };
    this.#firstTime = Infinity;
    this.#lastTime = -Infinity;
    return span;
  }
}
