import type { ExtendOptions, FilterOptions, OperatorNode, SelectOptions, UnionOptions } from '../../document/plan.ts';
import { sqlOf } from './expression.ts';
import { columnScope, computed, passed, passedTime, select, viewOf } from './select.ts';
import type { Statement } from './statement.ts';
import { view } from './statement.ts';
import type { Writing } from './writing.ts';

type Of<O> = OperatorNode & { readonly operator: O };

/** `filter`. */
export function filterView(node: Of<FilterOptions>, writing: Writing): Statement[] {
  const where = sqlOf(node.operator.where, columnScope(node, writing));
  return [view(node, `SELECT *\nFROM ${viewOf(node.inputs[0]!, node, writing)}\nWHERE ${where}`)];
}

/** `select` and `extend`: the columns, and the event time, which goes with the row whatever columns are kept. */
export function columnsView(node: Of<SelectOptions | ExtendOptions>, writing: Writing): Statement[] {
  const { operator } = node;
  const [input] = node.inputs;
  const kept = operator.type === 'extend' ? passed(writing.schemaOf(input!)) : [];
  const columns = [...kept, ...computed(operator.columns, columnScope(node, writing)), ...passedTime(node, writing)];
  return [view(node, select(columns, `FROM ${viewOf(input!, node, writing)}`))];
}

/** `union`. */
export function unionView(node: Of<UnionOptions>, writing: Writing): Statement[] {
  const columns = [...passed(node.schema), ...passedTime(node, writing)].join(', ');
  const parts = node.inputs.map((input) => `SELECT ${columns} FROM ${viewOf(input, node, writing)}`);
  return [view(node, parts.join('\nUNION ALL\n'))];
}
