import type { PageBridge } from '../bridge.ts';
import { seriesOrder } from '../charts/names.ts';
import { isCovered } from '../live/past.svelte.ts';
import type { Range } from '../live/range.ts';
import { View } from '../live/view.svelte.ts';
import { t } from '../messages/messages.ts';
import { said } from '../messages/said.ts';
import type { Faults } from '../state/faults.svelte.ts';
import type { OpenedRecording, SeriesFigures, SeriesPoints } from '../state/contract-types.ts';
import {
  alignedPoints,
  chartsOf,
  comparedFigures,
  offsets,
  ownSpan,
  SERIES_MAX,
  shownSeries,
  SIDE_NAMES,
  SIDES,
  wholeOf,
  type Alignment,
  type Pair,
  type Side,
} from './alignment.ts';
import { Player } from './player.svelte.ts';

const NONE: Pair<readonly never[]> = [[], []];

/** Two recordings that a person looks at on one chart. */
export class Comparison {
  readonly players: Pair<Player>;
  readonly view = new View();
  alignment = $state<Alignment>('start');
  /** The moments of each, in its own time, that are laid on each other; null until both are open. */
  zeros = $state.raw<Pair<number> | null>(null);
  /** Why they are not laid on each other as asked; empty where they are. */
  trouble = $state('');
  isSeeking = $state(false);
  /** The chart that is looked at. */
  metric = $state('');
  #chosen = $state.raw<ReadonlySet<string>>(new Set());
  #points = $state.raw<Pair<readonly SeriesPoints[]>>(NONE);
  #figures = $state.raw<Pair<readonly SeriesFigures[]>>(NONE);
  pieces: Range | null = null;
  #measured: Range | null = null;
  readonly #bridge: PageBridge;
  readonly #faults: Faults;

  constructor(ids: Pair<string>, parts: { readonly bridge: PageBridge; readonly faults: Faults }) {
    this.#bridge = parts.bridge;
    this.#faults = parts.faults;
    this.players = [new Player(ids[0], parts), new Player(ids[1], parts)];
  }

  /** Whether both are open, and their points there. */
  get isReady(): boolean {
    return this.zeros !== null && this.#points !== NONE;
  }

  /** Both as they were opened; only asked once they are. */
  get opened(): Pair<OpenedRecording> {
    return [this.players[0].recording!, this.players[1].recording!];
  }

  get charts(): OpenedRecording['charts'] {
    return chartsOf(this.opened);
  }

  /** How much later than in the first one the same moment is in each. */
  get by(): Pair<number> {
    return offsets(this.zeros!);
  }

  /** Both on the chart, whose time is that of the first one. */
  get whole(): Range {
    return wholeOf([this.players[0].whole, this.players[1].whole], this.by);
  }

  /** The series of the chart that is looked at, of both. */
  get names(): readonly string[] {
    const all = SIDES.flatMap((side) => this.#points[side].filter(({ chart }) => chart === this.metric));
    return seriesOrder([...new Set(all.map(({ series }) => series))]);
  }

  get shown(): readonly string[] {
    return shownSeries(this.names, this.#chosen);
  }

  get figures(): ReturnType<typeof comparedFigures> {
    return comparedFigures(this.#figures, this.metric, this.names);
  }

  get points(): readonly SeriesPoints[] {
    return alignedPoints(this.#points, this.by, { chart: this.metric, shown: this.shown });
  }

  /** Opens what is not open yet, both at once. */
  async open(): Promise<void> {
    await Promise.all(this.players.filter(({ state }) => state !== 'ready').map((player) => player.open()));
    await this.begin();
  }

  /** Opens one of them that is encrypted. */
  async unlock(side: Side, passphrase: string): Promise<void> {
    await this.players[side].open(passphrase);
    await this.begin();
  }

  /** Shows one more series, or one less; of those that are shown one stays. */
  toggle(series: string): void {
    const shown = this.shown;
    const next = shown.includes(series) ? shown.filter((each) => each !== series) : [...shown, series];
    if (0 < next.length) this.#chosen = new Set(next.slice(-SERIES_MAX));
  }

  choose(metric: string): void {
    this.metric = metric;
    this.#chosen = new Set();
  }

  alignAtStart(): Promise<void> {
    this.alignment = 'start';
    return this.#align([this.players[0].whole.from, this.players[1].whole.from]);
  }

  /** Lays a marker of one on a marker of the other. */
  alignAtMarkers(places: Pair<number>): Promise<void> {
    this.alignment = 'marker';
    const [first, second] = SIDES.map((side) => this.players[side].notes.markers[places[side]]?.at);
    if (first === undefined || second === undefined) return Promise.resolve();
    return this.#align([first, second]);
  }

  /** Lays the moments on each other at which `condition` held first; where it never did, or is none, they stay as they are and that is told. */
  async alignAt(condition: string): Promise<void> {
    this.alignment = 'condition';
    this.isSeeking = true;
    this.trouble = '';
    try {
      const ask = ({ id }: Player): Promise<number | null> => this.#bridge.request('findInRecording', id, condition);
      const [first, second] = await Promise.all([ask(this.players[0]), ask(this.players[1])]);
      if (first !== null && second !== null) await this.#align([first, second]);
      else this.trouble = t('compare.never', { names: neverIn([first, second]) });
    } catch (error) {
      this.trouble = said(error instanceof Error ? error.message : String(error));
    } finally {
      this.isSeeking = false;
    }
  }

  /** Brings the points of `range` where those that are there are too coarse or too few. */
  async lookAt(range: Range): Promise<void> {
    if (isCovered(range, this.pieces)) return;
    const margin = range.to - range.from;
    const asked = { from: range.from - margin, to: range.to + margin };
    this.pieces = asked;
    const points = await this.#both(asked, (id, span) => this.#bridge.request('readRecording', id, span));
    // Who looks elsewhere by now has asked for that.
    if (this.pieces !== asked) return;
    // Why there are none is told in a banner.
    if (points !== null || !this.isReady) this.#points = points ?? [[], []];
  }

  /** Brings the figures of `range`, of all rows in it. */
  async measure(range: Range): Promise<void> {
    this.#measured = range;
    const figures = await this.#both(range, (id, span) => this.#bridge.request('recordingFigures', id, span));
    if (figures !== null && this.#measured === range) this.#figures = figures;
  }

  /** Both are open: shows them. */
  async begin(): Promise<void> {
    if (this.zeros !== null || this.players.some(({ state }) => state !== 'ready')) return;
    this.metric = this.charts[0]?.id ?? '';
    await this.alignAtStart();
  }

  async #align(zeros: Pair<number>): Promise<void> {
    this.trouble = '';
    this.pieces = null;
    this.zeros = zeros;
    this.view.origin = zeros[0];
    this.view.home = this.whole;
    this.view.goLive();
    this.view.unpin();
    await this.lookAt(this.whole);
  }

  async #both<T>(
    range: Range,
    ask: (id: string, span: Range) => Promise<readonly T[]>,
  ): Promise<Pair<readonly T[]> | null> {
    const each = (side: Side): Promise<readonly T[]> => {
      const { id, whole } = this.players[side];
      const span = ownSpan(range, this.by[side], whole);
      return span === null ? Promise.resolve([]) : ask(id, span);
    };
    return this.#faults.attempt(Promise.all([each(0), each(1)]));
  }
}

function neverIn(found: Pair<number | null>): string {
  return SIDES.filter((side) => found[side] === null)
    .map((side) => SIDE_NAMES[side])
    .join(', ');
}
