import type { Type } from '../../reference/value.ts';
import type { Case } from './random-case.ts';
import { ExpressionMaker } from './random-expression.ts';
import { randomDeduplicate, randomLag, randomTopN } from './random-keyed.ts';
import type { RandomColumn } from './random-values.ts';
import { randomJoin, randomUnion } from './random-meetings.ts';
import { randomPattern } from './random-pattern.ts';
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
  /** Where it takes others than the stream that it was asked for. */
  readonly inputs?: readonly Stream[];
  /** The side outputs with the late rows of each input. */
  readonly lateOutputs?: readonly string[];
}

/** An operator over `input`, or over it and others of `streams`; null where there is none. */
type Make = (random: Random, input: Stream, streams: readonly Stream[]) => RandomOperator | null;

const TYPES: readonly Type[] = ['string', 'double', 'bigint', 'boolean', 'timestamp'];

const MAKERS: readonly Make[] = [
  filter,
  select,
  extend,
  randomWindow,
  randomWindow,
  randomUnion,
  randomDeduplicate,
  randomLag,
  randomTopN,
  randomTopN,
  randomJoin,
  randomPattern,
];

/** Joins multiply rows, so there are few. */
const JOINS_MAX = 2;

type Nodes = Pick<Case['document'], 'operators' | 'sinks'>;

/** A graph of random operators behind `sources`, and a sink for all that nobody reads and some of the rest. */
export function randomOperators(random: Random, sources: readonly Stream[]): Nodes {
  const graph = new Graph(random, sources);
  // Mostly few: small graphs are many times as fast, and show most of what there is to see.
  for (let i = 1, count = random.pick([1, 1, 2, 2, 3, 4, 7]); i <= count; i++) graph.addOperator(`op${i}`);
  return graph.finished();
}

class Graph {
  readonly #random: Random;
  readonly #streams: Stream[];
  readonly #operators: Record<string, { readonly inputs: readonly string[] }> = {};
  readonly #sinks: Record<string, { readonly type: 'console'; readonly inputs: readonly string[] }> = {};
  #joins = 0;

  constructor(random: Random, sources: readonly Stream[]) {
    this.#random = random;
    this.#streams = [...sources];
  }

  addOperator(id: string): void {
    const random = this.#random;
    // Mostly the stream before, so that chains get long.
    const from = random.chance(0.6) ? this.#streams.at(-1)! : random.pick(this.#streams);
    const make = random.pick(MAKERS);
    if (make === randomJoin && this.#joins++ === JOINS_MAX) return;
    const made = make(random, from, this.#streams);
    if (made === null) return;
    const inputs = made.inputs ?? [from];
    this.#operators[id] = { ...made.keys, inputs: inputs.map((each) => each.id) };
    this.#streams.push({ id, columns: made.columns, isWindowed: made.isWindowed });
    for (const [i, output] of (made.lateOutputs ?? []).entries()) {
      if (!random.chance(0.4)) continue;
      const late = { ...inputs[i]!, id: `${id}.${output}`, isWindowed: false };
      if (random.chance(0.4)) this.#streams.push(late);
      this.#print(late.id);
    }
  }

  finished(): Nodes {
    const read = new Set(Object.values(this.#operators).flatMap(({ inputs }) => inputs));
    for (const { id } of this.#streams) if (!read.has(id) || this.#random.chance(0.3)) this.#print(id);
    return { operators: this.#operators, sinks: this.#sinks };
  }

  #print(id: string): void {
    this.#sinks[`print-${id.replace('.', '-')}`] = { type: 'console', inputs: [id] };
  }
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
