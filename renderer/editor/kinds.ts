import type { Kind, KeySpec } from '../state/contract-types.ts';
import type { Level, Place } from './place.ts';

type Entries = Level['entries'];
export type Table = Readonly<Record<string, KeySpec>>;

/** What the tables say of a place: the keys of the mapping there, and what the value of its key may be. */
export interface Known {
  /** Null where names are free. */
  readonly keys: Table | null;
  readonly value: { readonly kind: Kind; readonly spec: KeySpec | null } | null;
}

/** What the tables under `root` say of `place`. */
export function knownAt(root: Kind, { levels, key, isItem }: Place): Known {
  const kind = levels
    .slice(1)
    .reduce<Kind | null>((found, level, index) => found && inside(found, level.key, levels[index]!.entries), root);
  if (!kind) return { keys: null, value: null };
  const entries = levels.at(-1)!.entries;
  const keys = tableOf(kind, entries);
  if (key === null) return { keys, value: null };
  const own = inside(kind, key, entries);
  const value = isItem && own?.kind === 'list' ? own.of : own;
  return { keys, value: value && { kind: value, spec: keys?.[key] ?? null } };
}

/** The keys that an object of `kind` may have, of which it has `entries`; null of what is no object or has names of its own. */
export function tableOf(kind: Kind, entries: Pick<Entries, 'get'>): Table | null {
  if (kind.kind === 'object') return kind.keys;
  if (kind.kind === 'either') return kind.long.keys;
  if (kind.kind !== 'variants') return null;
  return { [kind.tag]: tagSpec(kind), ...kind.of[entries.get(kind.tag) ?? kind.default ?? ''] };
}

function inside(kind: Kind, key: string, entries: Entries): Kind | null {
  if (kind.kind === 'map') return kind.of;
  if (kind.kind === 'list') return kind.of;
  return tableOf(kind, entries)?.[key]?.kind ?? null;
}

function tagSpec({ of, default: standard }: Extract<Kind, { kind: 'variants' }>): KeySpec {
  return {
    kind: { kind: 'choice', of: Object.keys(of) },
    description: '',
    example: Object.keys(of)[0]!,
    isRequired: standard === undefined,
  };
}
