import type { OperatorNode, Plan } from '../../document/plan.ts';
import { deduplicateView, lagView } from './arrivals.ts';
import { intervalJoinView } from './interval-join.ts';
import { patternView } from './pattern.ts';
import { columnsView, filterView, unionView } from './rows.ts';
import { settings } from './settings.ts';
import { inserts, sinkTable } from './sink-table.ts';
import { sourceStatements } from './source-table.ts';
import type { Statement } from './statement.ts';
import { topNView } from './top-n.ts';
import { windowViews } from './window.ts';
import type { ExportOptions, Refusal } from './writing.ts';
import { Writing } from './writing.ts';

/** A plan in Flink SQL. */
export interface FlinkSql {
  /** In order, each without its semicolon; the last one is the statement set. `node` is what it is for, null for all of the pipeline. */
  readonly statements: readonly { readonly node: string | null; readonly sql: string }[];
  /** The same as one text with comments, which SQL clients run. */
  readonly text: string;
}

/** `plan` in Flink SQL, or everything in it that cannot be said there. */
export function toFlinkSql(plan: Plan, options: ExportOptions): FlinkSql | { readonly refusals: readonly Refusal[] } {
  const writing = new Writing(plan, options);
  const groups: (readonly [string | null, readonly Statement[]])[] = [[null, settings(writing)]];
  const insertions: string[] = [];
  for (const node of plan.nodes) {
    if (node.role === 'source') groups.push([node.id, sourceStatements(node, writing)]);
    else if (node.role === 'operator') groups.push([node.id, operatorViews(node, writing)]);
    else {
      groups.push([node.id, [sinkTable(node, writing)]]);
      insertions.push(...inserts(node, writing));
    }
  }
  if (0 < writing.refusals.length) return { refusals: writing.refusals };
  const set = `EXECUTE STATEMENT SET BEGIN\n${insertions.map((each) => `${each};\n`).join('')}END`;
  const all = [...groups, [null, [{ name: 'all sinks as one job', sql: set }]] as const];
  return {
    statements: all.flatMap(([node, statements]) => statements.map(({ sql }) => ({ node, sql }))),
    text: textOf(
      plan,
      all.flatMap(([, statements]) => statements),
    ),
  };
}

function operatorViews(node: OperatorNode, writing: Writing): Statement[] {
  if (node.rejectsPath !== null) {
    writing.refuse(node, 'rejects', 'Flink SQL keeps no rejected rows, a bad one ends the job; take it out');
  }
  const { operator } = node;
  switch (operator.type) {
    case 'filter':
      return filterView({ ...node, operator }, writing);
    case 'select':
    case 'extend':
      return columnsView({ ...node, operator }, writing);
    case 'union':
      return unionView({ ...node, operator }, writing);
    case 'window':
      return windowViews({ ...node, operator }, writing);
    case 'deduplicate':
      return deduplicateView({ ...node, operator }, writing);
    case 'lag':
      return lagView({ ...node, operator }, writing);
    case 'top_n':
      return topNView({ ...node, operator }, writing);
    case 'interval_join':
      return intervalJoinView({ ...node, operator }, writing);
    case 'pattern':
      return patternView({ ...node, operator }, writing);
  }
}

function textOf({ name, description }: Plan, statements: readonly Statement[]): string {
  const title = [name, description].filter((each) => each !== '').flatMap((each) => each.split('\n'));
  const parts = [`${title.map((line) => `-- ${line}\n`).join('')}`];
  for (const { name: of, sql } of statements) parts.push(of === '' ? `${sql};\n` : `\n-- ${of}\n${sql};\n`);
  return parts.join('');
}
