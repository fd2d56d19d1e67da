import { CharacterSets } from './character-sets.ts';
import type { RegexNode } from './syntax.ts';

/**
 * A regular expression as a graph of its characters' positions (Glushkov's automaton). An edge stands there once for every way
 * that leads along it, because a search that steps back tries each.
 */
export interface Positions {
  /** The characters that a position takes, as marks of samples. */
  readonly sets: readonly Uint8Array[];
  /** The part of the source that a message names for a position. */
  readonly parts: readonly string[];
  /** The outermost repeat around each position. */
  readonly wholes: readonly string[];
  readonly follow: readonly number[][];
  readonly first: readonly number[];
  /** Positions after which nothing can fail any more. */
  readonly sure: ReadonlySet<number>;
  /** Whether the empty text always matches. */
  readonly isEmptySure: boolean;
}

/** The positions of a regular expression; null where there are more than `POSITIONS_MAX`, or very many edges. */
export function positionsOf(source: string, tree: RegexNode): Positions | null {
  const builder: Builder = { characters: new CharacterSets(source), ...newGraph(), part: '', whole: '', edges: 0 };
  const piece = build(builder, tree, false);
  if (isFull(builder)) return null;
  const { sets, parts, wholes, follow } = builder;
  return { sets, parts, wholes, follow, first: piece.first, sure: new Set(piece.sure), isEmptySure: piece.isEmptySure };
}

const POSITIONS_MAX = 500;
const EDGES_MAX = 5000;
/** A bound over it is as good as none. */
const COUNTED_MAX = 10;

function newGraph(): Pick<Builder, 'sets' | 'parts' | 'wholes' | 'follow'> {
  return { sets: [], parts: [], wholes: [], follow: [] };
}

interface Builder {
  readonly characters: CharacterSets;
  readonly sets: Uint8Array[];
  readonly parts: string[];
  readonly wholes: string[];
  readonly follow: number[][];
  /** The innermost repeat without bound. */
  part: string;
  whole: string;
  edges: number;
}

/** What a part of the expression can begin and end with, and in how many ways (2: in several) it can be empty. */
interface Piece {
  readonly first: readonly number[];
  readonly last: readonly number[];
  readonly sure: readonly number[];
  readonly empty: number;
  readonly isEmptySure: boolean;
}

const NOTHING: Piece = { first: [], last: [], sure: [], empty: 1, isEmptySure: true };

function isFull(builder: Builder): boolean {
  return POSITIONS_MAX < builder.sets.length || EDGES_MAX < builder.edges;
}

function build(builder: Builder, node: RegexNode, isBackward: boolean): Piece {
  if (isFull(builder)) return NOTHING;
  switch (node.kind) {
    case 'atom':
      return addPosition(builder, node.source);
    case 'assertion':
      return { ...NOTHING, isEmptySure: false };
    case 'look': {
      const { first } = build(builder, node.item, node.isBehind);
      return { ...NOTHING, first, isEmptySure: false };
    }
    case 'choice':
      return node.items.map((item) => build(builder, item, isBackward)).reduce(either);
    case 'sequence': {
      const pieces = node.items.map((item) => build(builder, item, isBackward));
      if (isBackward) pieces.reverse();
      return pieces.reduce((left, right) => join(builder, left, right), NOTHING);
    }
    case 'repeat':
      return repeat(builder, node, isBackward);
  }
}

function addPosition(builder: Builder, source: string): Piece {
  const at = builder.sets.length;
  builder.sets.push(builder.characters.of(source));
  builder.parts.push(builder.part || source);
  builder.wholes.push(builder.whole);
  builder.follow.push([]);
  return { first: [at], last: [at], sure: [at], empty: 0, isEmptySure: false };
}

function either(left: Piece, right: Piece): Piece {
  return {
    first: [...left.first, ...right.first],
    last: [...left.last, ...right.last],
    sure: [...left.sure, ...right.sure],
    empty: Math.min(2, left.empty + right.empty),
    isEmptySure: left.isEmptySure || right.isEmptySure,
  };
}

function join(builder: Builder, left: Piece, right: Piece): Piece {
  // The rest makes no difference any more, and there may be much of it.
  if (isFull(builder)) return NOTHING;
  connect(builder, left, right);
  return {
    first: [...left.first, ...times(right.first, left.empty)],
    last: [...right.last, ...times(left.last, right.empty)],
    sure: right.isEmptySure ? [...right.sure, ...left.sure] : right.sure,
    empty: Math.min(2, left.empty * right.empty),
    isEmptySure: left.isEmptySure && right.isEmptySure,
  };
}

function connect(builder: Builder, left: Piece, right: Piece): void {
  builder.edges += left.last.length * right.first.length;
  if (isFull(builder)) return;
  for (const from of left.last) builder.follow[from]!.push(...right.first);
}

function times(positions: readonly number[], count: number): readonly number[] {
  return count === 2 ? [...positions, ...positions] : count === 1 ? positions : [];
}

function repeat(builder: Builder, node: RegexNode & { kind: 'repeat' }, isBackward: boolean): Piece {
  if (node.most <= COUNTED_MAX) return repeatCounted(builder, node, isBackward);
  const { part, whole } = builder;
  builder.part = node.source;
  builder.whole ||= node.source;
  const piece = build(builder, node.item, isBackward);
  builder.part = part;
  builder.whole = whole;
  connect(builder, piece, piece);
  return node.least === 0 ? optional(piece) : piece;
}

// x{1,3} is x(x(x)?)?, which can be read in one way only, as counting does.
function repeatCounted(builder: Builder, node: RegexNode & { kind: 'repeat' }, isBackward: boolean): Piece {
  let rest = NOTHING;
  for (let i = node.most; 0 < i; i--) {
    rest = join(builder, build(builder, node.item, isBackward), rest);
    if (node.least < i) rest = optional(rest);
  }
  return rest;
}

function optional(piece: Piece): Piece {
  return { ...piece, empty: 1, isEmptySure: true };
}
