import { evaluate } from '../sql/evaluate.ts';
import { parse } from '../sql/parse.ts';
import { typeOf } from '../sql/type-of.ts';
import type { Columns, Row, Value } from '../value.ts';
import type { Operator, Surroundings } from './operator.ts';

/** The rows for which `where` is TRUE. */
export function filter({ text, inputs, give }: Surroundings): Operator {
  const columns = inputs[0]!;
  const where = parse(text.where);
  return {
    columns,
    take(row) {
      if (evaluate(where, { columns, values: row.values }) === true) give(row);
    },
    advance() {},
  };
}

/** The computed columns only. */
export function select(surroundings: Surroundings): Operator {
  return project(surroundings, new Map());
}

/** The input's columns and the computed ones. */
export function extend(surroundings: Surroundings): Operator {
  return project(surroundings, surroundings.inputs[0]!);
}

/** All rows of all inputs. */
export function union({ inputs, give }: Surroundings): Operator {
  return { columns: inputs[0]!, take: (row) => give(row), advance() {} };
}

function project({ text, inputs, give }: Surroundings, kept: Columns): Operator {
  const columns = inputs[0]!;
  const computed = Object.entries(text.columns).map(([name, each]) => ({ name, expression: parse(each) }));
  return {
    columns: new Map([
      ...kept,
      ...computed.map(({ name, expression }) => [name, typeOf(expression, columns)!] as const),
    ]),
    take(row: Row) {
      const values = new Map<string, Value>([...kept.keys()].map((name) => [name, row.values.get(name)!]));
      for (const { name, expression } of computed)
        values.set(name, evaluate(expression, { columns, values: row.values }));
      give({ ...row, values });
    },
    advance() {},
  };
}
