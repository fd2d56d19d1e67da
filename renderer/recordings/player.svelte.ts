import type { JobStatus, Marker, OpenedRecording, RecordingNotes, SeriesPoints } from '../state/contract-types.ts';
import type { PageBridge } from '../bridge.ts';
import { LiveChart } from '../live/live-chart.svelte.ts';
import { isCovered, PIECES } from '../live/past.svelte.ts';
import type { Range } from '../live/range.ts';
import { View } from '../live/view.svelte.ts';
import type { Faults } from '../state/faults.svelte.ts';
import { advanced, followed, readingBeside, speedBeside } from './playback.ts';

/** Charts that are shown at most; a recording of everything has more metrics than anybody looks at. */
export const CHARTS_MAX = 64;

/** A span is asked for with as much on both sides, so that who pans finds something there. */
const MARGIN = 1;
/** Too short a recording to be seen gets this much room. */
const SHORTEST_MS = 1000;

export type PlayerState = 'loading' | 'locked' | 'ready' | 'failed';

/** One recording that a person looks at: its charts, where the head is, and its notes. */
export class Player {
  readonly id: string;
  readonly view = new View();
  state = $state<PlayerState>('loading');
  /** Why it cannot be opened. */
  failure = $state('');
  charts = $state.raw<readonly LiveChart[]>([]);
  recording = $state.raw<OpenedRecording | null>(null);
  notes = $state.raw<RecordingNotes>({ tags: [], markers: [] });
  isPlaying = $state(false);
  speed = $state(1);
  isLooping = $state(false);
  #asked: Range | null = null;
  #lastMs: number | null = null;
  readonly #bridge: PageBridge;
  readonly #faults: Faults;

  constructor(id: string, { bridge, faults }: { readonly bridge: PageBridge; readonly faults: Faults }) {
    this.id = id;
    this.#bridge = bridge;
    this.#faults = faults;
  }

  /** The whole recording, from its first reading to its last. */
  get whole(): Range {
    const { from, to } = this.recording ?? { from: 0, to: SHORTEST_MS };
    return { from, to: Math.max(to, from + SHORTEST_MS) };
  }

  /** Where it is played, in milliseconds since 1970. */
  get head(): number {
    return this.view.head ?? this.whole.from;
  }

  /** Opens the recording; without its passphrase, an encrypted one only says that it is. */
  async open(passphrase: string | null = null): Promise<void> {
    this.state = 'loading';
    this.failure = '';
    try {
      const opened = await this.#bridge.request('openRecording', this.id, passphrase);
      if (opened === null) this.state = 'locked';
      else await this.#show(opened);
    } catch (error) {
      // It is told in the place of the charts, where it is asked for again.
      this.failure = error instanceof Error ? error.message : String(error);
      this.state = passphrase === null ? 'failed' : 'locked';
    }
  }

  /** Brings the points of `range` where those that are there are too coarse or too few; `changed` is called when there is something to draw. */
  async lookAt(range: Range, changed: () => void): Promise<void> {
    if (this.state !== 'ready' || isCovered(range, this.#asked)) return;
    const margin = MARGIN * (range.to - range.from);
    const { from, to } = this.whole;
    const asked = { from: Math.max(from, range.from - margin), to: Math.min(to, range.to + margin) };
    if (asked.to <= asked.from) return;
    this.#asked = asked;
    const points = await this.#faults.attempt(this.#bridge.request('readRecording', this.id, asked));
    // Who looks elsewhere by now has asked for that.
    if (points === null || this.#asked !== asked) return;
    this.#fill(points, asked);
    changed();
  }

  /** Plays on, from the beginning where it has ended; or pauses. */
  toggle(): void {
    this.isPlaying = !this.isPlaying && this.state === 'ready';
    if (this.isPlaying && this.whole.to <= this.head) this.#moveTo(this.whole.from);
    this.#lastMs = null;
  }

  /** Called in every drawn frame: moves the head by what has passed since the one before. */
  tick(nowMs: number): void {
    if (!this.isPlaying) return;
    const elapsedMs = this.#lastMs === null ? 0 : nowMs - this.#lastMs;
    this.#lastMs = nowMs;
    const { whole, speed, isLooping } = this;
    const { head, isPlaying } = advanced(this.head, elapsedMs, { whole, speed, isLooping });
    this.#moveTo(head);
    this.isPlaying = isPlaying;
  }

  /** Puts the head on a moment of the recording. */
  seek(moment: number): void {
    this.#moveTo(Math.min(this.whole.to, Math.max(this.whole.from, moment)));
  }

  /** Puts the head on the next reading, or on the one before, and pauses. */
  step(direction: 'next' | 'previous'): void {
    this.isPlaying = false;
    const all = this.charts.flatMap((chart) => chart.names.flatMap((name) => chart.series(name) ?? []));
    const moment = readingBeside(all, this.head, direction);
    if (moment !== null) this.seek(moment);
  }

  faster(by: 1 | -1): void {
    this.speed = speedBeside(this.speed, by);
  }

  /** Puts the head on the next marker, or on the one before. */
  jump(direction: 'next' | 'previous'): void {
    const { markers } = this.notes;
    const inOrder = direction === 'next' ? markers : [...markers].reverse();
    const found = inOrder.find(({ at }) => (direction === 'next' ? this.head < at : at < this.head));
    if (found !== undefined) this.seek(found.at);
  }

  mark(name: string): Promise<void> {
    const markers = [...this.notes.markers, { at: Math.round(this.head), name }];
    return this.#note({ ...this.notes, markers: markers.sort((left, right) => left.at - right.at) });
  }

  unmark(marker: Marker): Promise<void> {
    return this.#note({ ...this.notes, markers: this.notes.markers.filter((each) => each !== marker) });
  }

  tag(tags: readonly string[]): Promise<void> {
    return this.#note({ ...this.notes, tags });
  }

  /** Starts a copy of a pipeline that reads this recording, at the chosen speed; gives that pipeline, null where it cannot. */
  replay(pipeline: string): Promise<JobStatus | null> {
    const speed = this.speed === Infinity ? null : this.speed;
    return this.#faults.attempt(this.#bridge.request('replayRecording', this.id, pipeline, speed));
  }

  async #note(notes: RecordingNotes): Promise<void> {
    const before = this.notes;
    this.notes = notes;
    const kept = await this.#faults.attempt(this.#bridge.request('noteRecording', this.id, notes).then(() => true));
    if (kept === null) this.notes = before;
  }

  async #show(opened: OpenedRecording): Promise<void> {
    this.recording = opened;
    this.notes = opened.notes;
    this.charts = opened.charts
      .slice(0, CHARTS_MAX)
      .map(({ id, title, unit }) => new LiveChart({ id, pipeline: '', title, unit, isTime: true, metrics: [id] }));
    const points = await this.#bridge.request('readRecording', this.id, this.whole);
    this.#asked = this.whole;
    this.#fill(points, this.whole);
    this.view.home = this.whole;
    this.view.goLive();
    this.view.head = this.whole.from;
    this.state = 'ready';
  }

  #fill(points: readonly SeriesPoints[], { from, to }: Range): void {
    for (const chart of this.charts)
      chart.showPast(
        points.filter((part) => part.chart === chart.description.id),
        (to - from) / PIECES,
      );
  }

  #moveTo(head: number): void {
    this.view.head = head;
    const { zoom } = this.view;
    if (zoom === null) return;
    const range = followed(zoom, head, this.whole);
    if (range !== zoom) this.view.zoom = range;
  }
}
