import type { Json } from '../text/written.ts';

/**
 * What a value of a document may be, as data: the checks, the defaults and the JSON Schema are all made from it.
 */
export type Kind =
  | TextKind
  | NumberKind
  | DurationKind
  | SizeKind
  | ChoiceKind
  | BooleanKind
  | WordKind
  /** Exactly this number. */
  | { readonly kind: 'constant'; readonly value: number }
  /** An ISO 8601 time or milliseconds since 1970 UTC. */
  | { readonly kind: 'instant' }
  /** Any text, number, true or false. */
  | { readonly kind: 'scalar' }
  | ListKind
  | MapKind
  | ObjectKind
  | VariantsKind
  | EitherKind;

export interface TextKind {
  readonly kind: 'text';
  /** Characters (code points) on one line. */
  readonly min?: number;
  readonly max?: number;
  readonly isOneLine?: boolean;
}

/** Text that means something of its own and is read later, with its place: an expression, a path, an input, a column's name, a text with columns in it, an address, or what may hold a secret. */
export interface WordKind {
  readonly kind: 'expression' | 'path' | 'input' | 'column' | 'template' | 'url' | 'secret';
}

export interface NumberKind {
  readonly kind: 'number' | 'whole';
  readonly min?: number;
  readonly max?: number;
  /** The value has to be larger than this. */
  readonly above?: number;
}

export interface DurationKind {
  readonly kind: 'duration';
  readonly minMs: number;
  readonly maxMs: number;
}

export interface SizeKind {
  readonly kind: 'size';
  readonly minBytes: number;
  readonly maxBytes: number;
}

export interface ChoiceKind {
  readonly kind: 'choice';
  readonly of: readonly string[];
}

export interface BooleanKind {
  readonly kind: 'boolean';
}

export interface ListKind {
  readonly kind: 'list';
  readonly of: Kind;
  readonly min: number;
  readonly max: number;
}

/** Names of the document's own choice, each with a value of one kind. */
export interface MapKind {
  readonly kind: 'map';
  readonly names: 'id' | 'column' | 'header';
  readonly of: Kind;
  readonly min: number;
  readonly max: number;
}

export interface ObjectKind {
  readonly kind: 'object';
  readonly keys: KeyTable;
  /** Keys of which one, and one only, has to be there. */
  readonly oneOf?: readonly string[];
}

/** An object whose other keys depend on its key `tag`. */
export interface VariantsKind {
  readonly kind: 'variants';
  readonly tag: string;
  /** What the variants are called together, for messages: `sources`. */
  readonly plural: string;
  readonly of: Readonly<Record<string, KeyTable>>;
  readonly default?: string;
}

/** A short form in one word or number, or an object. */
export interface EitherKind {
  readonly kind: 'either';
  readonly short: ChoiceKind | NumberKind;
  readonly long: ObjectKind;
}

/** One key of an object. */
export interface KeySpec {
  readonly kind: Kind;
  /** What the key means, in a sentence for people. */
  readonly description: string;
  /** A value that the key may have. */
  readonly example: Json;
  readonly isRequired?: boolean;
  /** What a required key's absence means for the pipeline, where that says more than that it is missing. */
  readonly whenMissing?: string;
  /** The value where the key is not written. A key without one is optional. */
  readonly default?: Json;
}

/** The keys of an object by their names, in the order in which people write them. */
export type KeyTable = Readonly<Record<string, KeySpec>>;
