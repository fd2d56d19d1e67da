import type { Place, Tile, TileKind } from '../../../electron/ipc/contract.ts';
import { keyAction, type Press } from '../../keys/key-action.ts';
import type { PageState } from '../../state/page-state.svelte.ts';

/** What every tile has around what it shows. */
export interface Frame {
  readonly tile: Tile;
  readonly title: string;
  readonly page: PageState;
  /** Whether a person may move and resize it now. */
  readonly canMove: boolean;
  readonly shift: (event: Event, by: Place) => void;
}

/** The kinds in which a chart, rows and events can be shown. */
export const KINDS_OF: Readonly<Record<Tile['source']['kind'], readonly TileKind[]>> = {
  chart: ['line', 'area', 'stacked', 'heat', 'bar', 'gauge', 'value', 'table', 'events'],
  edge: ['table', 'events', 'line', 'area', 'stacked', 'heat', 'bar', 'gauge', 'value'],
  events: ['events'],
};

const STILL: Place = { x: 0, y: 0, w: 0, h: 0 };
const MOVES: Readonly<Record<string, Place>> = {
  ArrowLeft: { ...STILL, x: -1 },
  ArrowRight: { ...STILL, x: 1 },
  ArrowUp: { ...STILL, y: -1 },
  ArrowDown: { ...STILL, y: 1 },
};
const SIZES: Readonly<Record<string, Place>> = {
  ArrowLeft: { ...STILL, w: -1 },
  ArrowRight: { ...STILL, w: 1 },
  ArrowUp: { ...STILL, h: -1 },
  ArrowDown: { ...STILL, h: 1 },
};

/** What a key does to the place of a tile; undefined where it means nothing. */
export function moveOf(press: Press): Place | undefined {
  const action = keyAction('tile', press);
  if (action === undefined) return undefined;
  return action === 'resize' ? SIZES[press.key] : MOVES[press.key];
}
