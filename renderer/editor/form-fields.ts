import { keyHelp } from '../messages/key-help.ts';
import type { Json, Kind, KeySpec } from '../state/contract-types.ts';
import { tableOf } from './kinds.ts';

/** One field of a form. */
export interface Field {
  /** From the form's own object. */
  readonly path: readonly string[];
  readonly name: string;
  readonly about: string;
  readonly isRequired: boolean;
  /** As it is written; undefined where it is not. */
  readonly value: Json | undefined;
  /** What it is where it is not written; undefined where there is no such thing. */
  readonly standard: Json | undefined;
  readonly example: Json;
  readonly control: Control;
}

/** How a field is filled in. */
export type Control =
  | { readonly kind: 'choice'; readonly of: readonly string[] }
  | { readonly kind: 'text' | 'number' | 'words' }
  /** Names with an expression each. */
  | { readonly kind: 'pairs' }
  /** Keys of an object, as fields of their own. */
  | { readonly kind: 'group'; readonly fields: readonly Field[] }
  /** What has no form yet, as one line of the document. */
  | { readonly kind: 'raw' };

/** The fields of an object of `kind` as it is written, in the order in which people write the keys. */
export function fieldsOf(kind: Kind, value: Json | undefined, path: readonly string[] = []): readonly Field[] {
  const written = mapping(value);
  const table = tableOf(kind, new Map(Object.entries(written).map(([key, each]) => [key, plain(each)])));
  return Object.entries(table ?? {}).map(([name, spec]) => fieldOf(name, spec, written[name], path));
}

function fieldOf(name: string, spec: KeySpec, value: Json | undefined, above: readonly string[]): Field {
  const path = [...above, name];
  return {
    path,
    name,
    about: keyHelp(spec.description),
    isRequired: spec.isRequired === true,
    value,
    standard: spec.default,
    example: spec.example,
    control: controlOf(spec.kind, value, path),
  };
}

function controlOf(kind: Kind, value: Json | undefined, path: readonly string[]): Control {
  switch (kind.kind) {
    case 'choice':
      return { kind: 'choice', of: kind.of };
    case 'boolean':
      return { kind: 'choice', of: ['true', 'false'] };
    case 'number':
    case 'whole':
      return { kind: 'number' };
    case 'list':
      return { kind: isWord(kind.of) ? 'words' : 'raw' };
    case 'map':
      return { kind: kind.of.kind === 'expression' ? 'pairs' : 'raw' };
    case 'object':
    case 'variants':
      return { kind: 'group', fields: fieldsOf(kind, value, path) };
    case 'either':
    case 'constant':
      return { kind: 'raw' };
    default:
      return { kind: 'text' };
  }
}

function isWord({ kind }: Kind): boolean {
  return kind === 'text' || kind === 'column' || kind === 'input' || kind === 'choice';
}

function mapping(value: Json | undefined): Readonly<Record<string, Json>> {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Record<string, Json>) : {};
}

/** A value as a field shows it; empty where there is none. */
export function fieldText({ control, value }: Pick<Field, 'control' | 'value'>): string {
  if (value === undefined || value === null) return '';
  if (control.kind === 'words' && Array.isArray(value)) return (value as readonly Json[]).map(plain).join(', ');
  return plain(value);
}

/** What a field is to hold when a person has written `text`; undefined: nothing. */
export function fieldValue(control: Control, text: string): Json | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return undefined;
  if (control.kind === 'words')
    return trimmed
      .split(',')
      .map((word) => word.trim())
      .filter((word) => word !== '');
  if (control.kind === 'number') return Number.isFinite(Number(trimmed)) ? Number(trimmed) : trimmed;
  if (control.kind === 'choice') return trimmed === 'true' ? true : trimmed === 'false' ? false : trimmed;
  return control.kind === 'raw' ? jsonOr(trimmed) : trimmed;
}

/** What a field says before anything is written: what counts then, or an example. */
export function fieldHint({ standard, example }: Pick<Field, 'standard' | 'example'>): string {
  return plain(standard ?? example);
}

function plain(value: Json): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function jsonOr(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    // Not the form of a list or an object: then it is meant as a text, and the checks say whether that may be.
    return text;
  }
}
