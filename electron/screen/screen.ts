import type { ChartPoints, JobPoints, Moments } from '../../engine/index.ts';
import type { Frame, SeriesPoints } from '../ipc/contract.ts';
import { History, POINTS_PER_SERIES } from './history.ts';
import type { KeptHistory } from './kept-history.ts';
import { Outbox, OUTBOX_POINTS } from './outbox.ts';

/** A chart is hardly wider than this many pixels. */
export const PAST_BUCKETS = 800;

/** The road from the chart sinks to the page: everything goes into the history, and to the page as fast as it draws. */
export class Screen {
  /** Settles when a page has drawn points for the first time. */
  readonly firstDrawn: Promise<void>;
  readonly #history = new History();
  readonly #outbox: Outbox;
  readonly #kept: Pick<KeptHistory, 'put' | 'flush' | 'read' | 'between'> | null;
  #settleFirstDrawn: () => void = () => undefined;

  /** `kept`: where the points are after a restart; null: nowhere. */
  constructor(
    send: (frame: Frame) => void,
    kept: Pick<KeptHistory, 'put' | 'flush' | 'read' | 'between'> | null = null,
  ) {
    this.#kept = kept;
    this.#outbox = new Outbox(OUTBOX_POINTS, send);
    this.firstDrawn = new Promise((resolve) => {
      this.#settleFirstDrawn = resolve;
    });
  }

  /** Takes in what chart sinks have received. What came together goes to the page together, to be drawn in one frame. */
  take(...received: readonly JobPoints[]): void {
    for (const { job, sink, series } of received) {
      for (const each of series) this.#put({ chart: `${job}/${sink}`, ...each });
    }
    this.#outbox.flush();
  }

  /** Takes in the last hour of the life before. */
  async begin(now: number): Promise<void> {
    const from = now - POINTS_PER_SERIES * 1000;
    const points = (await this.#kept?.read({ from, to: now, count: POINTS_PER_SERIES })) ?? [];
    for (const each of points) this.#history.put(each);
  }

  /** What was between two moments of the last day, thinned out to what a screen can show. */
  async past(from: number, to: number): Promise<readonly SeriesPoints[]> {
    return (await this.#kept?.read({ from, to, count: PAST_BUCKETS })) ?? [];
  }

  /** Where every point of some charts between two moments is; those in memory are there whatever becomes of the disk. */
  async held(charts: ReadonlySet<string>, { from, to }: Moments): Promise<Pick<ChartPoints, 'files' | 'held'>> {
    const { files, unwritten } = (await this.#kept?.between(from, to)) ?? { files: [], unwritten: [] };
    const inMemory = [...unwritten, ...this.#history.points()];
    return { files, held: inMemory.filter(({ chart }) => charts.has(chart)) };
  }

  /** Keeps everything that came so far. */
  async keep(): Promise<void> {
    await this.#kept?.flush();
  }

  /** A page has been loaded: gives what it begins with. Frames go to it from now on. */
  open(): readonly SeriesPoints[] {
    this.#outbox.open();
    return this.#history.points();
  }

  close(): void {
    this.#outbox.close();
  }

  /** The page has drawn frame `sequence`. */
  drawn(sequence: number): void {
    this.#settleFirstDrawn();
    this.#outbox.drawn(sequence);
  }

  pause(): void {
    this.#outbox.pause();
  }

  resume(): void {
    this.#outbox.resume();
  }

  #put(points: SeriesPoints): void {
    this.#history.put(points);
    this.#kept?.put(points);
    this.#outbox.put(points);
  }
}
