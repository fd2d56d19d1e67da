import type { EitherKind, Kind, KeySpec, ListKind, MapKind, ObjectKind, VariantsKind } from '../keys/kind.ts';
import type { CheckedEntry, Place, ValueOf } from '../keys/value-of.ts';
import type { Written, WrittenEntry, WrittenMap, WrittenText, WrittenValue } from '../text/written.ts';
import { asWritten, entryOf } from '../text/written.ts';
import { checkScalar } from './check-scalar.ts';
import { describeKind, describeScalar } from './describe.ts';
import { didYouMean, likely } from './likely.ts';
import { pathTo, pathToItem } from './path.ts';
import type { Problems } from './problems.ts';
import { alternatives, quote } from './quote.ts';

/** An id of a source, operator or sink: the contract, section 1. */
const ID = /^[a-z0-9][a-z0-9-]{0,63}$/;
/** The name of a header: a token of HTTP. */
const HEADER = /^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/;

/** Compares what is written with what the key tables allow, fills in defaults, and reports everything that is wrong. */
export class Checker {
  readonly #problems: Problems;

  constructor(problems: Problems) {
    this.#problems = problems;
  }

  /** The value of `written`, which stands at `path`, as `kind` says; undefined where it is wrong, which was reported. */
  check<K extends Kind>(kind: K, written: Written, path: string): ValueOf<K> | undefined {
    // The one assertion that ties the tables to their types; a test runs every example of every table through it.
    return this.#check(kind, written, path) as ValueOf<K> | undefined;
  }

  #check(kind: Kind, written: Written, path: string): unknown {
    if (written.kind === 'broken') return undefined;
    switch (kind.kind) {
      case 'list':
        return this.#list(kind, written, path);
      case 'map':
        return this.#map(kind, written, path);
      case 'object':
        return written.kind === 'map' ? this.#object(kind, written, path) : this.#wrong(kind, written, path);
      case 'variants':
        return written.kind === 'map' ? this.#variant(kind, written, path) : this.#wrong(kind, written, path);
      case 'either':
        return this.#either(kind, written, path);
      default:
        return this.#scalar(kind, written, path);
    }
  }

  #scalar(kind: Kind, written: WrittenValue, path: string): unknown {
    if (written.kind === 'map' || written.kind === 'list') {
      return this.#wrong(kind, written, path);
    }
    const result = checkScalar(kind, written);
    if ('value' in result) return result.value;
    return this.#report(written.offset, path, result.message);
  }

  #either(kind: EitherKind, written: WrittenValue, path: string): unknown {
    if (written.kind === 'map') return this.#object(kind.long, written, path);
    const isShort = written.kind === 'text' || (written.kind === 'number' && kind.short.kind !== 'choice');
    return isShort ? this.#scalar(kind.short, written, path) : this.#wrong(kind, written, path);
  }

  #list(kind: ListKind, written: WrittenValue, path: string): unknown {
    if (written.kind !== 'list') return this.#wrong(kind, written, path);
    const { length } = written.items;
    if (length < kind.min) {
      const has = length === 0 ? 'is empty' : `has ${length} ${length === 1 ? 'entry' : 'entries'}`;
      return this.#report(written.offset, path, `${has}, write at least ${kind.min}`);
    }
    if (kind.max < length)
      this.#report(
        written.offset,
        path,
        `has ${length} entries, ${kind.max === 1 ? 'only one is' : `at most ${kind.max} are`} allowed here`,
      );
    return written.items.slice(0, kind.max).map((item, i) => this.#check(kind.of, item, pathToItem(path, i)));
  }

  #map(kind: MapKind, written: WrittenValue, path: string): unknown {
    if (written.kind !== 'map') return this.#wrong(kind, written, path);
    const { entries } = written;
    if (entries.length < kind.min) return this.#report(written.offset, path, `is empty, write at least ${kind.min}`);
    if (kind.max < entries.length) {
      this.#report(written.offset, path, `has ${entries.length} entries, at most ${kind.max} are allowed`);
    }
    return entries.slice(0, kind.max).map(({ name, offset, value }): CheckedEntry<unknown> => {
      const inside = pathTo(path, name);
      this.#checkName(kind, { name, offset, path: inside });
      return { name, offset, path: inside, written: value, value: this.#check(kind.of, value, inside) };
    });
  }

  #checkName(kind: MapKind, { name, offset, path }: { name: string; offset: number; path: string }): void {
    if (kind.names === 'column' && name === '') this.#report(offset, path, 'a column needs a name');
    if (kind.names === 'header' && !HEADER.test(name))
      this.#report(offset, path, `${quote(name)} is no name of a header`);
    if (kind.names !== 'id' || ID.test(name)) return;
    const message = `${quote(name)} is no id, use up to 64 of a to z, 0 to 9 and -, beginning with a letter or digit`;
    this.#report(offset, path, message);
  }

  #object(kind: ObjectKind, written: WrittenMap, path: string): unknown {
    const values: Record<string, unknown> = { $: placeOf(written, path) };
    for (const { name, offset } of written.entries) {
      const isKnown = Object.hasOwn(kind.keys, name);
      if (!isKnown) this.#reportUnknown(name, offset, { keys: Object.keys(kind.keys), path });
    }
    for (const [name, spec] of Object.entries(kind.keys)) values[name] = this.#key(name, spec, { written, path });
    if (kind.oneOf) this.#checkOneOf(kind.oneOf, written, path);
    return values;
  }

  #reportUnknown(name: string, offset: number, { keys, path }: { keys: readonly string[]; path: string }): void {
    const merge = name === '<<' ? ' (YAML 1.2 has no merge keys)' : '';
    this.#problems.add(offset, path, () => {
      const meant = didYouMean(name, keys) || `, the keys here are ${keys.join(', ')}`;
      return `unknown key ${quote(name)}${merge}${keys.length === 0 ? ', no key is expected here' : meant}`;
    });
  }

  #key(name: string, spec: KeySpec, { written, path }: { written: WrittenMap; path: string }): unknown {
    const entry = entryOf(written, name);
    const inside = pathTo(path, name);
    if (entry) return this.#check(spec.kind, entry.value, inside);
    if (spec.isRequired) {
      const remedy = spec.whenMissing ?? `write ${name}: and ${describeKind(spec.kind)}`;
      return this.#report(written.offset, path, `${quote(name)} is missing, ${remedy}`);
    }
    return spec.default === undefined ? null : this.#check(spec.kind, asWritten(spec.default, written.offset), inside);
  }

  #checkOneOf(oneOf: readonly string[], written: WrittenMap, path: string): void {
    const given = written.entries.filter(({ name }) => oneOf.includes(name));
    if (given.length === 1) return;
    const list = alternatives(oneOf);
    if (given.length === 0) this.#report(written.offset, path, `says not how values are made, write one of ${list}`);
    else
      this.#report(given[1]!.offset, path, `${quote(given[1]!.name)} is one way too many, write only one of ${list}`);
  }

  #variant(kind: VariantsKind, written: WrittenMap, path: string): unknown {
    const entry = entryOf(written, kind.tag);
    const types = Object.keys(kind.of);
    if (!entry)
      return this.#report(
        written.offset,
        path,
        `"${kind.tag}" is missing, write ${kind.tag}: and one of ${alternatives(types)}`,
      );
    const inside = pathTo(path, kind.tag);
    const { value } = entry;
    if (value.kind === 'broken') return undefined;
    if (value.kind !== 'text') return this.#wrong({ kind: 'choice', of: types }, value, inside);
    if (Object.hasOwn(kind.of, value.text)) return this.#object(keysOf(kind, value.text), written, path);
    this.#reportVariant(kind, value, inside);
    // The rest is looked at as far as it is clear, so that the next try does not bring new mistakes to light.
    const meant = likely(value.shown, types);
    if (meant !== null && 0 === value.filled.length) this.#object(keysOf(kind, meant), written, path);
    else for (const each of written.entries) this.#checkShared(kind, each, path);
    return undefined;
  }

  /** Checks a key that means the same in every variant which has it. */
  #checkShared({ of }: VariantsKind, { name, value }: WrittenEntry, path: string): void {
    const kinds = new Set(Object.values(of).flatMap((keys) => (Object.hasOwn(keys, name) ? [keys[name]!.kind] : [])));
    const [only, ...others] = kinds;
    if (only && others.length === 0) this.#check(only, value, pathTo(path, name));
  }

  #reportVariant({ plural, of }: VariantsKind, { shown, offset }: WrittenText, path: string): undefined {
    const types = Object.keys(of);
    const meant = didYouMean(shown, types) || `, the ${plural} are ${types.join(', ')}`;
    return this.#report(offset, path, `unknown type ${quote(shown)}${meant}`);
  }

  #wrong(kind: Kind, written: WrittenValue, path: string): undefined {
    const isLone = kind.kind === 'list' && written.kind === 'text';
    const hint = isLone ? `, write [${written.shown.slice(0, 60)}]` : '';
    return this.#report(
      written.offset,
      path,
      `expects ${describeKind(kind)}, but finds ${describeWritten(written)}${hint}`,
    );
  }

  #report(offset: number, path: string, message: string): undefined {
    this.#problems.add(offset, path, message);
    return undefined;
  }
}

/** The keys of the variant `type`, its tag among them. */
function keysOf({ tag, of }: VariantsKind, type: string): ObjectKind {
  const tagSpec = { kind: { kind: 'text' }, description: '', example: '' } as const;
  return { kind: 'object', keys: { [tag]: tagSpec, ...of[type]! } };
}

function describeWritten(written: WrittenValue): string {
  if (written.kind === 'list') return 'a list';
  return written.kind === 'map' ? 'a mapping' : describeScalar(written);
}

function placeOf(written: WrittenMap, path: string): Place {
  const find = (key: string) => entryOf(written, key)?.value;
  return {
    path,
    offset: (key) => (key === undefined ? undefined : find(key))?.offset ?? written.offset,
    shown: (key, otherwise) => {
      const value = find(key);
      return value === undefined || value.kind === 'broken' ? otherwise : describeWritten(value);
    },
  };
}
