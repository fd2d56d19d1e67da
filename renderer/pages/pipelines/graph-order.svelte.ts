import type { PageSettings } from '../../state/settings.svelte.ts';
import type { GraphLayout, Point } from './graph-layout.ts';
import { movedPlaces, placedLayout, placesOf, type Places } from './graph-places.ts';

/** So many moves can be taken back. */
const UNDO_STEPS = 100;

/** How a person has put the boxes of one graph in order. Each move is kept at once, and nothing of what runs is touched. */
export class GraphOrder {
  /** What is being dragged, and how far. */
  dragged = $state.raw<{ readonly id: string; readonly by: Point } | null>(null);
  #places: Places | null = $state.raw(null);
  #before = $state.raw<readonly (Places | null)[]>([]);
  #after = $state.raw<readonly (Places | null)[]>([]);
  readonly #settings: PageSettings;
  readonly #pipeline: string;
  readonly #automatic: () => GraphLayout;
  /** Where everything stands while nothing is dragged. */
  readonly resting = $derived.by(() => this.#placed(this.#places));
  readonly layout = $derived.by(() => this.#dragging());

  constructor(settings: PageSettings, pipeline: string, automatic: () => GraphLayout) {
    this.#settings = settings;
    this.#pipeline = pipeline;
    this.#automatic = automatic;
    this.#places = settings.chosen.graphPlaces[pipeline] ?? null;
  }

  /** Whether a person has moved anything. */
  get isOwn(): boolean {
    return this.#places !== null;
  }

  /** Whether a person has moved anything, or did and took it back. */
  get isTouched(): boolean {
    return this.isOwn || this.canUndo || 0 < this.#after.length;
  }

  get canUndo(): boolean {
    return 0 < this.#before.length;
  }

  /** Moves a box; gives where it stands then, or null where it did not move. */
  move(id: string, by: Point): Point | null {
    const next = movedPlaces(placesOf(this.resting), id, by);
    if (next === null) return null;
    this.#change(next);
    return next[id]!;
  }

  /** Lets all boxes stand where they do by themselves. */
  automatic(): void {
    if (this.isOwn) this.#change(null);
  }

  undo(): void {
    if (!this.canUndo) return;
    this.#after = [...this.#after, this.#places];
    this.#keep(this.#before.at(-1)!);
    this.#before = this.#before.slice(0, -1);
  }

  redo(): void {
    if (this.#after.length === 0) return;
    this.#before = [...this.#before, this.#places];
    this.#keep(this.#after.at(-1)!);
    this.#after = this.#after.slice(0, -1);
  }

  #placed(places: Places | null): GraphLayout {
    return places === null ? this.#automatic() : placedLayout(this.#automatic(), places);
  }

  #dragging(): GraphLayout {
    if (this.dragged === null) return this.resting;
    const { id, by } = this.dragged;
    const next = movedPlaces(placesOf(this.resting), id, by);
    return next === null ? this.resting : this.#placed(next);
  }

  #change(next: Places | null): void {
    this.#before = [...this.#before, this.#places].slice(-UNDO_STEPS);
    this.#after = [];
    this.#keep(next);
  }

  #keep(next: Places | null): void {
    this.#places = next;
    const { [this.#pipeline]: _own, ...others } = this.#settings.chosen.graphPlaces;
    const graphPlaces = next === null ? others : { ...others, [this.#pipeline]: next };
    void this.#settings.change({ graphPlaces });
  }
}
