import { ExpressionMaker } from './random-expression.ts';
import type { RandomOperator, Stream } from './random-operators.ts';
import type { RandomColumn } from './random-values.ts';
import type { Random } from './random.ts';
import { keyColumns } from './random-window.ts';

const STEPS = ['one', 'two', 'three'];

/** A pattern over `input`; null where it has nothing to look at. */
export function randomPattern(random: Random, input: Stream): RandomOperator | null {
  const usable = input.columns.filter(({ nature }) => nature !== 'rough');
  if (usable.length === 0) return null;
  const names = STEPS.slice(0, random.integer(1, 3));
  const columns = random.list(random.integer(1, 3), (i) => randomMeasure(random, `p${i}`, { usable, names }));
  return {
    keys: {
      type: 'pattern',
      key: keyColumns(random, input).map(({ name }) => name),
      sequence: names.map((name) => randomStep(random, name, usable)),
      ...(random.chance(0.7) ? { within: random.pick(['1ms', '100ms', '3s', '10s', '1h']) } : {}),
      columns: Object.fromEntries(columns.map(({ name, text }) => [name, text])),
      ...(random.chance(0.4) ? { after_match: random.pick(['skip_past_last', 'skip_to_next']) } : {}),
    },
    columns: columns.map(({ name, type, nature }) => ({ name, type, nature })),
    isWindowed: false,
    lateOutputs: ['late'],
  };
}

function randomStep(random: Random, name: string, usable: readonly RandomColumn[]): Readonly<Record<string, unknown>> {
  const min = random.integer(1, 2);
  return {
    name,
    where: randomCondition(random, usable),
    ...(random.chance(0.3) ? { times: random.pick([2, 3, { min, max: min + random.integer(0, 2) }]) } : {}),
    ...(random.chance(0.25) ? { next: true } : {}),
    ...(random.chance(0.25) ? { consecutive: true } : {}),
  };
}

/** One that holds for many rows, so that there are matches. */
function randomCondition(random: Random, usable: readonly RandomColumn[]): string {
  const numbers = usable.filter(({ type }) => type === 'bigint' || type === 'double');
  if (numbers.length === 0 || random.chance(0.2)) return new ExpressionMaker(random, usable).make('boolean', 2);
  return `\`${random.pick(numbers).name}\` ${random.pick(['<', '>', '<=', '<>'])} ${random.integer(-3, 3)}`;
}

interface Measured {
  readonly usable: readonly RandomColumn[];
  readonly names: readonly string[];
}

function randomMeasure(random: Random, name: string, { usable, names }: Measured): RandomColumn & { text: string } {
  const { name: column, type } = random.pick(usable);
  const read = `${random.pick(names)}.\`${column}\``;
  const called = random.pick(['', '', 'first', 'last', 'min', 'max', 'count']);
  if (called === 'count') return { name, type: 'bigint', nature: 'tame', text: `count(${read})` };
  return { name, type, nature: 'wild', text: called === '' ? read : `${called}(${read})` };
}
