import type { RandomOperator, Stream } from './random-operators.ts';
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
