import type { ChartDescription, Dashboard, Place, Tile, TileKind } from '../../electron/ipc/contract.ts';

/** A grid is this wide at its widest; narrower windows have fewer columns. */
export const COLUMNS = 12;

interface Size {
  readonly w: number;
  readonly h: number;
}

/** How large a new tile is: as large as what it shows needs to be read. */
export const SIZES: Readonly<Record<TileKind, Size>> = {
  line: { w: 4, h: 14 },
  area: { w: 4, h: 14 },
  stacked: { w: 4, h: 14 },
  heat: { w: 4, h: 10 },
  bar: { w: 4, h: 10 },
  gauge: { w: 2, h: 10 },
  value: { w: 2, h: 6 },
  table: { w: 6, h: 14 },
  events: { w: 4, h: 14 },
};

/** The tiles of a dashboard, with those charts behind them that it follows and that are on none of them. */
export function shownTiles(dashboard: Dashboard, charts: readonly ChartDescription[]): readonly Tile[] {
  if (!dashboard.follows) return dashboard.tiles;
  const known = new Set(dashboard.hidden);
  for (const { source } of dashboard.tiles) if (source.kind === 'chart') known.add(source.chart);
  const tiles = [...dashboard.tiles];
  for (const { id } of charts) {
    if (known.has(id)) continue;
    tiles.push({ id, kind: 'line', title: '', source: { kind: 'chart', chart: id }, ...freePlace(tiles, SIZES.line) });
  }
  return tiles;
}

/** The topmost, then leftmost place of `size` that no tile covers. */
export function freePlace(tiles: readonly Place[], { w, h }: Size): Place {
  for (let y = 0; ; y++) {
    for (let x = 0; x + w <= COLUMNS; x++) {
      const place = { x, y, w, h };
      if (!tiles.some((tile) => overlaps(tile, place))) return place;
    }
  }
}

/** `tiles` as they stand in a grid of fewer `columns`: one after the other, in the order of reading. */
export function packed(tiles: readonly Tile[], columns: number): readonly Tile[] {
  if (COLUMNS <= columns) return tiles;
  const placed: Tile[] = [];
  let row = { x: 0, y: 0, h: 0 };
  for (const tile of [...tiles].sort((left, right) => left.y - right.y || left.x - right.x)) {
    const w = Math.min(tile.w, columns);
    if (columns < row.x + w) row = { x: 0, y: row.y + row.h, h: 0 };
    placed.push({ ...tile, w, x: row.x, y: row.y });
    row = { x: row.x + w, y: row.y, h: Math.max(row.h, tile.h) };
  }
  return placed;
}

/** `tiles` where `places` says that they stand now; the same list where nothing has moved. */
export function replaced(tiles: readonly Tile[], places: ReadonlyMap<string, Place>): readonly Tile[] {
  const next = tiles.map((tile) => {
    const place = places.get(tile.id);
    return place === undefined || isSamePlace(tile, place) ? tile : { ...tile, ...place };
  });
  return next.every((tile, index) => tile === tiles[index]) ? tiles : next;
}

/**
 * The places of tiles once the tile `id` has changed places with the next one above it (−1) or below (1); null where there is none.
 * Others that are in the way are for the grid to move.
 */
export function swapped(
  places: ReadonlyMap<string, Place>,
  id: string,
  direction: -1 | 1,
): ReadonlyMap<string, Place> | null {
  const own = places.get(id)!;
  const beside = [...places].filter(([other, { x, w }]) => other !== id && x < own.x + own.w && own.x < x + w);
  const behind = beside.filter(([, { y, h }]) => (direction === 1 ? own.y + own.h <= y : y + h <= own.y));
  const [nearest] = behind.sort(([, left], [, right]) => direction * (left.y - right.y));
  if (nearest === undefined) return null;
  const [otherId, other] = nearest;
  const [upper, lower] = direction === 1 ? [other, own] : [own, other];
  const top = Math.min(own.y, other.y);
  return new Map([
    ...places,
    [direction === 1 ? otherId : id, { ...upper, y: top }],
    [direction === 1 ? id : otherId, { ...lower, y: top + upper.h }],
  ]);
}

export function isSamePlace(left: Place, right: Place): boolean {
  return left.x === right.x && left.y === right.y && left.w === right.w && left.h === right.h;
}

function overlaps(left: Place, right: Place): boolean {
  const besides = left.x + left.w <= right.x || right.x + right.w <= left.x;
  return !besides && left.y < right.y + right.h && right.y < left.y + left.h;
}
