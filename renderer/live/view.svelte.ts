import { language } from '../messages/messages.ts';
import { secondText, sinceText } from '../shared/dates.ts';
import { zoomed, type Range } from './range.ts';

/** The spans that have a button, and those that are chosen from a list. */
export const SPANS_MS = [60_000, 300_000, 900_000, 3_600_000] as const;
export const FURTHER_SPANS_MS = [1_800_000, 21_600_000, 86_400_000] as const;

/** Where a person points: at one moment in all time charts, or at one number in one chart. */
export interface Crosshair {
  readonly owner: string;
  readonly isTime: boolean;
  readonly x: number;
  /** The time whose rows made the result that is pointed at; absent: it is a reading of one moment. */
  readonly counted?: Range;
}

/** What a crosshair does in the other charts: stands there with its values, stands there, or does not. */
export const CROSSHAIR_MODES = ['values', 'line', 'own'] as const;

export type CrosshairMode = (typeof CROSSHAIR_MODES)[number];

/** What part of the data the dashboard shows. All charts share it. */
export class View {
  spanMs = $state<number>(SPANS_MS[1]);
  /** When a person stopped the charts; null while they are live. Collecting goes on either way. */
  pausedAt = $state<number | null>(null);
  /** The part of time that a person looks at; null: the newest span. Collecting and drawing go on either way. */
  zoom = $state.raw<Range | null>(null);
  /** The first reading of the charts that go on now; NaN before it. No span reaches back further. */
  since = NaN;
  /** What is shown where nobody has zoomed; null: the newest span. */
  home: Range | null = null;
  /** Where a recording is played: charts tell their values there while nobody points elsewhere. Null: nothing is played. */
  head = $state<number | null>(null);
  /** The moment from which time is told, for recordings side by side; null: it is told by the clock. */
  origin = $state<number | null>(null);
  crosshair = $state.raw<Crosshair | null>(null);
  mode = $state<CrosshairMode>('values');
  /** Whether a person is choosing a span of time. */
  isChoosing = $state(false);
  /** A pinned crosshair stays where it is when the pointer goes. */
  isPinned = $state(false);

  pause(now: number): void {
    this.pausedAt ??= now;
  }

  goLive(): void {
    this.pausedAt = null;
    this.zoom = this.home;
  }

  /** Shows the newest `spanMs`. */
  show(spanMs: number): void {
    this.spanMs = spanMs;
    this.zoom = null;
  }

  zoomTo(range: Range): void {
    this.zoom = zoomed(range);
  }

  /** The moment that charts take for now. */
  moment(now: number): number {
    return this.pausedAt ?? now;
  }

  /** A moment in words. */
  momentText(time: number): string {
    return this.origin === null ? secondText(time, language()) : sinceText(time - this.origin);
  }

  cycleMode(): void {
    const next = (CROSSHAIR_MODES.indexOf(this.mode) + 1) % CROSSHAIR_MODES.length;
    this.mode = CROSSHAIR_MODES[next]!;
  }

  /** Holds the crosshair where it is, or lets a held one follow the pointer again. */
  togglePin(): void {
    this.isPinned = !this.isPinned && this.crosshair !== null;
  }

  /** Where the crosshair stands in the chart `id`; null where it has none. */
  crosshairIn(id: string, isTime: boolean): number | null {
    const crosshair = this.crosshair;
    if (crosshair === null) return isTime ? this.head : null;
    if (crosshair.isTime !== isTime) return null;
    if (crosshair.owner === id) return crosshair.x;
    return isTime && this.mode !== 'own' ? crosshair.x : null;
  }

  /** The time whose rows made the result that is pointed at, where the crosshair stands in the chart `id` too. */
  countedIn(id: string, isTime: boolean): Range | null {
    return this.crosshairIn(id, isTime) === null ? null : (this.crosshair?.counted ?? null);
  }

  /** Whether the chart `id` tells its values at the crosshair. */
  tellsValues(id: string): boolean {
    return this.mode === 'values' || this.crosshair === null || this.crosshair.owner === id;
  }

  /** Takes the crosshair away, if it is this chart's and not pinned. */
  free(owner: string): void {
    if (this.crosshair?.owner === owner && !this.isPinned) this.crosshair = null;
  }

  /** Takes the crosshair away, pinned or not. */
  unpin(): void {
    this.isPinned = false;
    this.crosshair = null;
  }
}
