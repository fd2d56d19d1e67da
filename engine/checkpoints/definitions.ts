import { createHash } from 'node:crypto';
import type { Schema } from '../data/types.ts';
import type { Plan, PlanNode } from '../document/plan.ts';
import { Fault } from '../fault.ts';
import type { CheckpointMetadata, SavedNode } from './metadata.ts';

/** What of each node its state depends on. */
export function savedNodes(plan: Plan): readonly SavedNode[] {
  return plan.nodes.map((node) => ({ id: node.id, role: node.role, definition: hash(definitionOf(node, plan)) }));
}

/** What may be left behind of a checkpoint: nothing, the state of nodes that are gone, or also that of nodes that have changed. */
export type LeftBehind = 'nothing' | 'gone' | 'gone and changed';

/** The parts of a checkpoint that a plan can go on with. */
export interface Matching {
  readonly metadata: CheckpointMetadata;
  /** What is left behind, each as `operator "id"`. */
  readonly gone: string;
  readonly changed: string;
}

/**
 * The parts of a checkpoint that `plan` can go on with. A Fault names the sources and operators that are gone or have changed, unless their
 * state may be left behind. A sink that writes elsewhere begins anew there.
 */
export function matching(metadata: CheckpointMetadata, plan: Plan, leaves: LeftBehind): Matching {
  const now = new Map(savedNodes(plan).map((node) => [node.id, node]));
  const gone = metadata.nodes.filter(({ id, role }) => role !== 'sink' && now.get(id)?.role !== role);
  if (0 < gone.length && leaves === 'nothing') {
    throw new Fault(
      'checkpoint-failed',
      `it holds the state of ${names(gone)}, which the document no longer has; put them back, or start with --allow-non-restored to leave their state behind`,
    );
  }
  const isSame = ({ id, definition }: SavedNode): boolean => now.get(id)?.definition === definition;
  const kept = metadata.nodes.filter((node) => now.get(node.id)?.role === node.role);
  const changed = kept.filter((node) => node.role !== 'sink' && !isSame(node));
  if (0 < changed.length && leaves !== 'gone and changed') {
    throw new Fault(
      'checkpoint-failed',
      `${names(changed)} changed since the checkpoint, so the saved state does not fit; change back, give a changed node another id, or start without the checkpoint`,
    );
  }
  const ids = new Set(kept.filter(isSame).map(({ id }) => id));
  const matched = {
    ...metadata,
    nodes: metadata.nodes.filter(({ id }) => ids.has(id)),
    sources: only(metadata.sources, ids),
    sinks: only(metadata.sinks, ids),
  };
  return { metadata: matched, gone: names(gone), changed: names(changed) };
}

/** What a pipeline that goes on with another document will have lost: the ids of what had something to know. */
export interface LostState {
  readonly gone: readonly string[];
  readonly changed: readonly string[];
}

/** What is lost when a pipeline goes on as `after` where it was as `before`. */
export function lostBetween(before: Plan, after: Plan): LostState {
  const now = new Map(savedNodes(after).map((node) => [node.id, node]));
  const known = new Set(before.nodes.filter(knowsSomething).map(({ id }) => id));
  const kept = savedNodes(before).filter(({ id }) => known.has(id));
  const isThere = ({ id, role }: SavedNode): boolean => now.get(id)?.role === role;
  return {
    gone: kept.filter((node) => !isThere(node)).map(({ id }) => id),
    changed: kept
      .filter((node) => isThere(node) && now.get(node.id)!.definition !== node.definition)
      .map(({ id }) => id),
  };
}

function knowsSomething(node: PlanNode): boolean {
  if (node.role === 'operator') return hasState(node.operator.type);
  return node.role === 'source' && node.source.type !== 'system';
}

function only<T>(values: Readonly<Record<string, T>>, ids: ReadonlySet<string>): Record<string, T> {
  return Object.fromEntries(Object.entries(values).filter(([id]) => ids.has(id)));
}

function names(nodes: readonly SavedNode[]): string {
  return nodes.map(({ id, role }) => `${role} "${id}"`).join(', ');
}

function definitionOf(node: PlanNode, plan: Plan): unknown {
  switch (node.role) {
    case 'source':
      return sourceDefinition(node.source);
    case 'operator':
      return hasState(node.operator.type)
        ? [node.operator, node.inputs.map((input) => plan.nodes.find(({ id }) => id === input.node)!.schema)]
        : [node.operator.type, node.inputs.length];
    case 'sink':
      return sinkDefinition(node.sink, node.schema);
  }
}

// What an address is asked with may be secret, as a passphrase is: it is not kept, for a hash could be guessed at; nor does anything depend on it.
function sinkDefinition(sink: Extract<PlanNode, { role: 'sink' }>['sink'], schema: Schema): unknown {
  if (sink.type === 'http') return [sink.type];
  // What was prepared in a topic is committed there, or nowhere.
  if (sink.type === 'kafka') return [sink.type, sink.topic];
  return [sink.type === 'file' && sink.encrypt ? { ...sink, encrypt: 'age' } : sink, schema];
}

// Where a file is found may change: its position names it. How fast a generator goes may, too.
function sourceDefinition(source: Extract<PlanNode, { role: 'source' }>['source']): unknown {
  switch (source.type) {
    case 'file':
      return [source.type, source.format, source.columns, source.csv];
    case 'kafka':
      // Offsets mean something in one topic only.
      return [source.type, source.topic, source.columns];
    case 'generator':
      return [source.type, source.seed, source.columns];
    default:
      return [source.type];
  }
}

function hasState(type: string): boolean {
  return !['filter', 'select', 'extend', 'union'].includes(type);
}

function hash(definition: unknown): string {
  return createHash('sha256').update(JSON.stringify(definition)).digest('hex').slice(0, 32);
}
