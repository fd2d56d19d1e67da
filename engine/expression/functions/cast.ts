import type { Column, NumberColumn } from '../../data/column.ts';
import { allocateValues } from '../../data/column.ts';
import { formatTimestamp } from '../../data/timestamps.ts';
import type { ColumnType } from '../../data/types.ts';
import { BIGINT_MAX } from '../../data/types.ts';
import type { Rule } from '../checked.ts';
import { describeType } from '../checked.ts';
import { allWithin, failOutside } from '../columns.ts';
import type { Compile, FunctionDefinition } from '../definition.ts';
import type { CallExpression } from '../expression.ts';
import { RowFailures } from '../failures.ts';
import type { Kernel } from '../kernel.ts';
import { compileTextFunction, compileValueFunction } from '../text-kernels.ts';
import { readText } from './cast-text.ts';

/** `CAST(x AS type)`, which rejects the row where the value has no counterpart, and `TRY_CAST`, which gives NULL there. */
export const casts: readonly FunctionDefinition[] = [
  {
    name: 'CAST',
    usage: 'CAST(x AS type)',
    arity: [1, 1],
    rule: castRule,
    mayFail,
    compile: (call, compile) => compileCast(call, compile),
  },
  { name: 'TRY_CAST', usage: 'TRY_CAST(x AS type)', arity: [1, 1], rule: castRule, compile: compileTryCast },
];

// A time is a number of milliseconds; of other pairs without a sensible meaning there is only this one.
const MEANINGLESS = new Set(['timestamp double', 'double timestamp', 'timestamp boolean', 'boolean timestamp']);

function castRule([value]: Parameters<Rule>[0], target: Parameters<Rule>[1]): ReturnType<Rule> {
  const { type, text } = value!;
  const to = target!;
  if (type === 'null') return { type: to, parameters: [to] };
  const isTimeAndDouble = `${type} ${to}` === 'timestamp double' || `${type} ${to}` === 'double timestamp';
  if (type === 'interval' || type === 'unknown' || MEANINGLESS.has(`${type} ${to}`)) {
    const advice = isTimeAndDouble ? '; cast it to BIGINT first, which is milliseconds since 1970' : '';
    return {
      message: `"${text}" is ${describeType(type)} and cannot be cast to ${to.toUpperCase()}${advice}`,
      at: value!,
    };
  }
  return { type: to, parameters: [type] };
}

function mayFail(call: CallExpression): boolean {
  const from = call.arguments[0]!.type;
  return (
    (from === 'string' && call.type !== 'string') ||
    (from === 'double' && call.type === 'bigint') ||
    (from === 'bigint' && call.type === 'timestamp')
  );
}

function compileCast(call: CallExpression, compile: Compile): Kernel {
  const from = call.arguments[0]!.type;
  const to = call.type;
  const operand = (): Kernel => compile(call.arguments[0]!);
  if (from === to) return operand();
  if (from === 'string') return compileTextFunction(operand(), to, readText[to as keyof typeof readText]);
  if (to === 'string') return compileValueFunction(call, compile, ([value]) => print(value as number | boolean, from));
  if (to === 'boolean')
    return convert(operand(), to, (column, length) => nonZero((column as NumberColumn).values, length));
  if (from === 'boolean') return convert(operand(), to, (column) => Float64Array.from(column.values));
  if (to === 'double') return convert(operand(), to, (column) => column.values);
  return compileWhole(operand(), to);
}

// A double prints as in JSON, −0 as 0; numbers that came from text are exact either way.
function print(value: number | boolean, from: ColumnType): string {
  return from === 'timestamp' ? formatTimestamp(value as number) : String(value);
}

function convert(
  operand: Kernel,
  type: ColumnType,
  loop: (column: Column, length: number) => Column['values'],
): Kernel {
  return {
    type,
    evaluate(batch, failures) {
      const column = operand.evaluate(batch, failures);
      return { type, values: loop(column, batch.length), nulls: column.nulls } as Column;
    },
  };
}

function nonZero(values: Float64Array, length: number): Uint8Array {
  const result = allocateValues('boolean', length);
  for (let i = 0; i < length; i++) result[i] = values[i] === 0 ? 0 : 1;
  return result;
}

// To bigint: cut towards zero, and a time's parts of a millisecond towards the past. To a time: milliseconds since 1970.
function compileWhole(operand: Kernel, type: 'bigint' | 'timestamp'): Kernel {
  const limit = type === 'bigint' ? BIGINT_MAX : 8.64e15;
  const loop = operand.type === 'timestamp' ? floor : truncate;
  const complaint = type === 'bigint' ? 'it is beyond ±(2^53 − 1)' : 'it is beyond the years that a timestamp can say';
  return {
    type,
    evaluate(batch, failures) {
      const { length } = batch;
      const operandColumn = operand.evaluate(batch, failures) as NumberColumn;
      const column: NumberColumn = { type, values: loop(operandColumn.values, length), nulls: operandColumn.nulls };
      if (allWithin(column.values, limit, length)) return column;
      const reason = (row: number): string =>
        `cannot cast ${operandColumn.values[row]} to ${type.toUpperCase()}: ${complaint}`;
      return { ...column, nulls: failOutside(column, { limit, length, failures }, reason) };
    },
  };
}

function truncate(values: Float64Array, length: number): Float64Array {
  const result = new Float64Array(length);
  for (let i = 0; i < length; i++) result[i] = Math.trunc(values[i]!) + 0;
  return result;
}

function floor(values: Float64Array, length: number): Float64Array {
  const result = new Float64Array(length);
  for (let i = 0; i < length; i++) result[i] = Math.floor(values[i]!);
  return result;
}

// A failed cast is null already. A failure inside the operand still fails the row, so the operand is computed outside the cast.
function compileTryCast(call: CallExpression, compile: Compile): Kernel {
  const operand = compile(call.arguments[0]!);
  let column: Column | null = null;
  const given: Kernel = { type: operand.type, evaluate: () => column! };
  const cast = compileCast(
    call,
    Object.assign(() => given, { arrays: compile.arrays }),
  );
  return {
    type: call.type,
    evaluate(batch, failures) {
      column = operand.evaluate(batch, failures);
      const closed = new RowFailures().where(() => new Uint8Array(batch.length));
      return cast.evaluate(batch, closed);
    },
  };
}
