import type { Schema } from '../../data/types.ts';
import { sameSchema } from '../../data/types.ts';
import type { Problems } from '../check/problems.ts';
import { quote } from '../check/quote.ts';
import type { DraftInput } from '../graph/draft.ts';
import type { Stream } from './stream.ts';
import { UNKNOWN } from './stream.ts';

/**
 * The rows of several inputs as one: they have event time where all have it. Different schemas are reported where `written`
 * names the input; `reader` is what reads them all.
 */
export function commonStream(
  inputs: readonly Stream[],
  written: readonly DraftInput[],
  { reader, problems }: { readonly reader: 'sink' | 'union'; readonly problems: Problems },
): Stream {
  const first = inputs.find(({ schema }) => schema !== null)?.schema ?? null;
  let isOne = true;
  for (const [i, { schema }] of inputs.entries()) {
    if (!first || !schema || sameSchema(first, schema)) continue;
    const { offset, path, from } = written[i]!;
    const words = `the rows of ${quote(from ?? '')} have other columns than those before (${differenceOf(first, schema)})`;
    problems.add(offset, path, `${words}, all inputs of a ${reader} need the same columns`);
    isOne = false;
  }
  const isKnown = 0 < inputs.length && inputs.every(({ schema }) => schema !== null);
  // A sink of the first schema can still be checked; what reads a union goes on with its columns.
  if (!isKnown || !isOne) return { ...UNKNOWN, schema: first };
  return {
    schema: first,
    hasEventTime: inputs.every(({ hasEventTime }) => hasEventTime === true),
    window: commonWindow(inputs),
  };
}

/** The columns that say of the rows of every input in which window they are. */
function commonWindow([first, ...others]: readonly Stream[]): Stream['window'] {
  const { start, end } = first?.window ?? {};
  return others.every(({ window }) => window?.start === start && window?.end === end) ? first?.window : undefined;
}

/** The first column in which two schemas differ: `unit string instead of max double`. */
function differenceOf(left: Schema, right: Schema): string {
  const at = left.findIndex((field, i) => field.name !== right[i]?.name || field.type !== right[i].type);
  const [a, b] = [left, right].map((schema) => schema[at === -1 ? left.length : at]);
  return `${b ? `${b.name} ${b.type}` : 'none'} instead of ${a ? `${a.name} ${a.type}` : 'none'}`;
}
