import type { Columns } from './columns.ts';
import type { Claim, Condition, RowExpression } from './expression.ts';
import { column, Expression } from './expression.ts';

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

/** What the program said of SQL texts in `selection`. */
export function claimsIn(selection: Readonly<Record<string, object>>): readonly Claim[] {
  return Object.values(selection).flatMap((each) => (each instanceof Expression ? each.claims : []));
}
