import type { ChartDescription, Dashboard, Place, Tile, TileKind, TileSource } from '../../electron/ipc/contract.ts';
import type { PageBridge } from '../bridge.ts';
import { t } from '../messages/messages.ts';
import type { Faults } from '../state/faults.svelte.ts';
import { freePlace, replaced, shownTiles, SIZES } from './layout.ts';

/** So many steps can be taken back. */
export const UNDO_STEPS = 100;

interface Step {
  readonly all: readonly Dashboard[];
  readonly currentId: string;
  /** What was done after this, in words. */
  readonly what: string;
}

/** The dashboards of a person: which one is looked at, and what was changed. Every change is kept at once and can be taken back. */
export class Dashboards {
  all = $state.raw<readonly Dashboard[]>([]);
  isEditing = $state(false);
  /** Whether a tile is being chosen. */
  isAdding = $state(false);
  /** What was done last, for who reads and for who hears it; empty after a step back. */
  told = $state('');
  #currentId = $state('');
  #charts = $state.raw<readonly ChartDescription[]>([]);
  #before = $state.raw<readonly Step[]>([]);
  #after = $state.raw<readonly Step[]>([]);
  readonly #bridge: PageBridge;
  readonly #faults: Faults;

  constructor(kept: readonly Dashboard[] | null, bridge: PageBridge, faults: Faults) {
    this.all = kept ?? [firstDashboard()];
    this.#currentId = this.all[0]!.id;
    this.#bridge = bridge;
    this.#faults = faults;
  }

  get current(): Dashboard {
    return this.all.find(({ id }) => id === this.#currentId) ?? this.all[0]!;
  }

  /** What the dashboard shows, where it is followed with the charts that came since. */
  readonly tiles = $derived.by(() => shownTiles(this.current, this.#charts));

  get canUndo(): boolean {
    return 0 < this.#before.length;
  }

  get canRedo(): boolean {
    return 0 < this.#after.length;
  }

  receiveCharts(charts: readonly ChartDescription[]): void {
    this.#charts = charts;
  }

  show(id: string): void {
    this.#currentId = id;
  }

  addTile(kind: TileKind, source: TileSource, title: string): void {
    const tile = { id: newId(), kind, title, source, ...freePlace(this.tiles, SIZES[kind]) };
    this.#changeCurrent({ tiles: [...this.tiles, tile] }, t('dash.added'));
  }

  removeTile(tile: Tile, name: string): void {
    const { hidden, follows } = this.current;
    const { source } = tile;
    const gone = follows && source.kind === 'chart' ? [...hidden, source.chart] : hidden;
    const tiles = this.tiles.filter(({ id }) => id !== tile.id);
    this.#changeCurrent({ tiles, hidden: gone }, t('dash.removed', { name }));
  }

  /** Changes what a tile is like. */
  changeTile(id: string, change: Partial<Pick<Tile, 'kind' | 'title'>>): void {
    const tiles = this.tiles.map((tile) => (tile.id === id ? { ...tile, ...change } : tile));
    this.#changeCurrent({ tiles }, t('dash.changed'));
  }

  /** The tiles have been moved or resized; places that are as they were are no change. */
  place(places: ReadonlyMap<string, Place>): void {
    const before = this.tiles;
    const tiles = replaced(before, places);
    if (tiles !== before) this.#changeCurrent({ tiles }, t('dash.moved'));
  }

  /** Makes an empty dashboard and shows it. */
  add(name: string): void {
    const dashboard = { id: newId(), name, follows: false, hidden: [], tiles: [] };
    this.#change([...this.all, dashboard], dashboard.id, t('dash.dashboardAdded', { name }));
    this.isEditing = true;
  }

  rename(name: string): void {
    if (name !== '' && name !== this.current.name) this.#changeCurrent({ name }, t('dash.renamed', { name }));
  }

  /** Deletes the dashboard that is looked at; the last one stays. */
  remove(): void {
    const { id, name } = this.current;
    const index = this.all.findIndex((each) => each.id === id);
    const rest = this.all.filter((each) => each.id !== id);
    if (rest.length === 0) return;
    this.#change(rest, rest[Math.max(0, index - 1)]!.id, t('dash.dashboardRemoved', { name }));
  }

  undo(): void {
    const step = this.#before.at(-1);
    if (step === undefined) return;
    this.#before = this.#before.slice(0, -1);
    this.#after = [...this.#after, { all: this.all, currentId: this.#currentId, what: step.what }];
    this.#restore(step, t('dash.undone', { what: step.what }));
  }

  redo(): void {
    const step = this.#after.at(-1);
    if (step === undefined) return;
    this.#after = this.#after.slice(0, -1);
    this.#before = [...this.#before, { all: this.all, currentId: this.#currentId, what: step.what }];
    this.#restore(step, step.what);
  }

  #restore({ all, currentId }: Step, told: string): void {
    this.all = all;
    this.#currentId = currentId;
    this.told = told;
    this.#keep();
  }

  #changeCurrent(change: Partial<Dashboard>, what: string): void {
    const { current } = this;
    this.#change(
      this.all.map((each) => (each === current ? { ...each, ...change } : each)),
      current.id,
      what,
    );
  }

  #change(all: readonly Dashboard[], currentId: string, what: string): void {
    this.#before = [...this.#before, { all: this.all, currentId: this.#currentId, what }].slice(-UNDO_STEPS);
    this.#after = [];
    this.all = all;
    this.#currentId = currentId;
    this.told = what;
    this.#keep();
  }

  #keep(): void {
    // What goes wrong is told in the banner; the dashboard on the screen stays as the person wants it.
    void this.#faults.attempt(this.#bridge.request('saveDashboards', this.all));
  }
}

/** What a first start shows: every chart there is. */
function firstDashboard(): Dashboard {
  return { id: 'overview', name: t('dash.first'), follows: true, hidden: [], tiles: [] };
}

function newId(): string {
  return crypto.randomUUID();
}
