import type { Column } from '../../data/column.ts';
import { Dictionary } from '../../data/dictionary.ts';
import type { ColumnType } from '../../data/types.ts';
import type { GeneratorColumn } from '../../document/plan.ts';
import { RandomStream } from './random.ts';
import { sineOfTurns } from './sine.ts';
import { Walk } from './walk.ts';

/** Rows `from` … `from + count - 1` of one column. */
export interface ColumnFiller {
  readonly type: ColumnType;
  fill(from: number, count: number): Column;
  /** What a position has to keep to go on; null: the number of the row is enough. */
  readonly walk: Walk | null;
}

/** The type that a generated column has. Numbers to choose from are bigint where all are whole, else double. */
export function generatedType(column: GeneratorColumn): ColumnType {
  switch (column.kind) {
    case 'sequence':
    case 'integer':
      return 'bigint';
    case 'time':
      return 'timestamp';
    case 'choice':
      return choiceType(column.values);
    default:
      return 'double';
  }
}

/** What makes the values of one column. Each kind has a loop of its own. */
export function createFiller(column: GeneratorColumn, seed: number): ColumnFiller {
  const random = new RandomStream(seed, column.name);
  const nulls = nullsOf(column, seed);
  const type = generatedType(column);
  if (column.kind === 'choice') return { type, walk: null, fill: choiceFill(column.values, { random, type, nulls }) };
  const walk = column.kind === 'walk' ? new Walk(column, random) : null;
  const numbers = walk ? (from: number, into: Float64Array) => walk.fill(from, into) : numberFill(column, random);
  return {
    type,
    walk,
    fill(from, count) {
      const values = new Float64Array(count);
      numbers(from, values);
      return { type, values, nulls: nulls(from, count) } as Column;
    },
  };
}

type NumberFill = (from: number, into: Float64Array) => void;
type NullFill = (from: number, count: number) => Uint8Array | null;

function numberFill(column: Exclude<GeneratorColumn, { kind: 'choice' }>, random: RandomStream): NumberFill {
  switch (column.kind) {
    case 'sequence':
      return (from, into) => {
        for (let i = 0; i < into.length; i++) into[i] = column.start + (from + i) * column.step;
      };
    case 'time':
      return timeFill(column, random);
    case 'integer':
      return integerFill(column, random);
    case 'uniform':
      return (from, into) => {
        const range = column.max - column.min;
        for (let i = 0; i < into.length; i++) into[i] = column.min + random.unit(from + i) * range;
      };
    case 'sine':
      return sineFill(column, random);
    default:
      throw new Error(`${column.kind} has a state`);
  }
}

function timeFill(column: { start: number; stepMs: number; disorderMs: number }, random: RandomStream): NumberFill {
  const { start, stepMs, disorderMs } = column;
  if (disorderMs === 0) {
    return (from, into) => {
      for (let i = 0; i < into.length; i++) into[i] = start + (from + i) * stepMs;
    };
  }
  // Whole milliseconds, both ends included.
  const choices = (Math.floor(disorderMs) + 1) / 4_294_967_296;
  return (from, into) => {
    for (let i = 0; i < into.length; i++) {
      const row = from + i;
      into[i] = start + row * stepMs - Math.floor(random.bits(row) * choices);
    }
  };
}

function integerFill({ min, max }: { min: number; max: number }, random: RandomStream): NumberFill {
  const choices = max - min + 1;
  if (choices <= 4_294_967_296) {
    const scale = choices / 4_294_967_296;
    return (from, into) => {
      for (let i = 0; i < into.length; i++) into[i] = min + Math.floor(random.bits(from + i) * scale);
    };
  }
  return (from, into) => {
    for (let i = 0; i < into.length; i++) into[i] = Math.min(max, min + Math.floor(random.unit(from + i) * choices));
  };
}

function sineFill(
  column: { period: number; amplitude: number; mean: number; noise: number },
  random: RandomStream,
): NumberFill {
  const { period, amplitude, mean, noise } = column;
  return (from, into) => {
    for (let i = 0; i < into.length; i++) {
      const row = from + i;
      const value = mean + amplitude * sineOfTurns((row % period) / period);
      into[i] = noise === 0 ? value : value + (random.unit(row) * 2 - 1) * noise;
    }
  };
}

function nullsOf({ name, nulls }: GeneratorColumn, seed: number): NullFill {
  if (nulls === 0) return () => null;
  // A stream of its own: the values of a column do not change when some of them become null.
  const random = new RandomStream(seed, `${name}\0nulls`);
  const limit = nulls * 4_294_967_296;
  return (from, count) => {
    const marks = new Uint8Array(count);
    for (let i = 0; i < count; i++) marks[i] = random.bits(from + i) < limit ? 1 : 0;
    return marks;
  };
}

function choiceFill(
  choices: readonly (string | number | boolean)[],
  { random, type, nulls }: { random: RandomStream; type: ColumnType; nulls: NullFill },
): (from: number, count: number) => Column {
  const dictionary = new Dictionary();
  const codes = choices.map((choice) => (type === 'string' ? dictionary.intern(String(choice)) : Number(choice)));
  const scale = codes.length / 4_294_967_296;
  if (type !== 'string') {
    const pick = (from: number, into: Float64Array | Uint8Array): void => {
      for (let i = 0; i < into.length; i++) into[i] = codes[Math.floor(random.bits(from + i) * scale)]!;
    };
    return (from, count) => {
      const values = type === 'boolean' ? new Uint8Array(count) : new Float64Array(count);
      pick(from, values);
      return { type, values, nulls: nulls(from, count) } as Column;
    };
  }
  return (from, count) => {
    const values = new Int32Array(count);
    for (let i = 0; i < count; i++) values[i] = codes[Math.floor(random.bits(from + i) * scale)]!;
    return { type, values, nulls: nulls(from, count), dictionary };
  };
}

function choiceType(values: readonly (string | number | boolean)[]): ColumnType {
  if (values.every((value) => typeof value === 'boolean')) return 'boolean';
  if (!values.every((value) => typeof value === 'number')) return 'string';
  return values.every((value) => Number.isSafeInteger(value)) ? 'bigint' : 'double';
}
