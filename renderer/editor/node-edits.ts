import type { DocumentEdit, DocumentReport, Json, Kind, OutlineNode } from '../state/contract-types.ts';
import { tableOf } from './kinds.ts';

type Values = NonNullable<DocumentReport['outline']['values']>;
type Path = readonly (string | number)[];

const SECTIONS = { source: 'sources', operator: 'operators', sink: 'sinks' } as const;
/** What reads two nodes is not put between others: the second one could be behind it. */
const TWO_INPUTS = new Set(['union', 'interval_join']);
/** What a node is rarely right without, though its table does not require it. */
const ALSO_NEEDED: Readonly<Record<string, string>> = { deduplicate: 'key' };
const PLAIN = /^[a-z0-9][a-z0-9-]{0,63}$/;

/** The path of a node in its document. */
export function nodePath({ role, id }: Pick<OutlineNode, 'role' | 'id'>): readonly [string, string] {
  return [SECTIONS[role], id];
}

/** The value at `path`; undefined where there is none. */
export function valueAt(values: Json, path: Path): Json | undefined {
  return path.reduce<Json | undefined>(
    (value, key) =>
      value !== null && typeof value === 'object' ? (value as Readonly<Record<string | number, Json>>)[key] : undefined,
    values,
  );
}

/** Puts `value` at `path`, with what is missing on the way there; undefined takes it out. */
export function setEdits(values: Values, path: Path, value: Json | undefined): readonly DocumentEdit[] {
  if (value === undefined) return valueAt(values, path) === undefined ? [] : [{ kind: 'remove', path }];
  const missing = path.findIndex((_, index) => !isHolder(valueAt(values, path.slice(0, index))));
  const depth = missing === -1 ? path.length : missing;
  const nested = path.slice(depth).reduceRight<Json>((inside, key) => ({ [key]: inside }), value);
  return [{ kind: 'set', path: path.slice(0, depth), value: nested }];
}

/** Takes a node out; what read it reads what it read. */
export function removeEdits(node: OutlineNode, nodes: readonly OutlineNode[]): readonly DocumentEdit[] {
  const before = node.inputs.map(inputText);
  return [
    ...nodes.flatMap((reader) => {
      if (reader.id === node.id || !reader.inputs.some((input) => input.node === node.id)) return [];
      const inputs = reader.inputs.flatMap((input) => (input.node === node.id ? before : [inputText(input)]));
      return [inputsEdit(reader, [...new Set(inputs)])];
    }),
    { kind: 'remove', path: nodePath(node) },
  ];
}

/** Calls a node `name`, also where it is read; null where that is no name for it. */
export function renameEdits(
  node: OutlineNode,
  name: string,
  nodes: readonly OutlineNode[],
): readonly DocumentEdit[] | null {
  if (!PLAIN.test(name) || nodes.some(({ id }) => id === name)) return null;
  return [
    ...readersOf(node, nodes).map((reader) => reread(reader, node.id, name)),
    { kind: 'rename', path: nodePath(node), name },
  ];
}

/** A new node, and the edits that put it into the document. */
export interface Addition {
  readonly id: string;
  readonly edits: readonly DocumentEdit[];
}

/** What is to be added: behind `after`, where it is no source. */
export interface NewNode {
  readonly role: OutlineNode['role'];
  readonly type: string;
  readonly after: OutlineNode | null;
}

/** Adds a node with examples for what it needs. An operator comes between the node that it is behind and what reads that one. */
export function addEdits(
  root: Kind,
  { role, type, after }: NewNode,
  { values, nodes }: { readonly values: Values; readonly nodes: readonly OutlineNode[] },
): Addition {
  const id = unusedId(type.replaceAll('_', '-'), nodes);
  const value = { type, ...inputsOf(type, after, nodes), ...needed(root, role, type) };
  const path = [SECTIONS[role], id];
  const edits = setEdits(values, path, role === 'source' ? omit(value, 'inputs') : value);
  const readers = role === 'operator' && after && !TWO_INPUTS.has(type) ? readersOf(after, nodes) : [];
  return { id, edits: [...edits, ...readers.map((reader) => rereadMain(reader, after!.id, id))] };
}

function inputsOf(
  type: string,
  after: OutlineNode | null,
  nodes: readonly OutlineNode[],
): { inputs: readonly string[] } {
  const first = after ?? nodes.find(({ role }) => role !== 'sink') ?? null;
  if (!first) return { inputs: [] };
  if (!TWO_INPUTS.has(type)) return { inputs: [first.id] };
  const second = nodes.find(({ role, id }) => role !== 'sink' && id !== first.id) ?? first;
  return { inputs: [first.id, second.id] };
}

function needed(root: Kind, role: OutlineNode['role'], type: string): Record<string, Json> {
  const section = root.kind === 'object' ? root.keys[SECTIONS[role]]?.kind : undefined;
  const table = section?.kind === 'map' ? tableOf(section.of, new Map([['type', type]])) : null;
  const required = Object.entries(table ?? {}).filter(
    ([key, spec]) => (spec.isRequired === true || ALSO_NEEDED[type] === key) && key !== 'type' && key !== 'inputs',
  );
  return Object.fromEntries(required.map(([key, { example }]) => [key, example]));
}

function unusedId(base: string, nodes: readonly OutlineNode[]): string {
  const taken = new Set(nodes.map(({ id }) => id));
  let id = base;
  for (let n = 2; taken.has(id); n++) id = `${base}-${n}`;
  return id;
}

function readersOf(node: OutlineNode, nodes: readonly OutlineNode[]): readonly OutlineNode[] {
  return nodes.filter(({ id, inputs }) => id !== node.id && inputs.some((input) => input.node === node.id));
}

function reread(reader: OutlineNode, from: string, to: string): DocumentEdit {
  return inputsEdit(
    reader,
    reader.inputs.map((input) => inputText(input.node === from ? { ...input, node: to } : input)),
  );
}

function rereadMain(reader: OutlineNode, from: string, to: string): DocumentEdit {
  const isMoved = (input: OutlineNode['inputs'][number]): boolean => input.node === from && input.output === 'main';
  return inputsEdit(
    reader,
    reader.inputs.map((input) => inputText(isMoved(input) ? { ...input, node: to } : input)),
  );
}

function inputsEdit(reader: OutlineNode, inputs: readonly string[]): DocumentEdit {
  return { kind: 'set', path: [...nodePath(reader), 'inputs'], value: inputs };
}

function inputText({ node, output }: OutlineNode['inputs'][number]): string {
  return output === 'main' ? node : `${node}.${output}`;
}

function isHolder(value: Json | undefined): boolean {
  return value !== null && typeof value === 'object';
}

function omit(value: Readonly<Record<string, Json>>, key: string): Record<string, Json> {
  return Object.fromEntries(Object.entries(value).filter(([name]) => name !== key));
}
