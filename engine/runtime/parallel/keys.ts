import type { OperatorNode, OperatorOptions, PlanInput } from '../../document/plan.ts';

/** Places of columns that rows are dealt by, in the order of the key; null where the rows of a key may be anywhere. */
export type DealtBy = readonly number[] | null;

/** The places of the key in the rows of each input of an operator, which needs all rows of a key together; null of one that needs nothing. */
export function keysOf({ operator, inputs }: OperatorNode): readonly (readonly number[])[] | null {
  switch (operator.type) {
    case 'filter':
    case 'select':
    case 'extend':
    case 'union':
      return null;
    case 'interval_join':
      return [operator.on.map(({ left }) => left), operator.on.map(({ right }) => right)];
    default:
      return inputs.map(() => operator.key);
  }
}

/** By what the rows of an output are dealt, where those of each input are dealt by `inputs`. */
export function outputDealtBy(
  { operator }: OperatorNode,
  output: PlanInput['output'],
  inputs: readonly DealtBy[],
): DealtBy {
  if (output === 'late') return inputs[0]!;
  if (output === 'late-right') return inputs[1]!;
  switch (operator.type) {
    case 'window':
      // Its results begin with the key.
      return operator.key.map((_, place) => place);
    case 'select':
      return selected(operator, inputs[0]!);
    case 'pattern':
      return null;
    case 'union':
      return inputs.every((each) => sameKey(each, inputs[0]!)) ? inputs[0]! : null;
    default:
      // All others begin with the columns of their first input.
      return inputs[0]!;
  }
}

/** Whether both are the same columns in the same order. */
export function sameKey(left: DealtBy, right: DealtBy): boolean {
  if (left === null || right === null) return left === right;
  return left.length === right.length && left.every((place, i) => place === right[i]);
}

function selected({ columns }: Extract<OperatorOptions, { type: 'select' }>, dealtBy: DealtBy): DealtBy {
  if (dealtBy === null) return null;
  const places = dealtBy.map((place) =>
    columns.findIndex(({ expression }) => expression.kind === 'column' && expression.index === place),
  );
  return places.includes(-1) ? null : places;
}
