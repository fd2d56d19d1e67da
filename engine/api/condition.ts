import type { ColumnType } from '../data/types.ts';
import type { Columns } from './columns.ts';
import type { Condition, Expression, RowExpression } from './expression.ts';
import { column } from './expression.ts';

/** Columns, and what each holds. */
export type Selection = Readonly<Record<string, RowExpression>>;

/** The columns that `S` gives. */
export type TypesOf<S> = { readonly [N in keyof S]: S[N] extends Expression<infer T, never> ? T : never };

/** A condition as a document says it. */
export function conditionText<C extends Columns>(where: Condition<C>): string {
  return typeof where === 'string' ? where : where(column).sql;
}

/** What has text of its own as a document says it. */
export function selectionText(selection: Readonly<Record<string, { readonly sql: string }>>): Record<string, string> {
  return Object.fromEntries(Object.entries(selection).map(([name, { sql }]) => [name, sql]));
}

/** The types that the program declared of SQL texts, by column. */
export function declaredTypes(selection: Readonly<Record<string, object>>): Record<string, ColumnType> {
  return Object.fromEntries(
    Object.entries(selection).flatMap(([name, each]) => {
      const declared = (each as { readonly declared?: ColumnType }).declared;
      return declared === undefined ? [] : [[name, declared]];
    }),
  );
}
