import type { ArraySource } from '../../data/batch-arrays.ts';
import { TIMESTAMP_MAX, formatTimestamp } from '../../data/timestamps.ts';
import type { NumberColumn } from '../../data/column.ts';
import { BIGINT_MAX } from '../../data/types.ts';
import type { Checked, Complaint, Rule, Signature } from '../checked.ts';
import { allWithin, doubleColumn, failOutside, unionNulls } from '../columns.ts';
import type { Compile, FunctionDefinition } from '../definition.ts';
import type { CallExpression, Expression } from '../expression.ts';
import type { Kernel } from '../kernel.ts';
import { isNumber, misfit, takes } from '../rules.ts';
import { affineOf, compileAffine } from './affine.ts';
import * as loops from './arithmetic-loops.ts';

/** `+ - * / %` and `MOD`: bigint stays bigint and rejects the row beyond ±(2^53 − 1); with a double, what is not finite is null. */
export const arithmetic: readonly FunctionDefinition[] = [
  binary('+', timeOr(plusTime, numeric('+')), loops.add),
  binary('-', timeOr(minusTime, numeric('-')), loops.subtract),
  binary('*', numeric('*'), loops.multiplyWhole),
  binary('/', numeric('/'), loops.divideWhole),
  binary('%', numeric('%'), loops.remainderWhole),
  {
    ...binary('%', numeric('MOD'), loops.remainderWhole),
    name: 'MOD',
    usage: 'MOD(x, y)',
  },
];

type Loop = (left: Float64Array, right: Float64Array, result: Float64Array) => Float64Array;

function binary(symbol: string, rule: Rule, whole: Loop): FunctionDefinition {
  const negate = takes('-', ['number'], 'same');
  const isSigned = symbol === '+' || symbol === '-';
  return {
    name: symbol,
    usage: `x ${symbol} y`,
    arity: [isSigned ? 1 : 2, 2],
    rule: (args, target) => (args.length === 1 ? negate(args, target) : rule(args, target)),
    mayFail: (call) => call.arguments.length === 2 && call.type !== 'double',
    compile(call, compile) {
      if (call.type === 'double' && call.arguments.length === 2) return compileDouble(call, compile);
      const [left, right] = call.arguments.map(compile);
      if (right === undefined) return symbol === '+' ? left! : compileNegation(left!, compile.arrays);
      return compileWhole(call, [left!, right], {
        symbol,
        loop: chooseLoop(call, whole),
        arrays: compile.arrays,
      });
    },
  };
}

// The difference of two times counts whole milliseconds: bigint has no fractions.
function chooseLoop(call: CallExpression, loop: Loop): Loop {
  const isDifference = call.type === 'bigint' && call.arguments[0]!.type === 'timestamp';
  return isDifference ? loops.subtractFloors : loop;
}

function compileDouble(call: CallExpression, compile: Compile): Kernel {
  const affine = affineOf(call);
  if (affine) return compileAffine(affine, compile);
  const unchecked = compileUnchecked(call, compile);
  return {
    type: 'double',
    evaluate(batch, failures) {
      const { values, nulls } = unchecked.evaluate(batch, failures) as NumberColumn;
      return doubleColumn(values, nulls, batch.length);
    },
  };
}

// The same in which what is not finite is not looked for yet.
function compileUnchecked({ name, arguments: [x, y] }: CallExpression, compile: Compile): Kernel {
  const loop = DOUBLE_LOOPS[name]!;
  const left = compileOperand(x!, compile, true);
  const right = compileOperand(y!, compile, name !== '/' && name !== '%' && name !== 'MOD');
  return {
    type: 'double',
    evaluate(batch, failures) {
      const a = left.evaluate(batch, failures) as NumberColumn;
      const b = right.evaluate(batch, failures) as NumberColumn;
      const values = loop(a.values, b.values, compile.arrays.numbers(batch.length));
      return { type: 'double', values, nulls: unionNulls(a.nulls, b.nulls, batch.length) };
    },
  };
}

/** `passesOn`: whether what is not finite in the operand never gives what is finite, so that it is enough to look at the result. */
function compileOperand(operand: Expression, compile: Compile, passesOn: boolean): Kernel {
  const isArithmetic = operand.kind === 'call' && operand.arguments.length === 2 && operand.name in DOUBLE_LOOPS;
  return passesOn && isArithmetic && operand.type === 'double' ? compileUnchecked(operand, compile) : compile(operand);
}

const DOUBLE_LOOPS: Readonly<Record<string, Loop>> = {
  '+': loops.add,
  '-': loops.subtract,
  '*': loops.multiply,
  '/': loops.divide,
  '%': loops.remainder,
  MOD: loops.remainder,
};

// The range check is exact: sums, differences and products of two bigints round to 2^53 or more whenever they are beyond ±(2^53 − 1).
function compileWhole(call: CallExpression, [left, right]: readonly [Kernel, Kernel], operator: Operator): Kernel {
  const type = call.type === 'timestamp' ? 'timestamp' : 'bigint';
  const limit = type === 'timestamp' ? TIMESTAMP_MAX : BIGINT_MAX;
  return {
    type,
    evaluate(batch, failures) {
      const { length } = batch;
      const x = left.evaluate(batch, failures) as NumberColumn;
      const y = right.evaluate(batch, failures) as NumberColumn;
      const values = operator.loop(x.values, y.values, operator.arrays.numbers(length));
      const column: NumberColumn = { type, values, nulls: unionNulls(x.nulls, y.nulls, length) };
      if (allWithin(values, limit, length)) return column;
      const nulls = failOutside(column, { limit, length, failures }, (row) => complain(operator.symbol, [x, y], row));
      return { type, values, nulls };
    },
  };
}

interface Operator {
  readonly symbol: string;
  readonly loop: Loop;
  readonly arrays: ArraySource;
}

function complain(symbol: string, [x, y]: readonly [NumberColumn, NumberColumn], row: number): string {
  const left = x.type === 'timestamp' ? formatTimestamp(x.values[row]!) : String(x.values[row]);
  const right = y.type === 'timestamp' ? formatTimestamp(y.values[row]!) : String(y.values[row]);
  const text = `${left} ${symbol} ${right}`;
  if (y.values[row] === 0 && (symbol === '/' || symbol === '%')) return `division by zero: ${text}`;
  const isTime = (x.type === 'timestamp') !== (y.type === 'timestamp');
  return isTime ? `${text} ms is beyond the years that a timestamp can say` : `${text} is beyond ±(2^53 − 1)`;
}

function compileNegation(operand: Kernel, arrays: ArraySource): Kernel {
  const type = operand.type === 'bigint' ? 'bigint' : 'double';
  const loop = type === 'bigint' ? loops.negateWhole : loops.negate;
  return {
    type,
    evaluate(batch, failures) {
      const x = operand.evaluate(batch, failures) as NumberColumn;
      return { type, values: loop(x.values, arrays.numbers(batch.length)), nulls: x.nulls };
    },
  };
}

function numeric(name: string): Rule {
  return (args) => {
    for (const each of args) if (!isNumber(each.type) && each.type !== 'null') return misfit(name, each, 'number');
    const type = args.some((each) => each.type === 'double') ? 'double' : 'bigint';
    return { type, parameters: [type, type] };
  };
}

type TimeRule = (left: Checked, right: Checked) => Signature | Complaint;

function timeOr(time: TimeRule, otherwise: Rule): Rule {
  return (args, target) => {
    const concernsTime = args.some(({ type }) => type === 'timestamp' || type === 'interval');
    return concernsTime ? time(args[0]!, args[1]!) : otherwise(args, target);
  };
}

function plusTime(left: Checked, right: Checked): Signature | Complaint {
  if (isTime(left) && isInterval(right)) return { type: 'timestamp', parameters: ['timestamp', 'bigint'] };
  if (isInterval(left) && isTime(right)) return { type: 'timestamp', parameters: ['bigint', 'timestamp'] };
  return complainOfTime(left, right);
}

function minusTime(left: Checked, right: Checked): Signature | Complaint {
  if (isTime(left) && isInterval(right)) return { type: 'timestamp', parameters: ['timestamp', 'bigint'] };
  if (isTime(left) && isTime(right)) return { type: 'bigint', parameters: ['timestamp', 'timestamp'] };
  return complainOfTime(left, right);
}

function isTime(checked: Checked): boolean {
  return checked.type === 'timestamp' || checked.type === 'null';
}

function isInterval(checked: Checked): boolean {
  return checked.type === 'interval';
}

function complainOfTime(left: Checked, right: Checked): Complaint {
  const culprit = isTime(left) || isInterval(left) ? right : left;
  const advice = isNumber(culprit.type)
    ? `; write INTERVAL '10' SECOND for a length of time`
    : '; a timestamp goes with an INTERVAL, and minus with another timestamp';
  return { message: `"${culprit.text}" cannot be added to or taken from a time${advice}`, at: culprit };
}
