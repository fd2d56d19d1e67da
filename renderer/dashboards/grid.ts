import { GridStack, type GridItemHTMLElement } from 'gridstack';
import type { Place, Tile } from '../../electron/ipc/contract.ts';
import { isSamePlace, swapped } from './layout.ts';

/** Rows are this high; tiles stand 12 pixels apart. */
const ROW_PIXELS = 24;
const MARGIN_PIXELS = 6;

/** What a grid is told and whom it tells. */
export interface GridOptions {
  readonly columns: number;
  readonly isEditing: boolean;
  /** A person has moved or resized a tile: where all of them stand now. */
  readonly onPlaced: (places: ReadonlyMap<string, Place>) => void;
}

/** The grid of a dashboard: the only file that knows gridstack. */
export class TileGrid {
  readonly #grid: GridStack;
  readonly #onPlaced: GridOptions['onPlaced'];
  #isApplying = false;

  constructor(box: HTMLElement, { columns, isEditing, onPlaced }: GridOptions) {
    this.#onPlaced = onPlaced;
    this.#grid = GridStack.init(
      {
        column: columns,
        cellHeight: ROW_PIXELS,
        margin: MARGIN_PIXELS,
        staticGrid: !isEditing,
        animate: false,
        alwaysShowResizeHandle: true,
        draggable: { handle: '.grip' },
        resizable: { handles: 'e,se,s' },
        minRow: 1,
      },
      box,
    )!;
    this.#grid.on('change', () => this.#tell());
  }

  setEditing(isEditing: boolean): void {
    this.#grid.setStatic(!isEditing);
  }

  /** Takes in an element that is new in the grid. */
  add(element: HTMLElement): void {
    if ((element as GridItemHTMLElement).gridstackNode === undefined)
      this.#quietly(() => this.#grid.makeWidget(element));
  }

  /** Forgets an element that is about to go. */
  remove(element: HTMLElement): void {
    this.#quietly(() => this.#grid.removeWidget(element, false, false));
  }

  /** Puts all tiles where `tiles` says. */
  apply(tiles: readonly Tile[]): void {
    const now = this.#places();
    const moved = tiles.filter((tile) => now.has(tile.id) && !isSamePlace(now.get(tile.id)!, tile));
    if (moved.length === 0) return;
    this.#quietly(() =>
      this.#grid.load(
        tiles.map(({ id, x, y, w, h }) => ({ id, x, y, w, h })),
        false,
      ),
    );
  }

  /** Moves a tile by a column or past a neighbour, or makes it larger; the others make room. */
  shift(element: HTMLElement, by: Place): void {
    const node = (element as GridItemHTMLElement).gridstackNode;
    if (node === undefined) return;
    if (by.y !== 0) return this.#swap(node.id!, by.y < 0 ? -1 : 1);
    const w = Math.max(1, node.w! + by.w);
    const h = Math.max(2, node.h! + by.h);
    this.#grid.update(element, { x: Math.max(0, node.x! + by.x), w, h });
  }

  destroy(): void {
    this.#grid.off('change');
    this.#grid.destroy(false);
  }

  #swap(id: string, direction: -1 | 1): void {
    const places = swapped(this.#places(), id, direction);
    if (places === null) return;
    this.#quietly(() =>
      this.#grid.load(
        [...places].map(([each, place]) => ({ id: each, ...place })),
        false,
      ),
    );
    this.#tell();
  }

  #tell(): void {
    if (!this.#isApplying) this.#onPlaced(this.#places());
  }

  #quietly(change: () => unknown): void {
    this.#isApplying = true;
    change();
    this.#isApplying = false;
  }

  #places(): Map<string, Place> {
    return new Map(this.#grid.engine.nodes.map(({ id, x, y, w, h }) => [id!, { x: x!, y: y!, w: w!, h: h! }] as const));
  }
}
