import type { OperatorNode, PlanNode, TopNOptions } from '../../document/plan.ts';
import { sqlOf } from './expression.ts';
import { columnScope, passed, passedTime, select, viewOf } from './select.ts';
import type { Statement } from './statement.ts';
import { view } from './statement.ts';
import { quoted, unusedName } from './text.ts';
import type { Writing } from './writing.ts';

type TopNNode = OperatorNode & { readonly operator: TopNOptions };

/** `top_n`: rows numbered within their window and key, of which the first go on. */
export function topNView(node: TopNNode, writing: Writing): Statement[] {
  const [input] = node.inputs;
  const schema = writing.schemaOf(input!);
  const { window, key, orderBy, n } = node.operator;
  refuseLostWindow(node, writing);
  const scope = columnScope(node, writing);
  const taken = new Set([...schema.map(({ name }) => name), writing.time, 'rank']);
  const order = orderBy.map(({ expression, isDescending }, i) => {
    const isColumn = expression.kind === 'column';
    const name = quoted(isColumn ? expression.name : unusedName(`order_${i + 1}`, taken));
    const computed = isColumn ? [] : [`${sqlOf(expression, scope)} AS ${name}`];
    return { computed, by: `${name} ${isDescending ? 'DESC' : 'ASC'} NULLS LAST` };
  });
  const source = viewOf(input!, node, writing);
  const added = order.flatMap(({ computed }) => computed);
  const from = added.length === 0 ? source : `(SELECT *, ${added.join(', ')} FROM ${source})`;
  const partition = [window.start, window.end, ...key].map((place) => quoted(schema[place]!.name)).join(', ');
  const over = `PARTITION BY ${partition} ORDER BY ${order.map(({ by }) => by).join(', ')}`;
  const columns = [...passed(node.schema), ...passedTime(node, writing)];
  const numbered = `SELECT *, ROW_NUMBER() OVER (${over}) AS \`rank\`\n  FROM ${from}`;
  return [view(node, select(columns, `FROM (\n  ${numbered}\n)\nWHERE \`rank\` <= ${n}`))];
}

/** Flink knows the window of a row through what only filters and computes; behind anything else its ranks would change again. */
function refuseLostWindow(node: TopNNode, writing: Writing): void {
  let at: PlanNode = writing.node(node.inputs[0]!);
  while (at.role === 'operator' && ['filter', 'select', 'extend'].includes(at.operator.type)) {
    at = writing.node(at.inputs[0]!);
  }
  if (at.role === 'operator' && at.operator.type === 'window') return;
  const why = `behind ${at.id} Flink no longer knows the windows of the rows; rank each window's rows by themselves`;
  writing.refuse(node, 'top_n', why);
}
