import { graphlib, layout } from '@dagrejs/dagre';
import type { NodeStatus } from '../../state/contract-types.ts';

/** What of a node decides where it stands. */
export type GraphNode = Pick<NodeStatus, 'id' | 'inputs' | 'role' | 'type'>;

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A node's card: its top left corner and its size, in pixels. */
export interface PlacedNode extends Point {
  readonly id: string;
  readonly width: number;
  readonly height: number;
}

/** One way that rows take. */
export interface PlacedEdge {
  readonly key: string;
  readonly from: string;
  readonly output: NodeStatus['inputs'][number]['output'];
  readonly to: string;
  /** The `d` of an SVG path. */
  readonly path: string;
  /** The middle of its words. */
  readonly label: Point;
}

export interface GraphLayout {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
}

const CARD = { width: 196, height: 86 };
/** Nodes that keep time have one line more: how far they are, and what came late. */
const TIME_LINE = 20;
const LABEL = { width: 68, height: 20 };
const SPACE = { rankdir: 'LR', nodesep: 16, edgesep: 8, ranksep: 32, marginx: 16, marginy: 16 };

const TIME_KEEPERS = new Set(['window', 'interval_join', 'pattern']);

/** Whether results of a node of this type wait for the watermark. */
export function keepsTime({ role, type }: Pick<GraphNode, 'role' | 'type'>): boolean {
  return role === 'operator' && TIME_KEEPERS.has(type);
}

/** Where the nodes of a pipeline and the edges between them stand: from left to right, with few crossings. */
export function layOutGraph(nodes: readonly GraphNode[]): GraphLayout {
  const graph = new graphlib.Graph({ multigraph: true });
  graph.setGraph({ ...SPACE });
  for (const node of nodes) graph.setNode(node.id, sizeOf(node));
  for (const { id, inputs } of nodes) {
    inputs.forEach(({ node }, place) => graph.setEdge(node, id, { ...LABEL, labelpos: 'c' }, String(place)));
  }
  layout(graph);
  const placed = nodes.map(({ id }) => cornered(id, graph.node(id) as Box));
  const byId = new Map(placed.map((node) => [node.id, node]));
  const edges = nodes.flatMap(({ id, inputs }) =>
    inputs.map(({ node, output }, place) => {
      const { points, x, y } = graph.edge(node, id, String(place)) as Point & { points: readonly Point[] };
      const way = [outlet(byId.get(node)!), ...points.slice(1, -1), inlet(byId.get(id)!)];
      return { key: `${id} ${place}`, from: node, output, to: id, path: curve(way), label: { x, y } };
    }),
  );
  const { width = 0, height = 0 } = graph.graph() as { width?: number; height?: number };
  return { width, height, nodes: placed, edges };
}

interface Box extends Point {
  readonly width: number;
  readonly height: number;
}

function sizeOf(node: GraphNode): { width: number; height: number } {
  return { ...CARD, height: CARD.height + (keepsTime(node) ? TIME_LINE : 0) };
}

function cornered(id: string, { x, y, width, height }: Box): PlacedNode {
  return { id, x: x - width / 2, y: y - height / 2, width, height };
}

/** Where edges leave a card. */
export function outlet({ x, y, width, height }: PlacedNode): Point {
  return { x: x + width, y: y + height / 2 };
}

/** Where edges enter a card. */
export function inlet({ x, y, height }: PlacedNode): Point {
  return { x, y: y + height / 2 };
}

/** A line through all points that leaves and enters each of them level. */
export function curve([first, ...rest]: readonly Point[]): string {
  let last = first!;
  let path = `M${place(last)}`;
  for (const point of rest) {
    const middle = (last.x + point.x) / 2;
    path += `C${place({ x: middle, y: last.y })} ${place({ x: middle, y: point.y })} ${place(point)}`;
    last = point;
  }
  return path;
}

function place({ x, y }: Point): string {
  return `${Math.round(x)},${Math.round(y)}`;
}
