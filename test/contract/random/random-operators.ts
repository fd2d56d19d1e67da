import type { Type } from '../../reference/value.ts';
import type { Case } from './random-case.ts';
import { ExpressionMaker } from './random-expression.ts';
import { randomDeduplicate } from './random-keyed.ts';
import type { RandomColumn } from './random-values.ts';
import { randomWindow } from './random-window.ts';
import type { Random } from './random.ts';

/** What a node gives. */
export interface Stream {
  readonly id: string;
  readonly columns: readonly RandomColumn[];
  /** Its rows are results of windows, with `window_start` and `window_end`. */
  readonly isWindowed: boolean;
}

/** An operator as it stands in a document, and what it gives. */
export interface RandomOperator {
  readonly keys: Readonly<Record<string, unknown>>;
  readonly columns: readonly RandomColumn[];
  readonly isWindowed: boolean;
  readonly hasLate?: boolean;
}

type Make = (random: Random, input: Stream) => RandomOperator | null;

const TYPES: readonly Type[] = ['string', 'double', 'bigint', 'boolean', 'timestamp'];

const MAKERS: readonly Make[] = [filter, select, extend, randomWindow, randomWindow, randomDeduplicate];

/** A tree of random operators behind `input`, and a sink for all that nobody reads and some of the rest. */
export function randomOperators(random: Random, input: Stream): Pick<Case['document'], 'operators' | 'sinks'> {
  const streams = [input];
  const operators: Record<string, { readonly inputs: readonly string[] }> = {};
  const sinks: Record<string, { readonly type: 'console'; readonly inputs: readonly string[] }> = {};
  const print = (id: string): void => {
    sinks[`print-${id.replace('.', '-')}`] = { type: 'console', inputs: [id] };
  };
  for (let i = 1, count = random.integer(1, 6); i <= count; i++) {
    // Mostly the stream before, so that chains get long.
    const from = random.chance(0.6) ? streams.at(-1)! : random.pick(streams);
    const made = random.pick(MAKERS)(random, from);
    if (made === null) continue;
    const id = `op${i}`;
    operators[id] = { ...made.keys, inputs: [from.id] };
    streams.push({ id, columns: made.columns, isWindowed: made.isWindowed });
    if (made.hasLate && random.chance(0.5)) {
      const late = { ...from, id: `${id}.late`, isWindowed: false };
      if (random.chance(0.3)) streams.push(late);
      print(late.id);
    }
  }
  const read = new Set(Object.values(operators).flatMap(({ inputs }) => inputs));
  for (const { id } of streams) if (!read.has(id) || random.chance(0.3)) print(id);
  return { operators, sinks };
}

function filter(random: Random, input: Stream): RandomOperator {
  const where = new ExpressionMaker(random, input.columns).make('boolean', random.integer(1, 4));
  return { keys: { type: 'filter', where }, columns: input.columns, isWindowed: input.isWindowed };
}

function select(random: Random, input: Stream): RandomOperator {
  const computed = randomComputed(random, input, ['c1', 'c2', 'c3', 'c4'].slice(0, random.integer(0, 4)));
  const kept = random.some(input.columns, 0.7);
  const first = kept.length + computed.columns.length === 0 ? [input.columns[0]!] : kept;
  return {
    keys: {
      type: 'select',
      columns: { ...Object.fromEntries(first.map(({ name }) => [name, `\`${name}\``])), ...computed.texts },
    },
    columns: merged(first, computed.columns),
    isWindowed: false,
  };
}

function extend(random: Random, input: Stream): RandomOperator {
  const names = ['e1', 'e2', 'e3'].map((name) => `${name}-${input.id}`).slice(0, random.integer(1, 3));
  const fresh = names.filter((name) => input.columns.every((each) => each.name !== name));
  const computed = randomComputed(random, input, fresh);
  if (computed.columns.length === 0) return filter(random, input);
  return {
    keys: { type: 'extend', columns: computed.texts },
    columns: [...input.columns, ...computed.columns],
    isWindowed: input.isWindowed,
  };
}

function randomComputed(random: Random, input: Stream, names: readonly string[]) {
  const maker = new ExpressionMaker(random, input.columns);
  const made = names.map((name) => {
    const type = random.pick(TYPES);
    return { name, type, nature: 'wild' as const, text: maker.make(type, random.integer(1, 5)) };
  });
  return {
    columns: made.map(({ name, type, nature }): RandomColumn => ({ name, type, nature })),
    texts: Object.fromEntries(made.map(({ name, text }) => [name, text])),
  };
}

function merged(first: readonly RandomColumn[], then: readonly RandomColumn[]): readonly RandomColumn[] {
  return [...new Map([...first, ...then].map((each) => [each.name, each])).values()];
}
