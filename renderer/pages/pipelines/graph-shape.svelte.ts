import type { NodeStatus } from '../../state/contract-types.ts';
import { layOutGraph, type GraphLayout } from './graph-layout.ts';

/** The layout of a graph whose counts change every second and whose nodes do not: laid out when they do. */
export class GraphShape {
  readonly #nodes: () => readonly NodeStatus[];
  readonly #text = $derived.by(() =>
    JSON.stringify(this.#nodes().map(({ id, inputs, role, type }) => ({ id, inputs, role, type }))),
  );
  readonly layout: GraphLayout = $derived.by(() =>
    layOutGraph(JSON.parse(this.#text) as Parameters<typeof layOutGraph>[0]),
  );

  constructor(nodes: () => readonly NodeStatus[]) {
    this.#nodes = nodes;
  }
}
