import { evaluate } from '../sql/evaluate.ts';
import { parse } from '../sql/parse.ts';
import type { AggregateCall } from '../sql/syntax.ts';
import { typeOf } from '../sql/type-of.ts';
import { exact, finite, keyText } from '../value.ts';
import type { Columns, Row, Type, Value } from '../value.ts';
import type { Operator, Surroundings } from './operator.ts';

/** The input, and of each key values of the rows before; it keeps all rows that could be computed. */
export function lag({ text, inputs, give }: Surroundings): Operator {
  const columns = inputs[0]!;
  const added = Object.entries(text.columns).map(([name, each]) => ({ name, expression: parse(each) }));
  const history = new Map<string, readonly Row[]>();
  return {
    columns: new Map<string, Type>([
      ...columns,
      ...added.map(({ name, expression }) => [name, typeOf(expression, columns)!] as const),
    ]),
    take(row) {
      const key = keyText(row, text.key ?? []);
      const rows = [...(history.get(key) ?? []), row];
      const values = new Map(row.values);
      for (const { name, expression } of added) {
        const scope = { columns, values: row.values, aggregate: (call: AggregateCall) => ofRows(call, rows, columns) };
        values.set(name, evaluate(expression, scope));
      }
      history.set(key, rows);
      give({ ...row, values });
    },
    advance() {},
  };
}

/** What `call` gives at the last of `rows`. */
function ofRows(call: AggregateCall, rows: readonly Row[], columns: Columns): Value {
  const [argument, parameter] = call.operands as [AggregateCall, AggregateCall | undefined];
  const values = rows.map((row) => evaluate(argument, { columns, values: row.values }));
  const given = parameter && Number(evaluate(parameter, { columns, values: new Map() }));
  const [before, now] = [values.at(-2) ?? null, values.at(-1)!];
  switch (call.name) {
    case 'lag':
      return values.at(-1 - (given ?? 1)) ?? null;
    case 'delta':
      return before === null || now === null ? null : difference(now, before);
    case 'rate': {
      if (before === null || now === null) return null;
      return finite((Number(now) - Number(before)) / ((rows.at(-1)!.time! - rows.at(-2)!.time!) / 1000));
    }
    default:
      return average(values, given!);
  }
}

function difference(now: NonNullable<Value>, before: NonNullable<Value>): Value {
  if (typeof now === 'bigint') return exact(now - (before as bigint));
  if (now instanceof Date) return exact(BigInt(now.getTime()) - BigInt((before as Date).getTime()));
  return finite((now as number) - (before as number));
}

/** Nulls are passed over. */
function average(values: readonly Value[], alpha: number): Value {
  let average: number | null = null;
  for (const value of values) {
    if (value === null) continue;
    const next: number = average === null ? Number(value) : alpha * Number(value) + (1 - alpha) * average;
    // Between two numbers there is always one, though rounding may step over the largest.
    average = Math.max(-Number.MAX_VALUE, Math.min(Number.MAX_VALUE, next));
  }
  return average;
}
