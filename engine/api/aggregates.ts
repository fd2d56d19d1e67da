import type { ColumnType } from '../data/types.ts';
import type { Columns } from './columns.ts';
import { Expression, part } from './expression.ts';
import type { Numeric } from './expression.ts';
import { columnText } from './sql-text.ts';

/**
 * An aggregate of the column `N`, which has to be one of `Takes`; `Gives` is its type, `same` that of the column. One over
 * a column that the stream does not have, or of another type, does not compile where it is used.
 */
export interface ColumnAggregate<N extends string, Takes extends ColumnType, Gives extends ColumnType | 'same'> {
  readonly column: N;
  readonly takes?: (type: Takes) => void;
  readonly gives?: Gives;
  readonly sql: string;
}

/** The aggregates that rows of columns `C` can be gathered by. */
export type AggregateOver<C extends Columns> =
  | Expression<ColumnType, 'aggregate'>
  | { [N in keyof C & string]: ColumnAggregate<N, C[N], ColumnType | 'same'> }[keyof C & string];

type AnyAggregate = Expression<ColumnType, 'aggregate'> | ColumnAggregate<string, never, ColumnType | 'same'>;

/** The columns that aggregates of rows of columns `C` give. */
export type ResultsOf<A, C extends Columns> = {
  readonly [N in keyof A]: A[N] extends Expression<infer T, never>
    ? T
    : A[N] extends ColumnAggregate<infer Of, never, infer Gives>
      ? Gives extends ColumnType
        ? Gives
        : C[Of]
      : never;
};

/** How many rows there are; with an argument, in how many it is not null. */
export function count(): Expression<'bigint', 'aggregate'>;
export function count<N extends string>(of: N): ColumnAggregate<N, ColumnType, 'bigint'>;
export function count(of: Expression<ColumnType>): Expression<'bigint', 'aggregate'>;
export function count(of?: string | Expression<ColumnType>): AnyAggregate {
  return of === undefined ? new Expression<'bigint', 'aggregate'>('count(*)') : over('count', of);
}

/** How many different values there are. */
export function countDistinct<N extends string>(of: N): ColumnAggregate<N, ColumnType, 'bigint'>;
export function countDistinct(of: Expression<ColumnType>): Expression<'bigint', 'aggregate'>;
export function countDistinct(of: string | Expression<ColumnType>): AnyAggregate {
  return written(of, `count(DISTINCT ${argument(of)})`);
}

/** The aggregate `name`, which keeps the type of what it is of. */
function keeping<Takes extends ColumnType>(name: string) {
  function aggregate<N extends string>(of: N): ColumnAggregate<N, Takes, 'same'>;
  function aggregate<T extends Takes>(of: Expression<T>): Expression<T, 'aggregate'>;
  function aggregate(of: string | Expression<ColumnType>): AnyAggregate {
    return over(name, of);
  }
  return aggregate;
}

/** The aggregate `name` of numbers, which is a double. */
function doubling(name: string) {
  function aggregate<N extends string>(of: N): ColumnAggregate<N, Numeric, 'double'>;
  function aggregate(of: Expression<Numeric>): Expression<'double', 'aggregate'>;
  function aggregate(of: string | Expression<Numeric>): AnyAggregate {
    return over(name, of);
  }
  return aggregate;
}

export const sum = keeping<Numeric>('sum');
export const min = keeping<ColumnType>('min');
export const max = keeping<ColumnType>('max');
/** The value of the row that came first. */
export const first = keeping<ColumnType>('first');
/** The value of the row that came last. */
export const last = keeping<ColumnType>('last');
export const avg = doubling('avg');
export const stddevPop = doubling('stddev_pop');
export const stddevSamp = doubling('stddev_samp');
export const varPop = doubling('var_pop');
export const varSamp = doubling('var_samp');
/** How fast a counter grows, per second of event time; when it falls, it has begun anew. */
export const rate = doubling('rate');

/** The value up to which the share `share` (0 to 1) of the values lies, within 1 %. */
export function percentile<N extends string>(of: N, share: number): ColumnAggregate<N, Numeric, 'double'>;
export function percentile(of: Expression<Numeric>, share: number): Expression<'double', 'aggregate'>;
export function percentile(of: string | Expression<Numeric>, share: number): AnyAggregate {
  return written(of, `percentile(${argument(of)}, ${share})`);
}

function over(name: string, of: string | Expression<ColumnType>): AnyAggregate {
  return written(of, `${name}(${argument(of)})`);
}

function written(of: string | Expression<ColumnType>, sql: string): AnyAggregate {
  return typeof of === 'string' ? { column: of, sql } : new Expression(sql, undefined, [of]);
}

function argument(of: string | Expression<ColumnType>): string {
  return typeof of === 'string' ? columnText(of) : part(of, 0);
}
