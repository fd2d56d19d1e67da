import type { Pair, ParsedNode, YAMLMap, YAMLSeq } from 'yaml';
import { isMap, isScalar, isSeq, parseDocument } from 'yaml';
import { Fault } from '../fault.ts';
import type { Json } from './text/written.ts';
import { afterLast, inlineText, keyText, lineEnd, lineStart, valueEnd } from './text/splice.ts';

/** A change of a document: the keys (and, in lists, numbers from 0) that lead to a place, and what becomes of it. */
export type DocumentEdit =
  /** Puts a value there; the last key may be new, or one past the end of a list. */
  | { readonly kind: 'set'; readonly path: readonly (string | number)[]; readonly value: Json }
  | { readonly kind: 'remove'; readonly path: readonly (string | number)[] }
  | { readonly kind: 'rename'; readonly path: readonly (string | number)[]; readonly name: string };

/**
 * The document `text` with `edits` made in order. Only the characters that an edit is about change: comments, order, quotes, blank
 * lines and line ends of everything else stay as they are. What there is no place for is a Fault.
 */
export function editDocument(text: string, edits: readonly DocumentEdit[]): string {
  return edits.reduce(editOnce, text);
}

interface Splice {
  readonly start: number;
  readonly end: number;
  readonly put: string;
}

type Collection = YAMLMap.Parsed | YAMLSeq.Parsed;

function editOnce(text: string, edit: DocumentEdit): string {
  const { start, end, put } = spliceOf(text, edit);
  const changed = text.slice(0, start) + put + text.slice(end);
  if (0 < parse(changed).errors.length) throw refused(edit, 'the document would no longer be YAML');
  return changed;
}

function parse(text: string): ReturnType<typeof parseDocument> {
  return parseDocument(text, { uniqueKeys: false, prettyErrors: false, version: '1.2' });
}

function spliceOf(text: string, edit: DocumentEdit): Splice {
  const document = parse(text);
  if (0 < document.errors.length) throw refused(edit, 'the document is not YAML as it is, mend it first');
  const parent = edit.path.slice(0, -1).reduce<ParsedNode | null>(
    (node, key) => {
      const inside = node && childOf(node, key);
      if (!inside) throw refused(edit, `there is no ${key}`);
      return inside.value;
    },
    document.contents as ParsedNode | null,
  );
  const key = edit.path.at(-1);
  if (key === undefined || !parent || !(isMap(parent) || isSeq(parent))) {
    throw refused(edit, 'what is there holds no keys of its own');
  }
  const child = childOf(parent, key);
  if (edit.kind === 'set') return child ? setSplice(text, child, edit.value) : addSplice(text, parent, edit);
  if (!child) throw refused(edit, `there is no ${key}`);
  if (edit.kind === 'remove') return removeSplice(text, parent, child);
  if (!child.key) throw refused(edit, 'an item of a list has no name');
  return { start: child.key.range[0], end: child.key.range[1], put: keyText(edit.name) };
}

/** A value inside of another, with its key in a mapping. */
interface Child {
  readonly index: number;
  readonly key: ParsedNode | null;
  readonly value: ParsedNode | null;
}

function childOf(node: ParsedNode, key: string | number): Child | null {
  if (isSeq(node)) {
    const index = Number(key);
    const value = node.items[index];
    return value ? { index, key: null, value: value } : null;
  }
  if (!isMap(node)) return null;
  const pairs = node.items;
  const index = pairs.findIndex((pair) => isScalar(pair.key) && (pair.key.source ?? '') === String(key));
  const pair = pairs[index];
  return pair ? { index, key: pair.key, value: pair.value } : null;
}

function setSplice(text: string, { key, value }: Child, put: Json): Splice {
  const quotes = isScalar(value) && value.type?.startsWith('QUOTE') ? text[value.range[0]]! : null;
  const rendered = inlineText(put, quotes);
  // A key without a value: the colon may be missing in brackets.
  if (!value || valueEnd(text, value) === value.range[0]) {
    const end = key ? key.range[1] : value!.range[0];
    const colon = /^\s*:/.exec(text.slice(end))?.[0] ?? '';
    return { start: end, end: end + colon.length, put: key ? `${colon || ':'} ${rendered}` : ` ${rendered}` };
  }
  return { start: value.range[0], end: valueEnd(text, value), put: rendered };
}

function addSplice(text: string, parent: Collection, edit: Extract<DocumentEdit, { kind: 'set' }>): Splice {
  const key = edit.path.at(-1)!;
  if (isSeq(parent) && Number(key) !== parent.items.length) {
    throw refused(edit, `the list has ${parent.items.length} items`);
  }
  const rendered = inlineText(edit.value, null);
  const entry = isSeq(parent) ? rendered : `${keyText(String(key))}: ${rendered}`;
  const [start, end] = parent.range;
  if (parent.items.length === 0) return { start, end, put: isSeq(parent) ? `[${entry}]` : `{ ${entry} }` };
  const last = afterLast(text, parent);
  if (parent.flow) return { start: last, end: last, put: `, ${entry}` };
  const at = lineEnd(text, last);
  const indent = ' '.repeat(start - lineStart(text, start));
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  return { start: at, end: at, put: `${newline}${indent}${isSeq(parent) ? '- ' : ''}${entry}` };
}

function removeSplice(text: string, parent: Collection, child: Child): Splice {
  const [start] = parent.range;
  if (parent.items.length === 1) return { start, end: valueEnd(text, parent), put: isSeq(parent) ? '[]' : '{}' };
  const before = startOf(parent, child.index);
  const after = child.index + 1 < parent.items.length ? startOf(parent, child.index + 1) : null;
  const end = afterLast(text, parent, child.index);
  if (!parent.flow) {
    // The line break before it goes with the last entry of a text, the one after it with every other.
    const from = lineStart(text, before);
    const isOwnLine = isSeq(parent) ? /^\s*- *$/ : /^\s*$/;
    if (!isOwnLine.test(text.slice(from, before))) return { start: before, end: after!, put: '' };
    const to = lineEnd(text, end);
    if (to === text.length && 0 < from) return { start: lineEnd(text, from - 1), end: to, put: '' };
    return { start: from, end: to + /^\r?\n?/.exec(text.slice(to))![0].length, put: '' };
  }
  return after === null
    ? { start: afterLast(text, parent, child.index - 1), end, put: '' }
    : { start: before, end: after, put: '' };
}

function startOf(parent: Collection, index: number): number {
  const item = parent.items[index]!;
  return isSeq(parent) ? (item as ParsedNode).range[0] : (item as Pair<ParsedNode>).key.range[0];
}

function refused({ kind, path }: DocumentEdit, reason: string): Fault {
  return new Fault('bad-request', `cannot ${kind} ${path.join('.') || 'the document'}: ${reason}`);
}
