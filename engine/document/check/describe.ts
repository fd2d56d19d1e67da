import type { Kind } from '../keys/kind.ts';
import type { WrittenScalar } from '../text/written.ts';
import { alternatives, quote, shorten } from './quote.ts';

/** A value as it is meant, or why it is none. */
export type ScalarResult = { readonly value: unknown } | { readonly message: string };

/** What a value of `kind` is, with an example where that says more: `a duration such as 10s`. */
export function describeKind(kind: Kind): string {
  if (kind.kind === 'choice') return kind.of.length === 1 ? kind.of[0]! : `one of ${alternatives(kind.of)}`;
  if (kind.kind === 'constant') return String(kind.value);
  if (kind.kind === 'either') return `${describeKind(kind.short)}, or ${describeKind(kind.long)}`;
  if (kind.kind === 'object') return `keys with a value each, such as { ${Object.keys(kind.keys)[0] ?? 'key'}: … }`;
  return KIND_NAMES[kind.kind];
}

const KIND_NAMES: Readonly<Record<Exclude<Kind['kind'], 'choice' | 'constant' | 'either' | 'object'>, string>> = {
  text: 'a text',
  number: 'a number',
  whole: 'a whole number',
  duration: 'a duration such as 10s',
  size: 'a size such as 10MiB',
  boolean: 'true or false',
  instant: 'a time such as 2026-01-31T12:00:00Z, or a number of milliseconds since 1970',
  scalar: 'a text, a number, true or false',
  expression: 'an expression',
  path: 'a path',
  input: 'the id of a source or operator',
  column: 'the name of a column',
  template: 'a text, such as {entity} is hot',
  url: 'an address such as https://example.org/metrics',
  secret: 'a text, a secret in it as ${NAME}',
  list: 'a list such as [a, b]',
  map: 'names with a value each, such as name: value',
  variants: 'keys with a value each, such as { type: … }',
};

/** A written value for messages: `"10sec"`, `10`, `nothing`. */
export function describeScalar(written: WrittenScalar): string {
  if (written.kind === 'text') return quote(written.shown);
  return written.kind === 'null' && written.shown === '' ? 'nothing' : shorten(written.shown);
}

/** The result for a value of another kind. */
export function wrong(kind: Kind, written: WrittenScalar): ScalarResult {
  return { message: `expects ${describeKind(kind)}, but finds ${describeScalar(written)}` };
}
