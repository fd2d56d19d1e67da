import type { Document, Node, Scalar } from 'yaml';
import { isAlias, isMap, isScalar, isSeq } from 'yaml';
import { pathTo, pathToItem } from '../check/path.ts';
import type { Problems } from '../check/problems.ts';
import { quote } from '../check/quote.ts';
import type { Environment } from './environment.ts';
import { DEPTH_MAX } from './nesting.ts';
import { writtenScalar } from './from-scalar.ts';
import type { Written, WrittenEntry } from './written.ts';

/** Values that aliases may add to those that are written: a short text must not stand for millions. */
const ALIASED_MAX = 10_000;

/** The values of a parsed document with `${NAME}` filled in; what is wrong with them alone is in `problems`. */
export function fromYaml(document: Document.Parsed, context: ReadingContext): Written {
  const reader = new Reader(context);
  const written = reader.read(document.contents, '', 0);
  const { firstAlias, extra } = reader;
  if (extra <= ALIASED_MAX || firstAlias === null) return written;
  const message = `aliases (*name) repeat more than ${ALIASED_MAX} values from here on, write the document with fewer`;
  context.problems.add(firstAlias, '', message);
  return { kind: 'broken', offset: 0 };
}

// A name is shown everywhere, in messages, file names and recordings, where no secret may be.
const FILLED_NAME = 'a key takes nothing from the environment, write the name itself; only values take ${NAME}';

export interface ReadingContext {
  readonly text: string;
  readonly environment: Environment;
  readonly problems: Problems;
}

class Reader {
  readonly #context: ReadingContext;
  /** What each anchor stands for; null while it is being read. */
  readonly #anchors = new Map<string, Written | null>();
  readonly #sizes = new Map<Written, number>();
  firstAlias: number | null = null;
  /** Values that are there only because of aliases. */
  extra = 0;

  constructor(context: ReadingContext) {
    this.#context = context;
  }

  read(node: Node | null, path: string, depth: number): Written {
    const offset = node?.range?.[0] ?? 0;
    if (node === null) return { kind: 'null', offset, shown: '' };
    if (DEPTH_MAX < depth) return this.#broken(offset, path, `nests deeper than ${DEPTH_MAX} levels here`);
    if (isAlias(node)) return this.#readAlias(node.source, offset, path);
    const anchor = isMap(node) || isSeq(node) || isScalar(node) ? node.anchor : undefined;
    if (anchor !== undefined) this.#anchors.set(anchor, null);
    const written = this.#readNode(node, path, depth);
    if (anchor !== undefined) this.#anchors.set(anchor, written);
    return written;
  }

  #readNode(node: Node, path: string, depth: number): Written {
    const offset = node.range![0];
    if (isScalar(node)) return writtenScalar(node, path, this.#context);
    if (isSeq(node)) {
      const items = node.items.map((item, i) => this.read(item as Node, pathToItem(path, i), depth + 1));
      return this.#measured({ kind: 'list', offset, items }, items);
    }
    if (!isMap(node)) return { kind: 'broken', offset };
    const entries = new Map<string, WrittenEntry>();
    for (const { key, value } of node.items) {
      const entry = this.#readEntry(key as Node, value as Node | null, { path, depth });
      if (entry && entries.has(entry.name)) this.#reportTwice(entry, entries.get(entry.name)!, path);
      else if (entry) entries.set(entry.name, entry);
    }
    const values = [...entries.values()];
    return this.#measured(
      { kind: 'map', offset, entries: values },
      values.map(({ value }) => value),
    );
  }

  #readEntry(key: Node, value: Node | null, { path, depth }: { path: string; depth: number }): WrittenEntry | null {
    const offset = key.range?.[0] ?? 0;
    const name = isScalar(key) ? keyName(key) : null;
    if (name !== null) {
      if (name.includes('${')) this.#broken(offset, path, FILLED_NAME);
      const written = this.read(value, pathTo(path, name), depth + 1);
      // A key without a value has no place of its own: the key's will do.
      return { name, offset, value: value === null ? { ...written, offset } : written };
    }
    const what = isAlias(key) ? `an alias (*${key.source})` : 'a list or a mapping';
    this.#broken(offset, path, `${what} is not allowed as a key, write a name`);
    return null;
  }

  #readAlias(anchor: string, offset: number, path: string): Written {
    const target = this.#anchors.get(anchor);
    if (target === null) return this.#broken(offset, path, `the alias *${anchor} stands inside what it repeats`);
    if (target === undefined) {
      return this.#broken(offset, path, `the alias *${anchor} has no anchor &${anchor} before it`);
    }
    this.firstAlias ??= offset;
    this.extra += this.#sizes.get(target) ?? 1;
    return target;
  }

  /** Remembers how many values `written` stands for, those behind aliases included. */
  #measured(written: Written, values: readonly Written[]): Written {
    let size = 1;
    for (const value of values) size += this.#sizes.get(value) ?? 1;
    this.#sizes.set(written, size);
    return written;
  }

  #reportTwice({ name, offset }: WrittenEntry, first: WrittenEntry, path: string): void {
    const { line } = this.#context.problems.positionOf(first.offset);
    const message = `the key ${quote(name)} is written twice (first in line ${line}), keep one of them`;
    this.#context.problems.add(offset, path, message);
  }

  #broken(offset: number, path: string, message: string): Written {
    this.#context.problems.add(offset, path, message);
    return { kind: 'broken', offset };
  }
}

/** A key as it is written: `1`, `yes` and `null` are names like any others. */
function keyName(key: Scalar): string {
  return typeof key.value === 'string' ? key.value : (key.source ?? String(key.value));
}
