import { parseDocument } from 'yaml';
import { pathTo } from '../check/path.ts';
import type { Problems } from '../check/problems.ts';
import { quote } from '../check/quote.ts';
import type { Environment } from './environment.ts';
import { fromYaml } from './from-yaml.ts';
import type { Written } from './written.ts';
import { unreadable } from './yaml-text.ts';

/** A value that takes the place of what a document says: `settings.batch.size` and `100`, read as YAML. */
export interface DocumentOverride {
  readonly path: string;
  readonly value: string;
}

/** What is needed to read an override. */
export interface OverrideContext {
  readonly environment: Environment;
  readonly problems: Problems;
}

/** `written` with `override` in it; keys that are not there are added. Problems have the place of the value before. */
export function applyOverride(written: Written, override: DocumentOverride, context: OverrideContext): Written {
  const { path, value } = override;
  const refuse = (reason: string): Written => {
    context.problems.add(0, '', `cannot set ${path}: ${reason}`);
    return written;
  };
  const strange = unreadable(value);
  if (strange) return refuse('the value is not text that a document may hold');
  const document = parseDocument(value, { uniqueKeys: false, prettyErrors: false });
  if (0 < document.errors.length) return refuse(`${quote(value)} is not YAML`);
  const replacement = document.contents === null ? nothing : fromYaml(document, { text: value, ...context });
  const changed = replaceAt(written, keysOf(path), { replacement, path: '' });
  return typeof changed === 'string' ? refuse(changed) : changed;
}

// A key in quotes, an item, or a plain key, as problems show them; an item may also be a plain number.
const SEGMENT = /\.?"([^"]*)"|\[(\d+)\]|\.?([^.[\]"]+)/y;

/** The keys on `path`: `inputs.0` and `inputs[0]`, `schema."a.b"`. */
function keysOf(path: string): readonly string[] {
  const keys: string[] = [];
  SEGMENT.lastIndex = 0;
  while (SEGMENT.lastIndex < path.length) {
    const [, quoted, item, plain] = SEGMENT.exec(path) ?? [];
    const key = quoted ?? item ?? plain;
    if (key === undefined) return path.split('.');
    keys.push(key);
  }
  return keys;
}

const nothing: Written = { kind: 'null', offset: 0, shown: '' };

interface Replacing {
  readonly replacement: Written;
  /** Of the value that is looked at. */
  readonly path: string;
}

/** `written` with the value at `keys` replaced, or why there is no such place. */
function replaceAt(written: Written, keys: readonly string[], { replacement, path }: Replacing): Written | string {
  const [key, ...rest] = keys;
  if (key === undefined) return at(replacement, written.offset);
  if (written.kind === 'list') return replaceItem(written, keys, { replacement, path });
  if (written.kind !== 'map') return `${path || 'the document'} has no keys`;
  const inside = pathTo(path, key);
  const entry = written.entries.find(({ name }) => name === key);
  const before: Written = entry?.value ?? { kind: 'map', offset: written.offset, entries: [] };
  const value = replaceAt(before, rest, { replacement, path: inside });
  if (typeof value === 'string') return value;
  if (!entry) return { ...written, entries: [...written.entries, { name: key, offset: written.offset, value }] };
  return { ...written, entries: written.entries.map((each) => (each === entry ? { ...each, value } : each)) };
}

function replaceItem(
  list: Extract<Written, { kind: 'list' }>,
  [key, ...rest]: readonly string[],
  { replacement, path }: Replacing,
): Written | string {
  const index = /^\d+$/.test(key ?? '') ? Number(key) : -1;
  const item = list.items[index];
  if (!item) return `${path} is a list of ${list.items.length}, give a number from 0 to ${list.items.length - 1}`;
  const value = replaceAt(item, rest, { replacement, path: `${path}[${index}]` });
  if (typeof value === 'string') return value;
  return { ...list, items: list.items.map((each, i) => (i === index ? value : each)) };
}

/** `written` as if all of it stood at `offset`: its own places are not in the document. */
function at(written: Written, offset: number): Written {
  if (written.kind === 'list') return { ...written, offset, items: written.items.map((item) => at(item, offset)) };
  if (written.kind === 'map') {
    return {
      ...written,
      offset,
      entries: written.entries.map((each) => ({ ...each, offset, value: at(each.value, offset) })),
    };
  }
  if (written.kind === 'text') return { ...written, offset, locate: () => offset, locateShown: () => offset };
  return { ...written, offset };
}
