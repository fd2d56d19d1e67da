import type { PlanInput } from '../document/plan.ts';
import type { Json } from '../document/text/written.ts';
import { Fault } from '../fault.ts';
import type { Claim } from './expression.ts';
import type { ProgramPart } from '../runtime/program-part.ts';

/** One node of a program's pipeline, as a document would say it. */
export interface GraphNode {
  readonly role: 'source' | 'operator' | 'sink';
  readonly type: string;
  /** The id that the program gave it; without one it gets a number. */
  uid: string | null;
  readonly inputs: readonly GraphInput[];
  readonly keys: Readonly<Record<string, Json>>;
  /** What the program said of SQL texts in its columns. */
  readonly claims: readonly Claim[];
  /** What no document can say: code of the program. Then `keys` says a node that gives rows of the same columns. */
  readonly part: ProgramPart | null;
}

/** One output of a node. */
export interface GraphInput {
  readonly node: GraphNode;
  readonly output: PlanInput['output'];
}

/** What is said of a new node; what is left out is empty. */
export type NewNode = Pick<GraphNode, 'role' | 'type' | 'keys'> & Partial<GraphNode>;

/** The document that a graph makes. */
export interface DocumentOf {
  readonly version: 1;
  readonly name: string;
  readonly description?: string;
  readonly settings?: Json;
  readonly sources: Readonly<Record<string, Json>>;
  readonly operators?: Readonly<Record<string, Json>>;
  readonly sinks: Readonly<Record<string, Json>>;
}

/** The nodes of a program's pipeline, in the order in which it made them. */
export class Graph {
  readonly #nodes: GraphNode[] = [];

  add(node: NewNode): GraphNode {
    const added = { uid: null, inputs: [], claims: [], part: null, ...node };
    this.#nodes.push(added);
    return added;
  }

  /** Each node with its id. */
  named(): ReadonlyMap<GraphNode, string> {
    const taken = new Set<string>();
    for (const { uid } of this.#nodes) {
      if (uid === null) continue;
      if (taken.has(uid)) throw new Fault('bad-document', `two nodes have the uid "${uid}"; give each its own`);
      taken.add(uid);
    }
    const ids = new Map<GraphNode, string>();
    for (const node of this.#nodes) {
      const word = node.part?.word ?? node.type.replaceAll('_', '-');
      ids.set(node, node.uid ?? nextFree(word, taken));
    }
    return ids;
  }

  /** The maps of a document with these nodes. */
  toMaps(): Pick<DocumentOf, 'sources' | 'operators' | 'sinks'> {
    const ids = this.named();
    const of = (role: GraphNode['role']): Record<string, Json> =>
      Object.fromEntries([...ids].filter(([node]) => node.role === role).map(([node, id]) => [id, written(node, ids)]));
    const operators = of('operator');
    return {
      sources: of('source'),
      ...(0 < Object.keys(operators).length && { operators }),
      sinks: of('sink'),
    };
  }
}

function nextFree(word: string, taken: Set<string>): string {
  for (let n = 1; ; n++) {
    const id = `${word}-${n}`;
    if (taken.has(id)) continue;
    taken.add(id);
    return id;
  }
}

function written({ type, inputs, keys }: GraphNode, ids: ReadonlyMap<GraphNode, string>): Json {
  const names = inputs.map(({ node, output }) => (output === 'main' ? ids.get(node)! : `${ids.get(node)!}.${output}`));
  return { type, ...(0 < names.length && { inputs: names }), ...keys };
}
