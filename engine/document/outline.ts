import type { Document, Node, Pair } from 'yaml';
import { isMap, isScalar, parseDocument } from 'yaml';
import { positions, unreadable } from './text/yaml-text.ts';
import type { Json } from './text/written.ts';

/** What a document says as far as it can be told, right or wrong: what a person who edits it looks at. */
export interface DocumentOutline {
  /** All values as they are written; null where the text is no mapping. */
  readonly values: { readonly [key: string]: Json } | null;
  readonly nodes: readonly OutlineNode[];
}

/** A node as it is written. */
export interface OutlineNode {
  readonly id: string;
  readonly role: 'source' | 'operator' | 'sink';
  /** Empty where none is written. */
  readonly type: string;
  readonly inputs: readonly { readonly node: string; readonly output: 'main' | 'late' | 'late-right' }[];
  /** The line of its id, from 1. */
  readonly line: number;
}

const SECTIONS = [
  ['sources', 'source'],
  ['operators', 'operator'],
  ['sinks', 'sink'],
] as const;

/** The outline of `text`. Never fails: of what is no document there is nothing. */
export function documentOutline(text: string): DocumentOutline {
  const nothing = { values: null, nodes: [] };
  if (unreadable(text)) return nothing;
  try {
    const document = parseDocument(text, { uniqueKeys: false, prettyErrors: false, version: '1.2' });
    const values = document.toJS() as DocumentOutline['values'];
    if (values === null || typeof values !== 'object' || Array.isArray(values)) return nothing;
    return { values, nodes: nodesOf(document, values, positions(text)) };
  } catch {
    // Aliases that cannot be followed, and whatever else is no data: the checks say what is wrong with it.
    return nothing;
  }
}

function nodesOf(
  document: Document,
  values: NonNullable<DocumentOutline['values']>,
  positionOf: (offset: number) => { readonly line: number },
): OutlineNode[] {
  return SECTIONS.flatMap(([section, role]) => {
    const written = document.get(section, true);
    const inside = mappingOf(values[section]);
    if (!isMap(written) || inside === null) return [];
    return (written.items as Pair<Node>[]).flatMap(({ key }) => {
      if (!isScalar(key) || !key.range) return [];
      const id = String(key.value);
      const value = mappingOf(inside[id]);
      const type = typeof value?.['type'] === 'string' ? value['type'] : '';
      return [{ id, role, type, inputs: inputsOf(value?.['inputs']), line: positionOf(key.range[0]).line }];
    });
  });
}

function inputsOf(written: Json | undefined): OutlineNode['inputs'] {
  if (!Array.isArray(written)) return [];
  return (written as readonly Json[]).flatMap((input) => {
    const [, node, output = 'main'] =
      /^([^.]+)(?:\.(late|late-right))?$/.exec(typeof input === 'string' ? input : '') ?? [];
    return node === undefined ? [] : [{ node, output: output as 'main' }];
  });
}

function mappingOf(value: Json | undefined): { readonly [key: string]: Json } | null {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
    ? (value as { readonly [key: string]: Json })
    : null;
}
