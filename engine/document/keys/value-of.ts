import type { Written, WrittenText } from '../text/written.ts';
import type {
  BooleanKind,
  ChoiceKind,
  DurationKind,
  EitherKind,
  Kind,
  KeySpec,
  KeyTable,
  ListKind,
  MapKind,
  NumberKind,
  ObjectKind,
  SizeKind,
  TextKind,
  VariantsKind,
  WordKind,
} from './kind.ts';

/** What a value of kind `K` is once it is checked: durations in milliseconds, sizes in bytes, words with their places. */
export type ValueOf<K extends Kind> = K extends TextKind
  ? string
  : K extends NumberKind | DurationKind | SizeKind | { kind: 'constant' | 'instant' }
    ? number
    : K extends ChoiceKind
      ? K['of'][number]
      : K extends BooleanKind
        ? boolean
        : K extends WordKind
          ? WrittenText
          : K extends { kind: 'scalar' }
            ? CheckedScalar
            : CompoundValueOf<K>;

type CompoundValueOf<K extends Kind> = K extends ListKind
  ? readonly (ValueOf<K['of']> | undefined)[]
  : K extends MapKind
    ? readonly CheckedEntry<ValueOf<K['of']>>[]
    : K extends ObjectKind
      ? CheckedObject<K['keys']>
      : K extends VariantsKind
        ? VariantOf<K>
        : K extends EitherKind
          ? ValueOf<K['short']> | ValueOf<K['long']>
          : never;

/** A checked text, number or boolean that may be any of them, with its place. */
export interface CheckedScalar {
  readonly value: string | number | boolean;
  /** The number that it is, also as text from the environment; else null. */
  readonly number: number | null;
  readonly offset: number;
}

/** One entry of a map; `value` is undefined where it is wrong, which was reported. */
export interface CheckedEntry<V> {
  readonly name: string;
  /** Of the name. */
  readonly offset: number;
  readonly path: string;
  readonly written: Written;
  readonly value: V | undefined;
}

/** Where a checked object and its keys stand. */
export interface Place {
  readonly path: string;
  /** Of the value of `key`, or of the object itself where the key is not written or not given. */
  readonly offset: (key?: string) => number;
  /** How the value of `key` is written, for messages; `otherwise` where it is not. */
  readonly shown: (key: string, otherwise: string) => string;
}

/** The values of an object by key: undefined where one is wrong, which was reported; null where it is not written and has no default. */
export type CheckedObject<T extends KeyTable> = { readonly [K in keyof T]: KeyValueOf<T[K]> } & { readonly $: Place };

type KeyValueOf<S extends KeySpec> = S extends { isRequired: true } | { default: unknown }
  ? ValueOf<S['kind']> | undefined
  : ValueOf<S['kind']> | null | undefined;

type VariantOf<K extends VariantsKind> = {
  [T in keyof K['of'] & string]: CheckedObject<K['of'][T]> & { readonly [Tag in K['tag']]: T };
}[keyof K['of'] & string];

/** `checked` with everything there, or null where something of it is wrong. */
export function whole<T extends object>(checked: T): { readonly [K in keyof T]: Exclude<T[K], undefined> } | null {
  if (Object.values(checked).includes(undefined)) return null;
  return checked as { readonly [K in keyof T]: Exclude<T[K], undefined> };
}

/** The items of a list without those that were wrong. */
export function sound<T>(items: readonly (T | undefined)[] | null | undefined): readonly T[] {
  return (items ?? []).filter((item): item is T => item !== undefined);
}
