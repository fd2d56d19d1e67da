import type { RandomOperator, Stream } from './random-operators.ts';
import type { RandomColumn } from './random-values.ts';
import type { Random } from './random.ts';

/** A union of `input` and streams that have the same columns; null where there are none. */
export function randomUnion(random: Random, input: Stream, streams: readonly Stream[]): RandomOperator | null {
  const others = streams.filter((each) => each.id !== input.id && schemaText(each) === schemaText(input));
  // A stream may be united with itself.
  const candidates = [...others, ...(random.chance(0.3) ? [input] : [])];
  if (candidates.length === 0) return null;
  const inputs = random.shuffled([input, ...random.shuffled(candidates).slice(0, random.integer(1, 2))]);
  return { keys: { type: 'union' }, inputs, columns: merged(inputs), isWindowed: false };
}

function schemaText({ columns }: Stream): string {
  return JSON.stringify(columns.map(({ name, type }) => [name, type]));
}

const NATURES = ['tame', 'wild', 'rough'] as const;

/** A column is as bad as the worst that it comes from. */
function merged(inputs: readonly Stream[]): readonly RandomColumn[] {
  return inputs[0]!.columns.map((column, i) => {
    const worst = Math.max(...inputs.map(({ columns }) => NATURES.indexOf(columns[i]!.nature)));
    return { ...column, nature: NATURES[worst]! };
  });
}

/** A join of two streams; null where they have no columns of one type or a name would be there twice. */
export function randomJoin(random: Random, left: Stream, streams: readonly Stream[]): RandomOperator | null {
  const right = random.pick(streams);
  const pairs = left.columns.flatMap((l) =>
    right.columns.filter((r) => isAlike(l, r)).map((r) => [l.name, r.name] as const),
  );
  if (pairs.length === 0) return null;
  const columns = [...prefixed('left_', left, right), ...prefixed('right_', right, left)];
  if (new Set(columns.map(({ name }) => name)).size < columns.length || 24 < columns.length) return null;
  const byKey = pairs.filter(([l, r]) => l === 'k' && r === 'k');
  const on = 0 < byKey.length && random.chance(0.7) ? byKey : [random.pick(pairs)];
  const between = random.pick([
    ['-5s', '5s'],
    ['0s', '0s'],
    ['-1ms', '1ms'],
    ['1s', '3s'],
    ['-3s', '-1s'],
    ['-100ms', '2s'],
  ]);
  return {
    keys: { type: 'interval_join', on, between },
    inputs: [left, right],
    columns,
    isWindowed: false,
    lateOutputs: ['late', 'late-right'],
  };
}

function isAlike(a: RandomColumn, b: RandomColumn): boolean {
  return a.type === b.type && a.nature !== 'rough' && b.nature !== 'rough';
}

function prefixed(prefix: string, own: Stream, other: Stream): RandomColumn[] {
  const names = new Set(other.columns.map(({ name }) => name));
  return own.columns.map((each) => ({ ...each, name: names.has(each.name) ? prefix + each.name : each.name }));
}
