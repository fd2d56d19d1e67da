import { Fault } from '../../engine/index.ts';
import type { Dashboard, Place, Tile, TileKind, TileSource } from '../ipc/dashboards.ts';

/** A grid has this many columns, and a tile cannot be further down than anybody scrolls. */
const COLUMNS = 12;
const ROWS_MAX = 10_000;
const DASHBOARDS_MAX = 50;
const TILES_MAX = 200;
const TEXT_MAX = 1_000;

const KINDS: Readonly<Record<TileKind, 0>> = {
  line: 0,
  area: 0,
  stacked: 0,
  heat: 0,
  bar: 0,
  gauge: 0,
  value: 0,
  table: 0,
  events: 0,
};

/** The dashboards that `value` says, whoever wrote it; throws a Fault that names the first thing that is wrong. */
export function parseDashboards(value: unknown): readonly Dashboard[] {
  const all = list(value, 'dashboards', DASHBOARDS_MAX).map(dashboard);
  if (all.length === 0) throw wrong('dashboards', 'there has to be at least one');
  refuseTwins(all, 'dashboards');
  return all;
}

function dashboard(value: unknown, index: number): Dashboard {
  const at = `dashboard ${index + 1}`;
  const { id, name, follows, hidden, tiles } = fields(value, at);
  const found = list(tiles, `${at}, tiles`, TILES_MAX).map((each, i) => tile(each, `${at}, tile ${i + 1}`));
  refuseTwins(found, `${at}, tiles`);
  return {
    id: text(id, `${at}, id`),
    name: text(name, `${at}, name`),
    follows: follows === true,
    hidden: list(hidden, `${at}, hidden`, TEXT_MAX).map((each) => text(each, `${at}, hidden`)),
    tiles: found,
  };
}

function tile(value: unknown, at: string): Tile {
  const { id, kind, title, source, x, y, w, h } = fields(value, at);
  if (typeof kind !== 'string' || !Object.hasOwn(KINDS, kind)) throw wrong(`${at}, kind`, 'there is no such kind');
  return {
    id: text(id, `${at}, id`),
    kind: kind as TileKind,
    title: title === '' ? '' : text(title, `${at}, title`),
    source: sourceOf(source, `${at}, source`),
    ...place({ x, y, w, h }, at),
  };
}

function sourceOf(value: unknown, at: string): TileSource {
  const { kind, chart, pipeline, node, output } = fields(value, at);
  if (kind === 'chart') return { kind, chart: text(chart, `${at}, chart`) };
  if (kind === 'events') return { kind, pipeline: text(pipeline, `${at}, pipeline`) };
  if (kind !== 'edge') throw wrong(`${at}, kind`, 'it has to be chart, edge or events');
  if (output !== 'main' && output !== 'late' && output !== 'late-right')
    throw wrong(`${at}, output`, 'it has to be main, late or late-right');
  return { kind, pipeline: text(pipeline, `${at}, pipeline`), node: text(node, `${at}, node`), output };
}

function place({ x, y, w, h }: Record<keyof Place, unknown>, at: string): Place {
  const found = { x: count(x, `${at}, x`), y: count(y, `${at}, y`), w: count(w, `${at}, w`), h: count(h, `${at}, h`) };
  const fits = 0 < found.w && 0 < found.h && found.x + found.w <= COLUMNS && found.y + found.h <= ROWS_MAX;
  if (!fits) throw wrong(at, `it does not fit a grid of ${COLUMNS} columns`);
  return found;
}

function count(value: unknown, at: string): number {
  if (Number.isSafeInteger(value) && 0 <= (value as number)) return value as number;
  throw wrong(at, 'it has to be a whole number from 0');
}

function text(value: unknown, at: string): string {
  if (typeof value === 'string' && value !== '' && value.length <= TEXT_MAX) return value;
  throw wrong(at, `it has to be a text of 1 to ${TEXT_MAX} characters`);
}

function list(value: unknown, at: string, longest: number): readonly unknown[] {
  if (Array.isArray(value) && value.length <= longest) return value;
  throw wrong(at, `it has to be a list of at most ${longest}`);
}

function fields(value: unknown, at: string): Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw wrong(at, 'it has to be an object');
}

function refuseTwins(all: readonly { readonly id: string }[], at: string): void {
  if (new Set(all.map(({ id }) => id)).size < all.length) throw wrong(at, 'two of them have the same id');
}

function wrong(at: string, what: string): Fault {
  return new Fault('bad-request', `${at}: ${what}`);
}
