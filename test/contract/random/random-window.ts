import { ExpressionMaker } from './random-expression.ts';
import type { RandomOperator, Stream } from './random-operators.ts';
import type { RandomColumn } from './random-values.ts';
import type { Random } from './random.ts';

/** A random window over `input`. */
export function randomWindow(random: Random, input: Stream): RandomOperator {
  const window = randomSpan(random);
  const isCount = window['type'] === 'count';
  const key = keyColumns(random, input);
  const aggregates = randomAggregates(random, input, key);
  return {
    keys: {
      type: 'window',
      window,
      ...(0 < key.length || random.chance(0.5) ? { key: key.map(({ name }) => name) } : {}),
      aggregate: Object.fromEntries(aggregates.map(({ name, text }) => [name, text])),
      ...(!isCount && random.chance(0.4) ? { allowed_lateness: random.pick(['1ms', '1s', '10s', '1h']) } : {}),
    },
    columns: [
      ...key,
      { name: 'window_start', type: 'timestamp', nature: 'tame' },
      { name: 'window_end', type: 'timestamp', nature: 'tame' },
      ...aggregates.map(({ name, type, nature }) => ({ name, type, nature })),
    ],
    isWindowed: !isCount,
    lateOutputs: isCount ? [] : ['late'],
  };
}

function randomSpan(random: Random): Readonly<Record<string, unknown>> {
  // An offset is shorter than any of the sizes.
  const offset = random.chance(0.3) ? { offset: random.pick(['1ms', '-1ms', '4ms', '-3ms']) } : {};
  const size = random.pick(['5ms', '10ms', '1s', '10s', '7777ms', '1h']);
  switch (random.integer(0, 5)) {
    case 0:
    case 1:
      return { type: 'tumbling', size, ...offset };
    case 2: {
      const [long, slide] = random.pick([
        ['10ms', '5ms'],
        ['5ms', '7ms'],
        ['10s', '3s'],
        ['1s', '4s'],
        ['7777ms', '1s'],
        ['2s', '2s'],
        ['10s', '11s'],
      ] as const);
      return { type: 'sliding', size: long, slide, ...offset };
    }
    case 3:
      return { type: 'session', gap: random.pick(['1ms', '5ms', '500ms', '1s', '5s', '1m']) };
    case 4: {
      const [long, step] = random.pick([
        ['10ms', '5ms'],
        ['10s', '2s'],
        ['1h', '10m'],
        ['3s', '1s'],
      ] as const);
      return { type: 'cumulate', size: long, step };
    }
    default:
      return { type: 'count', size: random.integer(1, 5) };
  }
}

/** No column of a window's results may be called as another. */
export function keyColumns(random: Random, input: Stream): readonly RandomColumn[] {
  return random
    .shuffled(input.columns)
    .filter(({ name, nature }) => nature !== 'rough' && !/^(window_start|window_end|a\d)$/.test(name))
    .sort((a, b) => Number(b.name === 'k') - Number(a.name === 'k'))
    .slice(0, random.pick([0, 1, 1, 1, 2, 3]));
}

interface RandomAggregate extends RandomColumn {
  readonly text: string;
}

function randomAggregates(random: Random, input: Stream, key: readonly RandomColumn[]): RandomAggregate[] {
  const taken = new Set(key.map(({ name }) => name));
  const names = ['a1', 'a2', 'a3', 'a4', 'a5'].filter((name) => !taken.has(name)).slice(0, random.integer(1, 5));
  return names.map((name) => ({ name, ...randomAggregate(random, input) }));
}

function randomAggregate(random: Random, input: Stream): Omit<RandomAggregate, 'name'> {
  const usable = input.columns.filter(({ nature }) => nature !== 'rough');
  const tame = usable.filter(({ type, nature }) => nature === 'tame' && (type === 'bigint' || type === 'double'));
  const choice = random.integer(0, 12);
  if (choice <= 1 || usable.length === 0) return { text: 'count(*)', type: 'bigint', nature: 'tame' };
  if (choice <= 4) {
    const { name, type, nature } = random.pick(usable);
    const called = random.pick(['min', 'max', 'first', 'last', 'count', 'MIN', 'Max']);
    return called === 'count'
      ? { text: `count(\`${name}\`)`, type: 'bigint', nature: 'tame' }
      : { text: `${called}(\`${name}\`)`, type, nature };
  }
  if (choice === 5) {
    const type = random.pick(['bigint', 'double', 'string', 'boolean', 'timestamp'] as const);
    const argument = new ExpressionMaker(random, usable).make(type, random.integer(1, 3));
    return { text: `${random.pick(['min', 'max', 'first', 'last'])}(${argument})`, type, nature: 'wild' };
  }
  if (choice === 10) return { text: `count(distinct \`${random.pick(usable).name}\`)`, type: 'bigint', nature: 'tame' };
  if (tame.length === 0) return { text: 'count(*)', type: 'bigint', nature: 'tame' };
  const { name, type } = random.pick(tame);
  const column = `\`${name}\``;
  if (choice === 6) return { text: `sum(${column})`, type, nature: 'tame' };
  if (choice === 7) return { text: `avg(${column})`, type: 'double', nature: 'wild' };
  if (choice === 8) {
    const called = random.pick(['stddev_pop', 'stddev_samp', 'var_pop', 'var_samp']);
    return { text: `${called}(${column})`, type: 'double', nature: 'rough' };
  }
  if (choice === 11) {
    const share = random.pick(['0', '0.5', '0.95', '1', '0.01']);
    return { text: `percentile(${column}, ${share})`, type: 'double', nature: 'rough' };
  }
  if (choice === 12) return { text: `rate(${column})`, type: 'double', nature: 'rough' };
  return random.pick([
    { text: `sum(${column}) / count(*)`, type, nature: 'wild' },
    { text: `max(${column}) - min(${column})`, type, nature: 'wild' },
    { text: `COALESCE(sum(${column}), 0) * 2`, type, nature: 'wild' },
    { text: `IF(count(${column}) > 2, first(${column}), last(${column}))`, type, nature: 'wild' },
    { text: `CAST(count(*) AS STRING) || ':' || CAST(max(${column}) AS STRING)`, type: 'string', nature: 'wild' },
    { text: `min(${column}) % count(*)`, type, nature: 'wild' },
  ] as const);
}
