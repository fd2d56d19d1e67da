import type { ColumnType } from '../data/types.ts';
import type { Checked, Complaint, Rule, Signature } from './checked.ts';
import { describeType } from './checked.ts';

/** What a parameter takes; `number` is a bigint or a double. */
export type Parameter = ColumnType | 'number' | 'any';

/** A function of fixed parameters (as many of them as there are arguments) that gives `result`; `same`: the type of its first argument. */
export function takes(name: string, parameters: readonly Parameter[], result: ColumnType | 'same'): Rule {
  return (args) => {
    const types: ColumnType[] = [];
    for (const [i, argument] of args.entries()) {
      const type = accept(argument, parameters[Math.min(i, parameters.length - 1)]!);
      if (type === null) return misfit(name, argument, parameters[Math.min(i, parameters.length - 1)]!);
      types.push(type);
    }
    return { type: result === 'same' ? types[0]! : result, parameters: types };
  };
}

/** The one type that all of `args` can be taken as (bigint with double is double), or why there is none. */
export function unify(name: string, args: readonly Checked[]): ColumnType | Complaint {
  let type: ColumnType | null = null;
  let before: Checked | null = null;
  for (const argument of args) {
    if (argument.type === 'null') continue;
    if (argument.type === 'interval' || argument.type === 'unknown') return strayInterval(argument);
    const both: ColumnType | null = type === null ? argument.type : common(type, argument.type);
    if (both === null) return mixture(name, before!, argument);
    type = both;
    before = argument;
  }
  return type ?? { message: `nothing says the type of ${name} here; write CAST(NULL AS DOUBLE)`, at: null };
}

// Of a string and something else the advice casts to what loses nothing: a time from text, everything else to text.
function mixture(name: string, left: Checked, right: Checked): Complaint {
  const message = `${name} mixes a ${left.type} and a ${right.type}, "${right.text}"`;
  const [string, other] = left.type === 'string' ? [left, right] : [right, left];
  if (string.type !== 'string') return { message, at: right };
  const advice = other.type === 'timestamp' ? hint(string, 'timestamp') : `; write CAST(${other.text} AS STRING)`;
  return { message: message + advice, at: right };
}

/** `type` for a call and all its arguments, or the complaint. */
export function uniform(type: ColumnType | Complaint, count: number): Signature | Complaint {
  return typeof type === 'string' ? { type, parameters: Array.from({ length: count }, () => type) } : type;
}

/** The complaint about an argument that `name` does not take. */
export function misfit(name: string, argument: Checked, wanted: Parameter): Complaint {
  if (argument.type === 'interval') return strayInterval(argument);
  const what = `${name} takes a ${wanted}, but "${argument.text}" is ${describeType(argument.type)}`;
  return { message: what + hint(argument, wanted), at: argument };
}

/** The type that bigint and double mix to, or the one that both have; null where they do not go together. */
function common(left: ColumnType, right: ColumnType): ColumnType | null {
  if (left === right) return left;
  return isNumber(left) && isNumber(right) ? 'double' : null;
}

export function isNumber(type: Checked['type']): type is 'bigint' | 'double' {
  return type === 'bigint' || type === 'double';
}

function accept(argument: Checked, wanted: Parameter): ColumnType | null {
  const { type } = argument;
  if (type === 'null') return wanted === 'number' || wanted === 'any' ? 'bigint' : wanted;
  if (type === 'interval' || type === 'unknown') return null;
  if (wanted === 'any' || wanted === type) return type;
  // A bigint is good wherever a double is asked for: both are stored alike.
  return (wanted === 'number' || wanted === 'double') && isNumber(type) ? type : null;
}

function strayInterval(argument: Checked): Complaint {
  const { expression, text } = argument;
  const ms = expression.kind === 'literal' ? String(expression.value) : 'a number';
  const message = `"${text}" can only be added to or taken from a timestamp; a number of milliseconds is written ${ms}`;
  return { message, at: argument };
}

function hint(argument: Checked, wanted: Parameter): string {
  const { type, text, expression } = argument;
  if (wanted === 'timestamp' && type === 'string' && expression.kind === 'literal') return `; write TIMESTAMP ${text}`;
  const castable = wanted === 'any' || (wanted === 'boolean' && type !== 'string') || type === 'interval';
  if (castable) return '';
  const target = wanted === 'number' ? 'DOUBLE' : wanted.toUpperCase();
  if (type === 'timestamp' && wanted !== 'string' && wanted !== 'bigint') return '';
  return `; write CAST(${text} AS ${target})`;
}
