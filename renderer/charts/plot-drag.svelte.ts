import { panned } from '../live/range.ts';
import type { ChartModel } from './chart-model.svelte.ts';
import { unitsPerPixel, xAtPixel } from './surface.ts';

/** Less than this is a click with a hand that is not quite still. */
const CLICK_PIXELS = 4;

/** A part of the plot, in pixels from its left edge. */
export interface Selection {
  readonly from: number;
  readonly to: number;
}

/** What a person does with a pressed pointer on a plot: chooses a span to zoom to, or with Shift drags the time itself. */
export class PlotDrag {
  selection = $state.raw<Selection | null>(null);
  readonly #model: ChartModel;
  #start: number | null = null;
  #last = 0;
  #isPan = false;

  constructor(model: ChartModel) {
    this.#model = model;
  }

  begin(pixel: number, isPan: boolean): void {
    this.#start = pixel;
    this.#last = pixel;
    this.#isPan = isPan;
  }

  move(pixel: number): void {
    if (this.#start === null) return;
    const { range, view, width } = this.#model;
    if (this.#isPan) view.zoomTo(panned(range, (this.#last - pixel) * unitsPerPixel(range, width)));
    else if (CLICK_PIXELS <= Math.abs(pixel - this.#start)) this.selection = between(this.#start, pixel);
    this.#last = pixel;
    if (this.#isPan) this.#model.range = view.zoom ?? range;
  }

  /** The pointer is let go: says whether it was a click, a drag, or neither. */
  end(pixel: number): 'click' | 'drag' | 'nothing' {
    const start = this.#start;
    const { range, view, width } = this.#model;
    const chosen = this.selection;
    this.cancel();
    if (start === null) return 'nothing';
    if (this.#isPan) return 'drag';
    if (chosen === null) return Math.abs(pixel - start) < CLICK_PIXELS ? 'click' : 'nothing';
    view.zoomTo({ from: xAtPixel(chosen.from, range, width), to: xAtPixel(chosen.to, range, width) });
    return 'drag';
  }

  cancel(): void {
    this.#start = null;
    this.selection = null;
  }
}

function between(left: number, right: number): Selection {
  return { from: Math.min(left, right), to: Math.max(left, right) };
}
