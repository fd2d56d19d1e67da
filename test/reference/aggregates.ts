import { evaluate } from './sql/evaluate.ts';
import type { AggregateCall as Call } from './sql/syntax.ts';
import { compare, exact, finite } from './value.ts';
import type { Columns, Row, Value } from './value.ts';

/** An aggregate whose result the contract does not fix to the last bit: any number between the two is right. */
export class Between {
  readonly low: number;
  readonly high: number;

  constructor(low: number, high: number) {
    this.low = low;
    this.high = high;
  }

  toJSON(): object {
    return { between: [this.low, this.high] };
  }
}

/** What `call` gives over `rows`, in their order of arrival; nulls are passed over. */
export function aggregate(call: Call, rows: readonly Row[], columns: Columns): Value {
  const [argument, parameter] = call.operands;
  if (!argument) return BigInt(rows.length);
  const values = rows
    .map((row) => evaluate(argument, { columns, values: row.values }))
    .filter((value) => value !== null);
  if (call.name === 'count') return BigInt(call.distinct ? distinct(values).length : values.length);
  if (values.length === 0) return null;
  if (call.name === 'percentile') {
    const share = evaluate(parameter!, { columns, values: new Map() }) as number | bigint;
    return percentile(values.map(Number), Number(share)) as unknown as Value;
  }
  if (call.name === 'rate') return rate(call, rows, columns);
  return ofValues(call.name, values) as Value;
}

function ofValues(name: string, values: readonly NonNullable<Value>[]): Value | Between {
  const numbers = values.map(Number);
  switch (name) {
    case 'first':
      return values[0]!;
    case 'last':
      return values.at(-1)!;
    case 'min':
      return values.reduce((least, each) => (compare(each, least) < 0 ? each : least));
    case 'max':
      return values.reduce((greatest, each) => (compare(each, greatest) > 0 ? each : greatest));
    case 'sum':
      return typeof values[0] === 'bigint'
        ? exact((values as bigint[]).reduce((sum, each) => sum + each, 0n))
        : finite(sum(numbers));
    case 'avg':
      return average(values);
    case 'var_pop':
      return about(variance(numbers, numbers.length));
    case 'var_samp':
      return numbers.length === 1 ? null : about(variance(numbers, numbers.length - 1));
    case 'stddev_pop':
      return about(Math.sqrt(variance(numbers, numbers.length)));
    case 'stddev_samp':
      return numbers.length === 1 ? null : about(Math.sqrt(variance(numbers, numbers.length - 1)));
    default:
      throw new Error(`the slow engine does not know ${name}`);
  }
}

interface Reading {
  readonly time: number;
  readonly value: Value;
}

/** What a counter counted a second, from its earliest to its latest reading; of equal times, by arrival. */
function rate(call: Call, rows: readonly Row[], columns: Columns): Value {
  const readings = rows
    .map(({ values, time }): Reading => ({ time: time!, value: evaluate(call.operands[0]!, { columns, values }) }))
    .filter(({ value }) => value !== null)
    .map(({ time, value }) => ({ time, value: Number(value) }))
    .sort((a, b) => a.time - b.time);
  const spanMs = readings.at(-1)!.time - readings[0]!.time;
  if (spanMs === 0) return null;
  // A drop says that the counter began again from 0.
  const counted = readings
    .slice(1)
    .map(({ value }, i) => value - (value < readings[i]!.value ? 0 : readings[i]!.value));
  const rate = sum(counted) / (spanMs / 1000);
  return Number.isFinite(rate) ? (about(rate) as unknown as Value) : null;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}

function average(values: readonly NonNullable<Value>[]): Value {
  if (typeof values[0] !== 'bigint') return finite(sum(values.map(Number)) / values.length);
  return Number((values as bigint[]).reduce((total, each) => total + each, 0n)) / values.length;
}

function variance(numbers: readonly number[], divisor: number): number {
  const mean = sum(numbers) / numbers.length;
  return sum(numbers.map((each) => (each - mean) ** 2)) / divisor;
}

function about(value: number): Between {
  const error = Math.abs(value) * 1e-9 + 1e-9;
  return new Between(value - error, value + error);
}

/** Within 1 % of a value whose rank is the share's, by any of the usual definitions of rank. */
function percentile(numbers: readonly number[], share: number): Between {
  const sorted = [...numbers].sort((a, b) => a - b);
  const rank = share * (sorted.length - 1);
  const low = sorted[Math.max(0, Math.min(Math.floor(rank), Math.ceil(share * sorted.length) - 1))]!;
  const high = sorted[Math.min(sorted.length - 1, Math.max(Math.ceil(rank), Math.floor(share * sorted.length)))]!;
  return new Between(low - Math.abs(low) * 0.01, high + Math.abs(high) * 0.01);
}

function distinct(values: readonly NonNullable<Value>[]): readonly NonNullable<Value>[] {
  return values.filter((value, i) => values.findIndex((each) => compare(each, value) === 0) === i);
}
