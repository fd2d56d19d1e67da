import type { ArraySource } from '../../data/batch-arrays.ts';
import type { Column, NumberColumn, StringColumn } from '../../data/column.ts';
import type { Value } from '../../data/types.ts';
import { compareText } from '../code-points.ts';
import { booleanColumn, unionNulls } from '../columns.ts';
import type { Compile, FunctionDefinition } from '../definition.ts';
import type { CallExpression, Expression } from '../expression.ts';
import type { Kernel } from '../kernel.ts';
import { uniform, unify } from '../rules.ts';
import { compileTextFunction } from '../text-kernels.ts';
import * as loops from './compare-loops.ts';

/** `= <> < <= > >=`: number with number by value, string with string by code point, times, booleans (FALSE before TRUE). */
export const comparisons: readonly FunctionDefinition[] = ['=', '<>', '<', '<=', '>', '>='].map((name) => ({
  name,
  usage: `x ${name} y`,
  arity: [2, 2],
  rule(args) {
    const signature = uniform(unify('the comparison', args), 2);
    // NULL with NULL: any type does, the answer is NULL.
    if ('message' in signature && signature.at === null) return { type: 'boolean', parameters: ['boolean', 'boolean'] };
    return 'message' in signature ? signature : { ...signature, type: 'boolean' };
  },
  compile: compileComparison,
}));

const SWAPPED: Readonly<Record<string, string>> = { '=': '=', '<>': '<>', '<': '>', '<=': '>=', '>': '<', '>=': '<=' };

const WITH_LITERAL: Readonly<Record<string, typeof loops.equalTo>> = {
  '=': loops.equalTo,
  '<>': loops.differentFrom,
  '<': loops.lessThan,
  '<=': loops.atMost,
  '>': loops.moreThan,
  '>=': loops.atLeast,
};

const WITH_COLUMN: Readonly<Record<string, typeof loops.equal>> = {
  '=': loops.equal,
  '<>': loops.different,
  '<': loops.less,
  '<=': loops.lessOrEqual,
};

/** Compiles one comparison; a literal goes to the right, and `>` and `>=` of two columns become `<` and `<=`. */
export function compileComparison(call: CallExpression, compile: Compile): Kernel {
  const [left, right] = call.arguments as [Expression, Expression];
  if (left.kind === 'literal' && right.kind !== 'literal')
    return compileWithLiteral(right, SWAPPED[call.name]!, left.value, compile);
  if (right.kind === 'literal') return compileWithLiteral(left, call.name, right.value, compile);
  const isTurned = call.name === '>' || call.name === '>=';
  // The written order is the order of evaluation: it decides which of two failures is told.
  const kernels: Pair = [compile(left), compile(right)];
  const name = isTurned ? SWAPPED[call.name]! : call.name;
  return left.type === 'string'
    ? compareTexts(kernels, name, isTurned)
    : compareNumbers(kernels, { name, isTurned }, compile.arrays);
}

type Pair = readonly [Kernel, Kernel];

interface Turned {
  readonly name: string;
  /** Whether the sides are exchanged. */
  readonly isTurned: boolean;
}

function compileWithLiteral(operand: Expression, name: string, literal: Value, compile: Compile): Kernel {
  const kernel = compile(operand);
  if (literal === null) return alwaysNull(kernel);
  if (operand.type !== 'string')
    return compareWithNumber(kernel, Number(literal), { loop: WITH_LITERAL[name]!, arrays: compile.arrays });
  const text = literal as string;
  if (name === '=' || name === '<>')
    return compareWithText(kernel, text, {
      loop: name === '=' ? loops.sameText : loops.otherText,
      arrays: compile.arrays,
    });
  return compileTextFunction(kernel, 'boolean', TEXT_TESTS[name]!(text));
}

// Of distinct strings only, so a closure does.
const TEXT_TESTS: Readonly<Record<string, (text: string) => (entry: string) => boolean>> = {
  '<': (text) => (entry) => compareText(entry, text) < 0,
  '<=': (text) => (entry) => compareText(entry, text) <= 0,
  '>': (text) => (entry) => compareText(entry, text) > 0,
  '>=': (text) => (entry) => compareText(entry, text) >= 0,
};

function alwaysNull(operand: Kernel): Kernel {
  return {
    type: 'boolean',
    evaluate(batch, failures) {
      operand.evaluate(batch, failures);
      return booleanColumn(new Uint8Array(batch.length), new Uint8Array(batch.length).fill(1));
    },
  };
}

interface Making<Loop> {
  readonly loop: Loop;
  readonly arrays: ArraySource;
}

function compareWithNumber(kernel: Kernel, literal: number, { loop, arrays }: Making<typeof loops.equalTo>): Kernel {
  return {
    type: 'boolean',
    evaluate(batch, failures) {
      const column = kernel.evaluate(batch, failures);
      return booleanColumn(loop(numbersOf(column), literal, arrays.bytes(batch.length)), column.nulls);
    },
  };
}

// One look-up in the dictionary for a batch; -1 is nobody's number.
function compareWithText(kernel: Kernel, literal: string, { loop, arrays }: Making<typeof loops.sameText>): Kernel {
  return {
    type: 'boolean',
    evaluate(batch, failures) {
      const { values, nulls, dictionary } = kernel.evaluate(batch, failures) as StringColumn;
      return booleanColumn(loop(values, dictionary.find(literal), arrays.bytes(batch.length)), nulls);
    },
  };
}

function compareNumbers([left, right]: Pair, { name, isTurned }: Turned, arrays: ArraySource): Kernel {
  const loop = WITH_COLUMN[name]!;
  return {
    type: 'boolean',
    evaluate(batch, failures) {
      const x = left.evaluate(batch, failures);
      const y = right.evaluate(batch, failures);
      const nulls = unionNulls(x.nulls, y.nulls, batch.length);
      const [first, second] = isTurned ? [y, x] : [x, y];
      return booleanColumn(loop(numbersOf(first), numbersOf(second), arrays.bytes(batch.length)), nulls);
    },
  };
}

/** The values of a column of numbers, times or booleans. Booleans are copied, so that the loops see one kind of array. */
export function numbersOf(column: Column): Float64Array {
  return column.type === 'boolean' ? Float64Array.from(column.values) : (column as NumberColumn).values;
}

function compareTexts([left, right]: Pair, name: string, isTurned: boolean): Kernel {
  const loop = name === '=' || name === '<>' ? matchTexts : orderTexts;
  const wanted = name === '=' || name === '<=' ? 1 : 0;
  return {
    type: 'boolean',
    evaluate(batch, failures) {
      const x = left.evaluate(batch, failures) as StringColumn;
      const y = right.evaluate(batch, failures) as StringColumn;
      const nulls = unionNulls(x.nulls, y.nulls, batch.length);
      const [first, second] = isTurned ? [y, x] : [x, y];
      return booleanColumn(loop([first, second], { wanted, nulls, length: batch.length }), nulls);
    },
  };
}

interface TextLoop {
  /** `=` and `<>`: the answer for equal strings. `<` and `<=`: the answer for equal strings too. */
  readonly wanted: number;
  readonly nulls: Uint8Array | null;
  readonly length: number;
}

function matchTexts([x, y]: readonly [StringColumn, StringColumn], { wanted, nulls, length }: TextLoop): Uint8Array {
  const result = new Uint8Array(length);
  const isShared = x.dictionary === y.dictionary;
  for (let i = 0; i < length; i++) {
    if (nulls !== null && nulls[i] === 1) continue;
    const a = x.values[i]!;
    const b = y.values[i]!;
    const isSame = isShared ? a === b : x.dictionary.text(a) === y.dictionary.text(b);
    result[i] = isSame ? wanted : 1 - wanted;
  }
  return result;
}

function orderTexts([x, y]: readonly [StringColumn, StringColumn], { wanted, nulls, length }: TextLoop): Uint8Array {
  const result = new Uint8Array(length);
  for (let i = 0; i < length; i++) {
    if (nulls !== null && nulls[i] === 1) continue;
    const order = compareText(x.dictionary.text(x.values[i]!), y.dictionary.text(y.values[i]!));
    result[i] = order < wanted ? 1 : 0;
  }
  return result;
}
