import { expect, test } from 'vitest';
import { edgeWidth, fillTone } from '../../../renderer/pages/pipelines/edge-look.ts';
import { layOutGraph, type GraphNode } from '../../../renderer/pages/pipelines/graph-layout.ts';
import { movedPlaces, placedLayout } from '../../../renderer/pages/pipelines/graph-places.ts';
import { hasFailed, isBackpressured, timeNote, troubleNote } from '../../../renderer/pages/pipelines/node-notes.ts';
import { fitScale, zoomIn, zoomOut } from '../../../renderer/pages/pipelines/zoom.ts';
import type { JobState, NodeStatus } from '../../../renderer/state/contract-types.ts';

const NOW = new Date(2026, 10, 22, 20, 4, 8).getTime();
const RUNNING: JobState = { kind: 'running', since: NOW - 60_000 };

function graphNode(id: string, role: NodeStatus['role'], type: string, ...from: string[]): GraphNode {
  return { id, role, type, inputs: from.map((node) => ({ node, output: 'main' })) };
}

const GRAPH = [
  graphNode('in', 'source', 'system'),
  graphNode('some', 'operator', 'filter', 'in'),
  graphNode('window', 'operator', 'window', 'in'),
  graphNode('both', 'operator', 'union', 'some', 'window'),
  graphNode('out', 'sink', 'chart', 'both'),
];

test('nodes stand right of all their inputs, none upon another, and those that keep time have a line more', () => {
  const { nodes, width, height } = layOutGraph(GRAPH);
  const at = new Map(nodes.map((node) => [node.id, node]));
  const wrong = GRAPH.flatMap(({ id, inputs }) =>
    inputs.filter(({ node }) => at.get(id)!.x < at.get(node)!.x + at.get(node)!.width).map(({ node }) => [node, id]),
  );
  const isApart = (a: (typeof nodes)[number], b: (typeof nodes)[number]): boolean =>
    a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
  const upon = nodes.flatMap((a) => nodes.filter((b) => a.id < b.id && !isApart(a, b)).map((b) => [a.id, b.id]));
  const outside = nodes.filter(
    (node) => node.x < 0 || node.y < 0 || width < node.x + node.width || height < node.y + node.height,
  );
  expect([wrong, upon, outside, nodes.map((node) => node.height)]).toEqual([[], [], [], [86, 86, 106, 86, 86]]);
});

test('an edge leaves its node on the right, enters the next on the left, and its words stand between', () => {
  const { nodes, edges } = layOutGraph(GRAPH.slice(0, 2));
  const [from, to] = nodes;
  const middle = from!.y + from!.height / 2;
  expect(edges.map(({ key, path }) => [key, path.split('C')[0], path.split(' ').at(-1)])).toEqual([
    ['some 0', `M${from!.x + 196},${middle}`, `${to!.x},${to!.y + to!.height / 2}`],
  ]);
  expect([from!.x + 196 < edges[0]!.label.x, edges[0]!.label.x < to!.x]).toEqual([true, true]);
});

test('two ways from one node to the same other one are two edges', () => {
  const window = graphNode('window', 'operator', 'window', 'in');
  const out: GraphNode = {
    ...graphNode('out', 'sink', 'console'),
    inputs: [
      { node: 'window', output: 'main' },
      { node: 'window', output: 'late' },
    ],
  };
  const { edges } = layOutGraph([GRAPH[0]!, window, out]);
  expect(edges.map(({ key, output }) => [key, output])).toEqual([
    ['window 0', 'main'],
    ['out 0', 'main'],
    ['out 1', 'late'],
  ]);
  expect(edges[1]!.path).not.toBe(edges[2]!.path);
});

test('an edge is thicker with more rows, and told when its queue fills', () => {
  expect([0, 9, 999, 1e9].map(edgeWidth).map((width) => Math.round(width * 100) / 100)).toEqual([1.25, 1.85, 3.05, 5]);
  expect([0, 0.59, 0.6, 0.84, 0.85, 1].map(fillTone)).toEqual([
    'quiet',
    'quiet',
    'warning',
    'warning',
    'critical',
    'critical',
  ]);
});

test('a graph is made to fit as long as it can be read, and zoomed in steps that end', () => {
  expect([fitScale(1000, 2000), fitScale(1000, 900), fitScale(1000, 100), fitScale(0, 100)]).toEqual([1, 0.9, 0.8, 1]);
  expect([zoomIn(0.9), zoomIn(1), zoomIn(2), zoomOut(0.9), zoomOut(1), zoomOut(0.5)]).toEqual([
    1, 1.25, 2, 0.8, 0.8, 0.5,
  ]);
});

function node(more: Partial<NodeStatus>): NodeStatus {
  return {
    id: 'n',
    role: 'operator',
    type: 'window',
    inputs: [],
    rowsIn: 0,
    rowsOut: 0,
    late: 0,
    rejected: 0,
    dropped: 0,
    watermark: NOW - 2000,
    busy: 0,
    backpressured: 0,
    idle: 1,
    queued: 0,
    queueFill: 0,
    state: null,
    ...more,
  };
}

test('a node that keeps time says how old its watermark is and what came late; others do not', () => {
  expect([
    timeNote(node({}), RUNNING, NOW),
    timeNote(node({ late: 3 }), RUNNING, NOW),
    timeNote(node({ type: 'filter' }), RUNNING, NOW),
    timeNote(node({ type: 'pattern', watermark: null }), RUNNING, NOW),
  ]).toEqual(['watermark 2.0 s behind', '2.0 s behind · 3 late', null, 'watermark –']);
});

test('a failure is told at the node that failed, with the attempt that follows, and at no other', () => {
  const fault = { code: 'sink-failed', message: 'sink "n": the disk is full' } as const;
  const restarting: JobState = { kind: 'restarting', since: NOW, nextAt: NOW, attempt: 3, node: 'n', fault };
  const failed: JobState = { kind: 'failed', at: NOW, fault };
  const sink = node({ role: 'sink', type: 'file' });
  expect([troubleNote(sink, restarting), troubleNote(sink, failed), troubleNote(sink, RUNNING)]).toEqual([
    'failed here, attempt 3',
    'failed here',
    null,
  ]);
  expect([hasFailed(node({}), failed), hasFailed({ id: 'nn', role: 'sink' }, failed)]).toEqual([false, false]);
  expect(troubleNote(node({ dropped: 4, rejected: 1 }), RUNNING)).toBe('4 dropped · 1 rejected');
});

test('a node is held up when it waits for others longer than it works, and for long enough to matter', () => {
  const shares = [
    { busy: 0.2, backpressured: 0.3 },
    { busy: 0.5, backpressured: 0.3 },
    { busy: 0, backpressured: 0.02 },
  ];
  expect(shares.map(isBackpressured)).toEqual([true, false, false]);
});

const PLACES = { in: { x: 0, y: 200 }, some: { x: 400, y: 0 }, window: { x: 400, y: 200 }, both: { x: 800, y: 96 } };

test('boxes stand where a person has put them, edges go there, and a box that is new has a free place right of what it reads', () => {
  const { nodes, edges, width, height } = placedLayout(layOutGraph(GRAPH), PLACES);
  expect(nodes.map(({ id, x, y }) => [id, x, y])).toEqual([
    ['in', 0, 200],
    ['some', 400, 0],
    ['window', 400, 200],
    ['both', 800, 96],
    ['out', 1112, 96],
  ]);
  expect(edges[0]).toMatchObject({ from: 'in', to: 'some', label: { x: 298, y: 143 } });
  expect(edges[0]!.path).toMatch(/^M196,243C.* 400,43$/);
  expect([width, height]).toEqual([1112 + 196 + 16, 200 + 106 + 16]);
});

test('a box that is new is put upon no other one', () => {
  const { nodes } = placedLayout(layOutGraph(GRAPH), { ...PLACES, some: { x: 1112, y: 80 } });
  expect(nodes.at(-1)).toMatchObject({ id: 'out', x: 1112, y: 184 });
});

test('a box is moved in steps and stays on the sheet, and one that stays where it is has not been moved', () => {
  expect([
    movedPlaces(PLACES, 'some', { x: 13, y: -50 })!['some'],
    movedPlaces(PLACES, 'some', { x: 3, y: -50 }),
    movedPlaces(PLACES, 'gone', { x: 80, y: 0 }),
  ]).toEqual([{ x: 416, y: 0 }, null, null]);
  expect(movedPlaces(PLACES, 'some', { x: 13, y: 0 })!['in']).toEqual(PLACES.in);
});
