import type { PlanNode } from '../../document/plan.ts';
import { quoted } from './text.ts';

/** One statement, without its semicolon, and what it is for. */
export interface Statement {
  /** The node, or what stands beside it; empty: nothing is said. */
  readonly name: string;
  readonly sql: string;
}

/** The view of the rows of `node`. */
export function view(node: PlanNode, query: string): Statement {
  return { name: node.id, sql: `CREATE TEMPORARY VIEW ${quoted(node.id)} AS\n${query}` };
}
