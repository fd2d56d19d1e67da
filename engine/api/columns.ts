import type { ColumnType } from '../data/types.ts';

/** The columns of a stream as a type: what each is called, and what it holds. */
export type Columns = Readonly<Record<string, ColumnType>>;

/** What a value of each type of column is in a program; a timestamp is milliseconds since 1970 UTC. */
export interface ValueTypes {
  readonly string: string;
  readonly double: number;
  readonly bigint: number;
  readonly boolean: boolean;
  readonly timestamp: number;
}

/** One row of a stream of columns `C`; every value may be null. */
export type RowOf<C extends Columns> = { readonly [N in keyof C]: ValueTypes[C[N]] | null };

/** The names of those columns of `C` whose type is one of `T`. */
export type NamesOf<C extends Columns, T extends ColumnType> = {
  [N in keyof C & string]: C[N] extends T ? N : never;
}[keyof C & string];

/** `C` as one plain list of columns, as people want to read it. */
export type Flat<C> = { readonly [N in keyof C]: C[N] } extends infer R extends Columns ? R : never;

/** The columns of `C`, and those of `D`, which take the place of those of the same name. */
export type Extended<C extends Columns, D extends Columns> = Flat<Omit<C, keyof D> & D>;

/** A span of time as documents write it: `250ms`, `10s`, `5m`, `2h`, `1d`. */
export type Duration = `${number}${'ms' | 's' | 'm' | 'h' | 'd'}`;

/** A size as documents write it: `64KiB`, `10MiB`, `500kB`. */
export type Size = `${number}${'B' | 'kB' | 'MB' | 'GB' | 'KiB' | 'MiB' | 'GiB' | 'TiB'}`;
