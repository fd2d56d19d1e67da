import type { ColumnType, Schema } from '../data/types.ts';
import type { OperatorNode, Plan } from '../document/plan.ts';
import { checkAggregate, checkExpression, checkMeasure } from '../expression/index.ts';
import type { CheckResult } from '../expression/index.ts';
import { Fault } from '../fault.ts';
import { inputSchemas } from '../runtime/input-schemas.ts';
import type { Claim } from './expression.ts';

/** Tells by a Fault what node `id` is told of an SQL text that is not true: here it turns out, for the compiler believed it. */
export function checkClaims(claims: readonly Claim[], id: string, plan: Plan): void {
  const node = plan.nodes.find((each): each is OperatorNode => each.id === id && each.role === 'operator');
  if (node === undefined) return;
  const [schema] = inputSchemas(plan, node);
  for (const { sql, type } of claims) {
    const found = typeOf(sql, node, schema!);
    if (found === null || found === type) continue;
    throw new Fault(
      'bad-document',
      `"${sql}" of "${id}" is declared as ${type}, but is ${found}; write sql('${found}', …)`,
    );
  }
}

/** The type of `text` where it stands in `node`; null where it has none by itself. */
function typeOf(text: string, { operator }: OperatorNode, schema: Schema): ColumnType | null {
  if (operator.type === 'pattern')
    return found(checkMeasure(text, { schema, steps: operator.steps.map(({ name }) => name) }, []));
  const overRows = found(checkExpression(text, schema));
  // Of a window an SQL text may be of its rows, inside an aggregate, or of its aggregates.
  return overRows === null && operator.type === 'window' ? found(checkAggregate(text, schema, [])) : overRows;
}

function found(checked: CheckResult): ColumnType | null {
  return 'expression' in checked ? checked.expression.type : null;
}
