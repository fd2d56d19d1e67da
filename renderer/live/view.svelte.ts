/** The spans a person can choose from. */
export const SPANS_MS = [60_000, 300_000, 900_000, 3_600_000] as const;

/** Where a person points: at one moment in all time charts, or at one number in one chart. */
export interface Crosshair {
  readonly owner: string;
  readonly isTime: boolean;
  readonly x: number;
}

/** What part of the data the dashboard shows. All charts share it. */
export class View {
  spanMs = $state<number>(SPANS_MS[1]);
  /** When a person stopped the charts; null while they are live. Collecting goes on either way. */
  pausedAt = $state<number | null>(null);
  /** The first reading of the charts that go on now; NaN before it. No span reaches back further. */
  since = NaN;
  crosshair = $state.raw<Crosshair | null>(null);

  pause(now: number): void {
    this.pausedAt ??= now;
  }

  goLive(): void {
    this.pausedAt = null;
  }

  /** The moment that charts take for now. */
  moment(now: number): number {
    return this.pausedAt ?? now;
  }

  /** Where the crosshair stands in the chart `id`; null where it has none. */
  crosshairIn(id: string, isTime: boolean): number | null {
    const crosshair = this.crosshair;
    if (crosshair === null || crosshair.isTime !== isTime) return null;
    return isTime || crosshair.owner === id ? crosshair.x : null;
  }

  /** Takes the crosshair away, if it is this chart's. */
  free(owner: string): void {
    if (this.crosshair?.owner === owner) this.crosshair = null;
  }
}
