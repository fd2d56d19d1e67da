import type { GraphPlace } from '../../../electron/ipc/contract.ts';
import { curve, inlet, outlet, type GraphLayout, type PlacedNode, type Point } from './graph-layout.ts';

/** Where the boxes of one graph stand that a person has put in order, by node. */
export type Places = Readonly<Record<string, GraphPlace>>;

/** Boxes snap to this many pixels, so that they can be put in line. */
export const STEP = 8;

const MARGIN = 16;
/** Room for the words of an edge between two boxes. */
const BETWEEN = 112;
const BELOW = 16;

/** Where all boxes of a layout stand. */
export function placesOf({ nodes }: GraphLayout): Places {
  return Object.fromEntries(nodes.map(({ id, x, y }) => [id, snapped({ x, y })]));
}

/** The same with the box `id` moved by `by`, which stays on the sheet; null where it stands there already. */
export function movedPlaces(places: Places, id: string, by: Point): Places | null {
  const before = places[id];
  if (before === undefined) return null;
  const after = snapped({ x: before.x + by.x, y: before.y + by.y });
  return after.x === before.x && after.y === before.y ? null : { ...places, [id]: after };
}

/** A layout with its boxes where `places` says; those that are new since then stand right of what they read. */
export function placedLayout(automatic: GraphLayout, places: Places): GraphLayout {
  const byId = new Map<string, PlacedNode>();
  for (const node of automatic.nodes) {
    const place = places[node.id];
    if (place !== undefined) byId.set(node.id, { ...node, ...place });
  }
  // Sources come before what reads them, so that of each new box its inputs have a place by then.
  const rest = automatic.nodes.filter(({ id }) => !byId.has(id)).sort((left, right) => left.x - right.x);
  for (const node of rest) byId.set(node.id, { ...node, ...freePlace(node, automatic, byId) });
  const nodes = automatic.nodes.map(({ id }) => byId.get(id)!);
  const edges = automatic.edges.map((edge) => {
    const way = [outlet(byId.get(edge.from)!), inlet(byId.get(edge.to)!)] as const;
    return { ...edge, path: curve(way), label: middle(way, twinsBefore(edge.key, automatic)) };
  });
  const width = Math.max(...nodes.map((node) => node.x + node.width)) + MARGIN;
  const height = Math.max(...nodes.map((node) => node.y + node.height)) + MARGIN;
  return { width, height, nodes, edges };
}

function snapped({ x, y }: Point): GraphPlace {
  return { x: snap(x), y: snap(y) };
}

function snap(pixels: number): number {
  return Math.max(0, Math.round(pixels / STEP)) * STEP;
}

function freePlace(node: PlacedNode, { edges }: GraphLayout, taken: ReadonlyMap<string, PlacedNode>): GraphPlace {
  const inputs = edges.filter(({ to }) => to === node.id).flatMap(({ from }) => taken.get(from) ?? []);
  const right = Math.max(MARGIN, ...inputs.map(({ x, width }) => x + width + BETWEEN));
  const place = { ...node, ...snapped({ x: right, y: inputs[0]?.y ?? MARGIN }) };
  for (;;) {
    const upon = [...taken.values()].find((other) => overlaps(place, other));
    if (upon === undefined) return { x: place.x, y: place.y };
    place.y = snap(upon.y + upon.height + BELOW);
  }
}

function overlaps(left: PlacedNode, right: PlacedNode): boolean {
  const isBeside = left.x + left.width <= right.x || right.x + right.width <= left.x;
  return !isBeside && left.y < right.y + right.height && right.y < left.y + left.height;
}

/** How many edges between the same two boxes come before this one: their words stand below each other. */
function twinsBefore(key: string, { edges }: GraphLayout): number {
  const own = edges.findIndex((edge) => edge.key === key);
  const { from, to } = edges[own]!;
  return edges.slice(0, own).filter((edge) => edge.from === from && edge.to === to).length;
}

function middle([from, to]: readonly [Point, Point], twins: number): Point {
  return { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 + twins * 20 };
}
