import type { Json } from '../document/text/written.ts';
import type { Duration, Flat } from './columns.ts';
import { writtenKeys } from './written-keys.ts';

type Scalar = string | number | boolean;

/** How a generated column gets its values: one of the contract's ways, and a share of nulls. */
export type GeneratedColumn = { readonly nulls?: number } & (
  | { readonly sequence: { readonly start?: number; readonly step?: number } }
  | { readonly time: { readonly start?: string | number; readonly step?: Duration; readonly disorder?: Duration } }
  | { readonly integer: { readonly min?: number; readonly max?: number } }
  | { readonly uniform: { readonly min?: number; readonly max?: number } }
  | { readonly walk: { readonly start?: number; readonly step?: number; readonly min?: number; readonly max?: number } }
  | {
      readonly sine: {
        readonly period: number | Duration;
        readonly amplitude?: number;
        readonly mean?: number;
        readonly noise?: number;
      };
    }
  | { readonly choice: readonly [Scalar, ...Scalar[]] }
);

/** The types of generated columns. */
export type GeneratedColumns<G> = Flat<{ [N in keyof G]: TypeOf<G[N]> }>;

type TypeOf<W> = W extends { readonly choice: readonly (infer V)[] }
  ? ChoiceType<V>
  : W extends { readonly time: unknown }
    ? 'timestamp'
    : W extends { readonly sequence: unknown } | { readonly integer: unknown }
      ? 'bigint'
      : 'double';

type ChoiceType<V> = [V] extends [string]
  ? 'string'
  : [V] extends [boolean]
    ? 'boolean'
    : [V] extends [number]
      ? [`${V}`] extends [`${bigint}`]
        ? 'bigint'
        : 'double'
      : never;

/** `columns` as a document says them. */
export function generatedKeys(columns: Readonly<Record<string, GeneratedColumn>>): Record<string, Json> {
  return Object.fromEntries(Object.entries(columns).map(([name, way]) => [name, writtenKeys(way)]));
}
