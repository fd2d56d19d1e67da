import type { NumberColumn } from '../../data/column.ts';
import type { Expression, CallExpression } from '../expression.ts';
import type { Kernel } from '../kernel.ts';
import { booleanColumn } from '../columns.ts';
import type { Compile } from '../definition.ts';

/**
 * The `AND` of two or three comparisons of columns with literals, as in `x > 80 AND y <= 3`, in one loop; null where `call` is something else.
 * `otherwise` computes it where a column has nulls.
 */
export function compileBounds(call: CallExpression, compile: Compile, otherwise: () => Kernel): Kernel | null {
  const bounds = call.arguments.map(boundOf);
  if (3 < bounds.length || !bounds.every((bound) => bound !== null)) return null;
  const [first, second, third] = bounds;
  const general = otherwise();
  return {
    type: 'boolean',
    evaluate(batch, failures) {
      const columns = bounds.map(({ place }) => batch.columns[place] as NumberColumn);
      if (columns.some(({ nulls }) => nulls !== null)) return general.evaluate(batch, failures);
      const [x, y, z] = columns.map(({ values }) => values);
      const result = compile.arrays.bytes(batch.length);
      if (third === undefined) markTwo(result, [x!, first!], [y!, second!]);
      else markThree(result, [x!, first!], [y!, second!], [z!, third]);
      return booleanColumn(result, null);
    },
  };
}

/** That `factor` times the column at `place` is above `limit`. */
interface Bound {
  readonly place: number;
  readonly factor: 1 | -1;
  readonly limit: number;
}

type Bounded = readonly [values: Float64Array, bound: Bound];

function markTwo(
  result: Uint8Array,
  [x, { factor: f, limit: a }]: Bounded,
  [y, { factor: g, limit: b }]: Bounded,
): void {
  for (let i = 0; i < result.length; i++) result[i] = Number(a < x[i]! * f) & Number(b < y[i]! * g);
}

function markThree(result: Uint8Array, ...bounded: readonly [Bounded, Bounded, Bounded]): void {
  const [[x, { factor: f, limit: a }], [y, { factor: g, limit: b }], [z, { factor: h, limit: c }]] = bounded;
  for (let i = 0; i < result.length; i++) {
    result[i] = Number(a < x[i]! * f) & Number(b < y[i]! * g) & Number(c < z[i]! * h);
  }
}

const TURNED: Readonly<Record<string, string>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' };

function boundOf(expression: Expression): Bound | null {
  if (expression.kind !== 'call' || !(expression.name in TURNED)) return null;
  const [left, right] = expression.arguments;
  const isTurned = left?.kind === 'literal';
  const [column, literal] = isTurned ? [right!, left] : [left!, right!];
  if (column.kind !== 'column' || literal.kind !== 'literal' || typeof literal.value !== 'number') return null;
  const place = column.index;
  const { value } = literal;
  switch (isTurned ? TURNED[expression.name] : expression.name) {
    case '>':
      return { place, factor: 1, limit: value };
    case '>=':
      return { place, factor: 1, limit: below(value) };
    case '<':
      return { place, factor: -1, limit: -value };
    default:
      return { place, factor: -1, limit: below(-value) };
  }
}

/** The double next below: between the two there is none, so what is above it is `value` or more. */
function below(value: number): number {
  if (value === 0) return -Number.MIN_VALUE;
  const doubles = Float64Array.of(value);
  const bits = new BigInt64Array(doubles.buffer);
  bits[0]! += 0 < value ? -1n : 1n;
  return doubles[0]!;
}
