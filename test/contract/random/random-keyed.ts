import { ExpressionMaker } from './random-expression.ts';
import type { RandomOperator, Stream } from './random-operators.ts';
import type { RandomColumn } from './random-values.ts';
import type { Random } from './random.ts';
import { keyColumns } from './random-window.ts';

/** A random deduplicate over `input`. */
export function randomDeduplicate(random: Random, input: Stream): RandomOperator {
  const key = keyColumns(random, input).map(({ name }) => name);
  const compared = random
    .shuffled(input.columns.filter(({ nature }) => nature !== 'rough'))
    .slice(0, random.integer(1, 2));
  const isChanged = random.chance(0.5) && 0 < compared.length;
  return {
    keys: {
      type: 'deduplicate',
      key,
      ...(isChanged ? { keep: 'changed', on: compared.map(({ name }) => name) } : {}),
      ...(random.chance(0.6) ? { ttl: random.pick(['1ms', '100ms', '1s', '10s', '1h']) } : {}),
    },
    columns: input.columns,
    isWindowed: input.isWindowed,
  };
}

/** A random lag over `input`; null where there is no name left for its columns. */
export function randomLag(random: Random, input: Stream): RandomOperator | null {
  const usable = input.columns.filter(({ nature }) => nature !== 'rough');
  const names = ['l1', 'l2', 'l3'].filter((name) => input.columns.every((each) => each.name !== name));
  if (usable.length === 0 || names.length === 0) return null;
  const added = names.slice(0, random.integer(1, 3)).map((name) => ({ name, ...randomLookBack(random, usable) }));
  return {
    keys: {
      type: 'lag',
      key: keyColumns(random, input).map(({ name }) => name),
      columns: Object.fromEntries(added.map(({ name, text }) => [name, text])),
    },
    columns: [...input.columns, ...added.map(({ name, type }) => ({ name, type, nature: 'wild' as const }))],
    isWindowed: input.isWindowed,
  };
}

function randomLookBack(
  random: Random,
  columns: readonly RandomColumn[],
): Pick<RandomColumn, 'type'> & { text: string } {
  const { name, type } = random.pick(columns);
  const column = `\`${name}\``;
  const isNumber = type === 'bigint' || type === 'double';
  const whole = type === 'timestamp' ? 'bigint' : type;
  if (!isNumber || random.chance(0.3)) {
    if (random.chance(0.3)) {
      const text = new ExpressionMaker(random, columns).make(type, random.integer(1, 3));
      return { text: `lag(${text}, ${random.integer(1, 3)})`, type };
    }
    if (type === 'timestamp' && random.chance(0.5)) return { text: `delta(${column})`, type: 'bigint' };
    return { text: random.pick([`lag(${column})`, `LAG(${column}, 2)`, `COALESCE(lag(${column}), ${column})`]), type };
  }
  return random.pick([
    { text: `delta(${column})`, type: whole },
    { text: `rate(${column})`, type: 'double' },
    { text: `ewma(${column}, 0.25)`, type: 'double' },
    { text: `${column} / delta(${column})`, type: whole },
  ] as const);
}

/** A random top_n over `input`; null where it is no window's. */
export function randomTopN(random: Random, input: Stream): RandomOperator | null {
  const usable = input.columns.filter(({ nature }) => nature !== 'rough');
  if (!input.isWindowed || usable.length === 0 || input.columns.some(({ name }) => name === 'rank')) return null;
  const order = random.shuffled(usable).slice(0, random.integer(1, 2));
  return {
    keys: {
      type: 'top_n',
      key: keyColumns(random, input).map(({ name }) => name),
      order_by: order.map(({ name }) => `\`${name}\`${random.pick(['', ' asc', ' desc'])}`),
      n: random.integer(1, 4),
    },
    columns: [...input.columns, { name: 'rank', type: 'bigint', nature: 'tame' }],
    isWindowed: true,
    lateOutputs: ['late'],
  };
}
