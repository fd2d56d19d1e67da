/** A value for each key. */
export interface ValueState<V> {
  /** Null where there is none. */
  value(): V | null;
  update(value: V): void;
  clear(): void;
}

/** A list for each key. */
export interface ListState<V> {
  get(): readonly V[];
  add(value: V): void;
  /** Puts `values` in the place of what is there. */
  update(values: readonly V[]): void;
  clear(): void;
}

/** Values by name, for each key. */
export interface MapState<N, V> {
  /** Null where there is none. */
  get(name: N): V | null;
  put(name: N, value: V): void;
  remove(name: N): void;
  contains(name: N): boolean;
  entries(): readonly (readonly [N, V])[];
  isEmpty(): boolean;
  clear(): void;
}

/** What a process function keeps for each key, before there is any: made by `valueState`, `listState` and `mapState`. */
export interface StateSpec<H> {
  readonly create: (cell: Cell) => H;
}

/** The states that a process function asks for, as it has them. */
export type StatesOf<S> = { readonly [N in keyof S]: S[N] extends StateSpec<infer H> ? H : never };

/** One state of the key in hand. */
export interface Cell {
  /** Undefined where there is nothing. */
  read(): unknown;
  /** Undefined takes it away. */
  write(value: unknown): void;
}

/** One value for each key. Like all that is kept, it has to be cloneable: numbers, texts, arrays, plain objects, Map, Set, Date, no functions. */
export function valueState<V>(): StateSpec<ValueState<V>> {
  return {
    create: (cell) => ({
      value: () => (cell.read() as V | undefined) ?? null,
      update: (value) => cell.write(value ?? undefined),
      clear: () => cell.write(undefined),
    }),
  };
}

/** A list for each key. */
export function listState<V>(): StateSpec<ListState<V>> {
  return {
    create: (cell) => ({
      get: () => (cell.read() as V[] | undefined) ?? [],
      add(value) {
        const list = cell.read() as V[] | undefined;
        if (list) list.push(value);
        else cell.write([value]);
      },
      update: (values) => cell.write(values.length === 0 ? undefined : [...values]),
      clear: () => cell.write(undefined),
    }),
  };
}

/** Values by name for each key. */
export function mapState<N, V>(): StateSpec<MapState<N, V>> {
  return {
    create(cell) {
      const map = (): Map<N, V> | undefined => cell.read() as Map<N, V> | undefined;
      return {
        get: (name) => map()?.get(name) ?? null,
        put(name, value) {
          const known = map();
          if (known) known.set(name, value);
          else cell.write(new Map([[name, value]]));
        },
        remove(name) {
          const known = map();
          known?.delete(name);
          if (known?.size === 0) cell.write(undefined);
        },
        contains: (name) => map()?.has(name) ?? false,
        entries: () => [...(map() ?? [])],
        isEmpty: () => map() === undefined,
        clear: () => cell.write(undefined),
      };
    },
  };
}
