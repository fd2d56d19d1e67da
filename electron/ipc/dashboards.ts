/** The ways in which a tile can show what it is of. */
export type TileKind = 'line' | 'area' | 'stacked' | 'heat' | 'bar' | 'gauge' | 'value' | 'table' | 'events';

/** What a tile is of: a chart sink, the rows on an edge of a pipeline, or what happens to a pipeline. */
export type TileSource =
  | { readonly kind: 'chart'; readonly chart: string }
  | {
      readonly kind: 'edge';
      readonly pipeline: string;
      readonly node: string;
      readonly output: 'main' | 'late' | 'late-right';
    }
  | { readonly kind: 'events'; readonly pipeline: string };

/** A part of a dashboard's grid, in its columns and rows. */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** One thing that a dashboard shows, and where. */
export interface Tile extends Place {
  readonly id: string;
  readonly kind: TileKind;
  /** Empty: what it is of says it. */
  readonly title: string;
  readonly source: TileSource;
}

/** A page of tiles that a person has put together. */
export interface Dashboard {
  readonly id: string;
  readonly name: string;
  /** Charts that are on no tile of it, and not in `hidden`, are shown behind its tiles. */
  readonly follows: boolean;
  /** Charts that a person has taken away. */
  readonly hidden: readonly string[];
  readonly tiles: readonly Tile[];
}
