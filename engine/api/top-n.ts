import type { Json } from '../document/text/written.ts';
import type { Columns } from './columns.ts';
import type { ColumnOf, RowExpression } from './expression.ts';
import { column, part } from './expression.ts';

/** How many rows of each window, and in which order. */
export interface TopN<C extends Columns> {
  readonly n: number;
  readonly orderBy: (col: ColumnOf<C>) => Order | readonly [Order, ...Order[]];
}

/** A value to order rows by. */
export interface Order {
  readonly text: string;
}

/** The smallest first; nulls are last. */
export function asc(value: RowExpression): Order {
  return { text: part(value, 0) };
}

/** The largest first; nulls are last. */
export function desc(value: RowExpression): Order {
  return { text: `${part(value, 0)} DESC` };
}

/** A `top_n` as a document says it. */
export function topNKeys<C extends Columns>(key: readonly string[], { n, orderBy }: TopN<C>): Record<string, Json> {
  const orders = orderBy(column);
  const list = 'text' in orders ? [orders] : orders;
  return { ...(0 < key.length && { key }), order_by: list.map(({ text }) => text), n };
}
