import type { Positions } from './positions.ts';

/**
 * What a search can cost at most, as a polynomial in the length of the text: `[3, 1]` is 3 + n steps. Or the part that makes it
 * exponential.
 *
 * A repeat costs n times what can be tried after each of its turns: what may begin with the character that goes on with the
 * repeat as well. What begins with another one comes once. Where two ways go on inside of a repeat, their number doubles with
 * every turn.
 */
export function searchCost(positions: Positions, isAnchored: boolean): Cost | { readonly doubles: string } {
  const graph = withSearch(positions, isAnchored);
  const doubled = graph.follow.findIndex((_, at) => goesOnTwice(graph, at));
  if (doubled !== -1) return { doubles: graph.wholes[doubled]! };
  const costs = new Map<number, Cost>();
  // Components are numbered in the order in which they are left, so what follows one has its cost already.
  for (let group = 0; group < graph.members.length; group++) costs.set(group, costOfGroup(graph, costs, group));
  const once = new Set([...positions.sure].map((at) => graph.group[at]!));
  return [...once].reduce((total, group) => plus(total, costs.get(group)!), costs.get(graph.group[graph.start]!)!);
}

/** Coefficients, lowest first, and the repeats that make the highest. */
export interface Cost {
  readonly factors: readonly number[];
  readonly parts: readonly string[];
}

/** What `cost` is for a text of that length. */
export function stepsOf({ factors }: Cost, length: number): number {
  let steps = 0;
  let power = 1;
  for (const [i, factor] of factors.entries()) {
    steps += factor * power;
    // The parts of a text that repeats share are no longer than the text: n²/2, n³/6.
    power *= length / (i + 1);
  }
  return steps;
}

interface Graph extends Positions {
  readonly start: number;
  /** The strongly connected component of each position, and the positions of each. */
  readonly group: readonly number[];
  readonly members: readonly (readonly number[])[];
}

/** A search tries every place of the text in turn, as if it passed over any characters first. */
function withSearch(positions: Positions, isAnchored: boolean): Graph {
  const start = positions.sets.length;
  const isOnce = isAnchored || positions.isEmptySure;
  const sets = [...positions.sets, new Uint8Array(positions.sets[0]?.length ?? 1).fill(1)];
  const follow = [...positions.follow, isOnce ? [...positions.first] : [start, ...positions.first]];
  return { ...positions, sets, follow, parts: [...positions.parts, ''], start, ...componentsOf(follow) };
}

/** Tarjan's algorithm. */
function componentsOf(follow: readonly (readonly number[])[]): Pick<Graph, 'group' | 'members'> {
  const seen: number[] = [];
  const lowest: number[] = [];
  const group: number[] = [];
  const members: number[][] = [];
  const open: number[] = [];
  let count = 0;
  const visit = (at: number): void => {
    seen[at] = lowest[at] = count++;
    open.push(at);
    for (const next of follow[at]!) {
      if (seen[next] === undefined) visit(next);
      if (group[next] === undefined) lowest[at] = Math.min(lowest[at], lowest[next]!);
    }
    if (lowest[at] !== seen[at]) return;
    const found = open.splice(open.indexOf(at));
    for (const member of found) group[member] = members.length;
    members.push(found);
  };
  for (const at of follow.keys()) if (seen[at] === undefined) visit(at);
  return { group, members };
}

function goesOnTwice(graph: Graph, at: number): boolean {
  const inside = graph.follow[at]!.filter((next) => graph.group[next] === graph.group[at]);
  if (inside.length < 2) return false;
  const samples = [...graph.sets[graph.start]!.keys()];
  return samples.some((sample) => 1 < inside.filter((next) => graph.sets[next]![sample] === 1).length);
}

function costOfGroup(graph: Graph, costs: ReadonlyMap<number, Cost>, group: number): Cost {
  let [repeated, once, part, tries] = [NONE, NONE, '', 1];
  let isLoop = false;
  for (const at of graph.members[group]!) {
    const inside = graph.follow[at]!.filter((next) => graph.group[next] === group);
    const outside = graph.follow[at]!.filter((next) => graph.group[next] !== group);
    isLoop ||= 0 < inside.length;
    part ||= graph.parts[at]!;
    // Also what does not fit has to be tried.
    tries = Math.max(tries, graph.follow[at]!.length / 2);
    for (const sample of distinctSamples(graph, inside, outside)) {
      const here = outside.filter((next) => graph.sets[next]![sample] === 1);
      const sum = here.reduce((total, next) => plus(total, costOfEdge(graph, costs, next)), NONE);
      if (inside.some((next) => graph.sets[next]![sample] === 1)) repeated = most(repeated, sum);
      else once = most(once, sum);
    }
  }
  const turn = plus({ factors: [tries], parts: [] }, repeated);
  if (!isLoop) return plus(turn, once);
  return share({ factors: [0, ...turn.factors], parts: part ? [part, ...turn.parts] : turn.parts }, once);
}

/** Samples that differ in how the search goes on from a position. */
function distinctSamples(graph: Graph, inside: readonly number[], outside: readonly number[]): Iterable<number> {
  const known = new Map<string, number>();
  for (const sample of graph.sets[graph.start]!.keys()) {
    const goesOn = inside.some((next) => graph.sets[next]![sample] === 1);
    known.set(`${goesOn} ${outside.map((next) => graph.sets[next]![sample]).join('')}`, sample);
  }
  return known.values();
}

// Where nothing can fail any more, the search never comes back to try the next.
function costOfEdge(graph: Graph, costs: ReadonlyMap<number, Cost>, next: number): Cost {
  return graph.sure.has(next) ? ONE : costs.get(graph.group[next]!)!;
}

const NONE: Cost = { factors: [], parts: [] };
const ONE: Cost = { factors: [1], parts: [] };

function plus(left: Cost, right: Cost): Cost {
  return combine(left, right, (a, b) => a + b);
}

function most(left: Cost, right: Cost): Cost {
  return combine(left, right, Math.max);
}

/** What comes one after the other shares the text: only the constant parts add up. */
function share(left: Cost, right: Cost): Cost {
  return combine(left, right, (a, b, power) => (power === 0 ? a + b : Math.max(a, b)));
}

function combine(left: Cost, right: Cost, join: (a: number, b: number, power: number) => number): Cost {
  const length = Math.max(left.factors.length, right.factors.length);
  const factors = Array.from({ length }, (_, i) => join(left.factors[i] ?? 0, right.factors[i] ?? 0, i));
  return { factors, parts: left.factors.length < right.factors.length ? right.parts : left.parts };
}
