import type { TileKind } from '../../electron/ipc/contract.ts';
import type { LiveChart } from '../live/live-chart.svelte.ts';
import { HELD_MS } from '../live/past.svelte.ts';
import { isIn, isProvisional, numberRange, timeRange, type Range, type Span } from '../live/range.ts';
import type { Series } from '../live/series.ts';
import type { View } from '../live/view.svelte.ts';
import { language, t } from '../messages/messages.ts';
import { quantity, quantityText } from '../shared/units.ts';
import { alertLines, withAlerts, type AlertLimit } from './alert-lines.ts';
import { AxisLimits, onAxis, type Limits } from './axis.ts';
import type { Canvases } from './chart-attachment.ts';
import { onColumns } from './columns.ts';
import { countedAt, crosshairReadout, numberText } from './crosshair-readout.ts';
import { GapLabels } from './gap-labels.ts';
import { commonGaps, gapsOf, gapWidth } from './gaps.ts';
import { LineSwitches } from './line-switches.svelte.ts';
import { headExtremes } from './head-extremes.ts';
import { lineOf, NO_LINE, type Line } from './line.ts';
import { seriesLabels, singleNames, stripNames } from './names.ts';
import { PointList } from './point-list.ts';
import { isSame, NOTHING, type CrosshairReadout, type Readout } from './readout-words.ts';
import { commonExtremes, headValue, LEGEND_SERIES, readingTimes, seriesOf, valueAt } from './readout.ts';
import { nearestReading } from './nearest-reading.ts';
import { stack, stackedLimits } from './stack.ts';
import { pixelOf, unitsPerPixel, xAtPixel, type ChartPicture } from './surface.ts';
import { TextPace } from './text-pace.ts';
import { numberTicks, timeTicks } from './ticks.ts';
import { valueTicks } from './value-ticks.ts';

interface Told extends Limits {
  /** Where a recording was played then. */
  readonly played: number | null;
  readonly head: number;
}

/** What one tile shows: made from the live points anew for each frame. */
export class ChartModel {
  readonly chart: LiveChart;
  readonly view: View;
  readonly kind: TileKind;
  readonly switches = new LineSwitches();
  /** The series that a heat strip shows instead of lines; empty for most charts. */
  readonly cores = $derived.by(() => stripNames(this.kind, this.chart.names));
  readonly #ordered = $derived.by(() => singleNames(this.kind, this.chart.names));
  readonly names = $derived.by(() => this.#ordered.slice(0, LEGEND_SERIES));
  readonly labels = $derived.by(() => seriesLabels(this.#ordered, this.chart.title).slice(0, LEGEND_SERIES));
  readonly hiddenCount = $derived.by(() => this.#ordered.length - this.names.length + this.chart.refused);
  /** From where on alerts fire, of this and of other charts; none where it is not of what happens now. */
  alertLimits = $state.raw<readonly AlertLimit[]>([]);
  readonly alertLines = $derived.by(() => alertLines(this.alertLimits, this.chart, this));
  /** Those that lie on its value axis or near it; a strip has none. */
  readonly #levels = $derived.by(() => (this.kind === 'heat' ? [] : this.alertLines));
  readout = $state.raw<Readout>(NOTHING);
  range: Range = { from: 0, to: 1 };
  limits: Limits = { min: 0, max: 1 };
  /** The span that is shown, where there is no reading in it; null: there is one, or it is no span of time. */
  bare = $state.raw<Range | null>(null);
  /** Where the pointer is, in pixels; null while it is elsewhere. */
  pointer: number | null = null;
  width = 0;
  /** The canvases that it is drawn on now; null: none. */
  drawnOn = $state.raw<Canvases | null>(null);
  /** Up to when all rows are there that are expected; NaN: not known. */
  watermark = NaN;
  /** Whether a longer step than usual is a span without readings. */
  hasGaps = true;
  /** Why a span has no reading. */
  readonly gapLabels: GapLabels;
  /** What the head says since the numbers were written last; null: they are to be written. */
  #told: Told | null = null;
  readonly #texts = new TextPace();
  readonly #limits = new AxisLimits();
  readonly #points: PointList[] = [];

  constructor(chart: LiveChart, view: View, kind: TileKind = 'line') {
    this.kind = kind;
    this.chart = chart;
    this.view = view;
    this.gapLabels = new GapLabels(chart.description.metrics);
  }

  /** What the head and the crosshair are about. */
  get shown(): readonly Series[] {
    return seriesOf(this.chart, this.kind === 'heat' ? this.cores : this.names);
  }

  /** All of its series in the order of reading, for who reads them one by one. */
  get all(): readonly string[] {
    return this.kind === 'heat' ? this.cores : this.#ordered;
  }

  /** The picture of this moment; also brings `readout` up to date. */
  picture(now: number): ChartPicture {
    const { isTime } = this.chart.description;
    this.range = isTime
      ? (this.view.zoom ?? timeRange(this.view.moment(now), this.#span(), this.chart.newestTime))
      : numberRange(this.chart.oldestTime, this.chart.newestTime);
    const isMoving = isTime && this.view.zoom === null;
    const shown = this.shown;
    const range = isMoving ? onColumns(this.range, this.width, shown) : this.range;
    const lines = this.#lines(shown, range);
    const found = this.#found(shown, lines);
    this.#noteBare(isTime && Number.isNaN(found.min));
    this.followPointer();
    if (this.#isTextDue(now)) {
      this.#told = null;
      this.refresh();
    }
    const limits = (this.limits = this.#limits.next(this.chart.unit, found, now, this.#levels));
    return {
      range,
      style: this.kind === 'area' || this.kind === 'stacked' ? this.kind : 'line',
      limits: this.limits,
      lines,
      gaps: isTime && this.hasGaps ? this.#gaps(shown, range, now) : [],
      alertLines: onAxis(this.#levels, limits),
      watermark: isTime && isProvisional(range, this.watermark) ? this.watermark : null,
      provisionalLabel: t('chart.provisional'),
      xTicks: isTime ? timeTicks(range, this.width, language(), this.view.origin) : numberTicks(range, language()),
      yTicks: this.kind === 'heat' ? [] : valueTicks(this.chart.unit, limits),
    };
  }

  /** Told in whole seconds: the words for a span that glides change no sooner. */
  #noteBare(isBare: boolean): void {
    const { from, to } = this.range;
    const next = isBare ? { from: Math.round(from / 1000) * 1000, to: Math.round(to / 1000) * 1000 } : null;
    if (next?.from !== this.bare?.from || next?.to !== this.bare?.to) this.bare = next;
  }

  #isTextDue(now: number): boolean {
    const { zoom, pausedAt, crosshair, spanMs, head } = this.view;
    const asked = [zoom, pausedAt, crosshair, spanMs, head, this.names, this.chart.unit, this.alertLines];
    return this.#texts.isDue(now, this.chart.newestTime, asked);
  }

  /** Brings `readout` up to date without a new picture: the crosshair has moved. */
  refresh(): void {
    const shown = this.shown;
    const { id, isTime } = this.chart.description;
    const { unit, title } = this.chart;
    const at = this.view.crosshairIn(id, isTime);
    const x = at !== null && isIn(this.range, at) ? at : null;
    const { head: played } = this.view;
    const newest = shown.map((series) => valueAt(series, played, this.range.to));
    const values =
      x === null || !this.view.tellsValues(id) ? newest : shown.map((series) => valueAt(series, x, this.range.to));
    const text = (value: number): string => quantityText(value, unit, language());
    const { head, min, max } = this.#tell(newest, shown);
    const summary = t('chart.summary', { title, latest: text(head), lowest: text(min), highest: text(max) });
    const next: Readout = {
      head: quantity(head, unit, language()),
      headValue: head,
      values: values.map(text),
      crosshair: x === null ? null : this.#crosshair(x, this.view.tellsValues(id)),
      played: played !== null && isIn(this.range, played) ? pixelOf(played, this.range, this.width) : null,
      summary: withAlerts(summary, this.alertLines),
    };
    if (!isSame(next, this.readout)) this.readout = next;
  }

  /** What the head says of one moment, all of it; a crosshair that moves changes none of it. */
  #tell(newest: readonly number[], shown: readonly Series[]): Told {
    const { unit } = this.chart;
    const { head: played } = this.view;
    if (this.#told?.played === played) return this.#told;
    const names = this.kind === 'heat' ? this.cores : this.names;
    const head = headValue(unit, names, newest);
    this.#told = { played, head, ...headExtremes({ unit, names, latest: head }, shown, this.range) };
    return this.#told;
  }

  /** Puts the crosshair on the reading that is nearest to the pointer. */
  followPointer(): void {
    if (this.pointer === null || this.view.isPinned) return;
    const x = xAtPixel(this.pointer, this.range, this.width);
    const nearest = nearestReading(this.shown, x);
    if (!Number.isNaN(nearest)) this.#point(nearest);
  }

  /** Moves the crosshair by `steps` readings; without one it begins at the newest. */
  step(steps: number): void {
    const times = readingTimes(this.shown, this.range);
    if (times.length === 0) return;
    const at = this.view.crosshairIn(this.chart.description.id, this.chart.description.isTime);
    const index = at === null ? times.length - 1 : times.findIndex((time) => at <= time) + steps;
    this.#point(times[Math.min(times.length - 1, Math.max(0, index))]!);
  }

  #point(x: number): void {
    const { id, isTime } = this.chart.description;
    const held = this.view.crosshair;
    if (held !== null && held.owner === id && held.x === x) return;
    this.view.crosshair = { owner: id, isTime, x, ...countedAt(x, this.chart.description.window) };
  }

  #lines(shown: readonly Series[], range: Range): readonly Line[] {
    if (this.kind === 'heat') return [];
    const visible = this.#visible(shown);
    const reach = (series: Series): number =>
      this.chart.description.isTime && this.hasGaps ? gapWidth(series) : Infinity;
    const lines = visible.map((series) => (series === null ? NO_LINE : lineOf(series, range, reach(series))));
    if (this.kind !== 'stacked') return lines;
    const lists = lines.map((_line, index) => (this.#points[index] ??= new PointList()));
    for (const list of lists) list.clear();
    stack(visible, range, unitsPerPixel(range, this.width), lists);
    const key = lines.map((line) => line.key).join();
    return lists.map(({ x, y, length }) => ({ x, y, first: 0, end: length, gapWidth: Infinity, key }));
  }

  /** What a person has switched off is null, so that the others keep their colours. */
  #visible(shown: readonly Series[]): readonly (Series | null)[] {
    return shown.map((series, index) => (this.switches.isOn(this.names[index]!) ? series : null));
  }

  /** The smallest and largest value that is drawn. */
  #found(shown: readonly Series[], lines: readonly Line[]): Limits {
    if (this.kind === 'heat') return commonExtremes(shown, this.range);
    if (this.kind === 'stacked') return stackedLimits(lines);
    const visible = this.#visible(shown).filter((series) => series !== null);
    return commonExtremes(visible, this.range);
  }

  /** A span that is longer than what charts hold goes back as far as this one has readings. */
  #span(): Span {
    const { spanMs, since } = this.view;
    return { spanMs, since: HELD_MS < spanMs ? this.chart.shownSince : since };
  }

  #gaps(shown: readonly Series[], range: Range, now: number): ChartPicture['gaps'] {
    return this.gapLabels.of(commonGaps(shown.map((series) => gapsOf(series, range))), now);
  }

  #crosshair(x: number, tells: boolean): CrosshairReadout {
    const { range, width, view } = this;
    const { id, isTime } = this.chart.description;
    const text = isTime ? (time: number): string => view.momentText(time) : numberText;
    const isOwn = view.crosshair?.owner === id;
    return crosshairReadout({ x, counted: view.countedIn(id, isTime), isOwn, range, width, text: tells ? text : null });
  }
}
