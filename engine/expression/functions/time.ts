import type { NumberColumn } from '../../data/column.ts';
import { formatTimestamp, TIMESTAMP_MAX } from '../../data/timestamps.ts';
import { didYouMean } from '../../data/suggest.ts';
import type { Checked, Complaint, Rule, Signature } from '../checked.ts';
import { allWithin, failOutside } from '../columns.ts';
import type { FunctionDefinition } from '../definition.ts';
import type { CallExpression } from '../expression.ts';
import type { Kernel } from '../kernel.ts';
import { misfit, takes } from '../rules.ts';
import { compileWholePart } from './math.ts';
import type { TimeLoop } from './time-loops.ts';
import { ceilLoops, extractLoops, floorLoops } from './time-loops.ts';

/** Functions of times, all in UTC, and `CEIL` and `FLOOR`, which are of numbers or of times. */
export const time: readonly FunctionDefinition[] = [
  {
    name: 'EXTRACT',
    usage: 'EXTRACT(unit FROM time)',
    arity: [2, 2],
    rule: ([unit, of]) => unitRule([of!, unit!], { name: 'EXTRACT', units: extractLoops, type: 'bigint' }),
    compile: ({ arguments: [unit, of] }, compile) => mapTimes(compile(of!), 'bigint', extractLoops[unitOf(unit)]!),
  },
  rounding('FLOOR', floorLoops),
  rounding('CEIL', ceilLoops),
  {
    name: 'UNIX_TIMESTAMP',
    usage: 'UNIX_TIMESTAMP(time)',
    arity: [0, 1],
    rule: unixTimestampRule,
    compile: (call, compile) => mapTimes(compile(call.arguments[0]!), 'bigint', extractLoops['EPOCH']!),
  },
];

type Loops = Readonly<Record<string, TimeLoop>>;

function rounding(name: 'FLOOR' | 'CEIL', units: Loops): FunctionDefinition {
  const ofNumber = takes(name, ['number'], 'same');
  return {
    name,
    usage: `${name}(number) or ${name}(time TO unit)`,
    arity: [1, 2],
    // At the ends of time: the unit of a moment may begin or end beyond all timestamps.
    mayFail: (call) => call.arguments.length === 2,
    rule(args, target) {
      if (args.length === 2) return unitRule(args, { name, units, type: 'timestamp' });
      const isTime = args[0]!.type === 'timestamp';
      return isTime
        ? { message: `write ${name}(${args[0]!.text} TO MINUTE), or another unit`, at: args[0]! }
        : ofNumber(args, target);
    },
    compile(call, compile) {
      const value = compile(call.arguments[0]!);
      return call.arguments.length === 1
        ? compileWholePart(value, name)
        : compileRounded(value, `${name}(… TO ${unitOf(call.arguments[1])})`, units[unitOf(call.arguments[1])]!);
    },
  };
}

interface UnitOptions {
  readonly name: string;
  readonly units: Loops;
  readonly type: 'bigint' | 'timestamp';
}

function unitRule([of, unit]: readonly Checked[], { name, units, type }: UnitOptions): Signature | Complaint {
  const names = Object.keys(units);
  const written = unitOf(unit!.expression);
  if (of!.type !== 'timestamp' && of!.type !== 'null') return misfit(name, of!, 'timestamp');
  // The order of the arguments is that of the call: EXTRACT has the unit first.
  if (written in units)
    return { type, parameters: name === 'EXTRACT' ? ['string', 'timestamp'] : ['timestamp', 'string'] };
  const hint = didYouMean(written, names) || `; the units are ${names.join(', ')}`;
  return { message: `${name} knows no unit ${written}${hint}`, at: unit! };
}

function unixTimestampRule(args: Parameters<Rule>[0]): Signature | Complaint {
  const message =
    'UNIX_TIMESTAMP() would read the clock, so the same rows would not give the same results; give it a timestamp column';
  return args.length === 0 ? { message, at: null } : takes('UNIX_TIMESTAMP', ['timestamp'], 'bigint')(args, null);
}

function unitOf(expression: CallExpression['arguments'][number] | undefined): string {
  return expression?.kind === 'literal' ? String(expression.value) : '';
}

/** The unit around the first or the last moment of all reaches beyond what a timestamp can say. */
function compileRounded(argument: Kernel, usage: string, loop: TimeLoop): Kernel {
  return {
    type: 'timestamp',
    evaluate(batch, failures) {
      const { length } = batch;
      const times = argument.evaluate(batch, failures) as NumberColumn;
      const column: NumberColumn = { type: 'timestamp', values: loop(times.values, length), nulls: times.nulls };
      if (allWithin(column.values, TIMESTAMP_MAX, length)) return column;
      const complain = (row: number): string =>
        `${usage} of ${formatTimestamp(times.values[row]!)} is beyond the years that a timestamp can say`;
      return { ...column, nulls: failOutside(column, { limit: TIMESTAMP_MAX, length, failures }, complain) };
    },
  };
}

function mapTimes(argument: Kernel, type: 'bigint' | 'timestamp', loop: TimeLoop): Kernel {
  return {
    type,
    evaluate(batch, failures) {
      const { values, nulls } = argument.evaluate(batch, failures) as NumberColumn;
      return { type, values: loop(values, batch.length), nulls };
    },
  };
}
