/**
 * A document's values as they were written, each with its place, freed from YAML's ways of writing them.
 *
 * Aliases share the object that they point to, so this is a graph without cycles, not a tree. `broken` stands for what
 * was reported already: whoever meets it says nothing more.
 */
export type Written = WrittenValue | WrittenBroken;
/** What can be checked. */
export type WrittenValue = WrittenMap | WrittenList | WrittenScalar;
export type WrittenScalar = WrittenText | WrittenNumber | WrittenBoolean | WrittenNull;

/** Offsets count UTF-16 units from the start of the text. */
interface At {
  readonly offset: number;
}

export interface WrittenMap extends At {
  readonly kind: 'map';
  /** In written order; names are unique. */
  readonly entries: readonly WrittenEntry[];
}

export interface WrittenEntry extends At {
  readonly name: string;
  readonly value: Written;
}

export interface WrittenList extends At {
  readonly kind: 'list';
  readonly items: readonly Written[];
}

export interface WrittenText extends At {
  readonly kind: 'text';
  /** With values from the environment filled in. May hold secrets: messages use `shown`. */
  readonly text: string;
  /** As it was written, `${NAME}` and all. */
  readonly shown: string;
  /** The names of what was filled in. */
  readonly filled: readonly string[];
  /** The offset of the place where unit `index` of `text` was written. */
  locate(index: number): number;
  /** The offset of the place where unit `index` of `shown` was written. */
  locateShown(index: number): number;
}

export interface WrittenNumber extends At {
  readonly kind: 'number';
  readonly value: number;
  readonly shown: string;
}

export interface WrittenBoolean extends At {
  readonly kind: 'boolean';
  readonly value: boolean;
  readonly shown: string;
}

export interface WrittenNull extends At {
  readonly kind: 'null';
  readonly shown: string;
}

export interface WrittenBroken extends At {
  readonly kind: 'broken';
}

/** A value as JSON says it: how defaults and examples are given. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

/** `value` as if it stood at `offset` of a text. */
export function asWritten(value: Json, offset: number): Written {
  if (value === null) return { kind: 'null', offset, shown: 'null' };
  if (typeof value === 'string') return plainText(value, offset);
  if (typeof value === 'number') return { kind: 'number', offset, value, shown: String(value) };
  if (typeof value === 'boolean') return { kind: 'boolean', offset, value, shown: String(value) };
  if (isList(value)) return { kind: 'list', offset, items: value.map((item) => asWritten(item, offset)) };
  const entries = Object.entries(value).map(([name, each]) => ({ name, offset, value: asWritten(each, offset) }));
  return { kind: 'map', offset, entries };
}

/** `text` written at `offset` as it is, without quotes, escapes or line breaks. */
export function plainText(text: string, offset: number): WrittenText {
  const locate = (index: number) => offset + index;
  return { kind: 'text', offset, text, shown: text, filled: [], locate, locateShown: locate };
}

/** The value of the entry `name`, or null where there is none. */
export function entryOf(written: Written, name: string): WrittenEntry | null {
  if (written.kind !== 'map') return null;
  return written.entries.find((entry) => entry.name === name) ?? null;
}

/** The environment variables that are filled in somewhere in `written`. */
export function filledNames(written: Written): ReadonlySet<string> {
  if (written.kind === 'text') return new Set(written.filled);
  if (written.kind === 'list') return new Set(written.items.flatMap((item) => [...filledNames(item)]));
  if (written.kind !== 'map') return new Set();
  return new Set(written.entries.flatMap(({ value }) => [...filledNames(value)]));
}

// Array.isArray does not narrow readonly arrays.
function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
