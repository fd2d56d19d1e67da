import { durationMs } from '../document.ts';
import { isSame } from '../value.ts';
import type { Columns, Row, Type, Value } from '../value.ts';
import type { Operator, Surroundings } from './operator.ts';

/** Pairs of rows that are near in time; it keeps all rows, and looks at each of them for each row that comes. */
export function intervalJoin({ text, inputs, give, giveLate }: Surroundings): Operator {
  const [left, right] = inputs as [Columns, Columns];
  const on = text.on as readonly (readonly [string, string])[];
  const [least, most] = text.between.map(durationMs) as [number, number];
  const kept: [Row[], Row[]] = [[], []];

  const isPair = (l: Row, r: Row): boolean => {
    const distance = r.time! - l.time!;
    return least <= distance && distance <= most && on.every(([a, b]) => isEqual(l.values.get(a)!, r.values.get(b)!));
  };

  return {
    columns: new Map<string, Type>([...prefixed('left_', left, right), ...prefixed('right_', right, left)]),
    take(row, watermark, input) {
      if (row.time! < watermark) {
        giveLate(row, input);
        return;
      }
      const others = [...kept[1 - input]!].sort((a, b) => a.time! - b.time!);
      for (const other of others) {
        const [l, r] = input === 0 ? [row, other] : [other, row];
        if (!isPair(l, r)) continue;
        const values = new Map([...prefixed('left_', l.values, right), ...prefixed('right_', r.values, left)]);
        give({ values, time: Math.max(l.time!, r.time!) });
      }
      kept[input]!.push(row);
    },
    advance() {},
  };
}

/** A null in `on` matches nothing. */
function isEqual(a: Value, b: Value): boolean {
  return a !== null && b !== null && isSame(a, b);
}

/** `columns` with the names that they have in a pair. */
function prefixed<T>(
  prefix: string,
  columns: ReadonlyMap<string, T>,
  others: ReadonlyMap<string, unknown>,
): [string, T][] {
  return [...columns].map(([name, each]) => [others.has(name) ? prefix + name : name, each]);
}
