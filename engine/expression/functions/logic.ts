import type { BooleanColumn } from '../../data/column.ts';
import { booleanColumn } from '../columns.ts';
import type { Compile, FunctionDefinition } from '../definition.ts';
import type { CallExpression } from '../expression.ts';
import type { Kernel } from '../kernel.ts';
import { takes } from '../rules.ts';
import { compileBounds } from './bounds.ts';

/** `AND OR NOT` in three-valued logic: what is unknown is NULL. */
export const logic: readonly FunctionDefinition[] = [
  {
    name: 'AND',
    usage: 'x AND y',
    arity: [2, Infinity],
    rule: takes('AND', ['boolean'], 'boolean'),
    compile(call, compile) {
      const chain = (): Kernel => compileChain(call, compile, { openTo: openToAnd, combine: combineAnd });
      return compileBounds(call, compile, chain) ?? chain();
    },
  },
  {
    name: 'OR',
    usage: 'x OR y',
    arity: [2, Infinity],
    rule: takes('OR', ['boolean'], 'boolean'),
    compile: (call, compile) => compileChain(call, compile, { openTo: openToOr, combine: combineOr }),
  },
  { name: 'NOT', usage: 'NOT x', arity: [1, 1], rule: takes('NOT', ['boolean'], 'boolean'), compile: compileNot },
];

interface Chain {
  /** The rows that the next part still matters to: those that the parts so far have not decided. */
  readonly openTo: (decided: BooleanColumn, length: number) => Uint8Array;
  /** `values`: where the result is to be. */
  readonly combine: (left: BooleanColumn, right: BooleanColumn, values: Uint8Array) => BooleanColumn;
}

// A part that fails where the parts before it decided already does not fail the row, as evaluation would have stopped there.
function compileChain(call: CallExpression, compile: Compile, { openTo, combine }: Chain): Kernel {
  const [first, ...others] = call.arguments.map(compile);
  return {
    type: 'boolean',
    evaluate(batch, failures) {
      let result = first!.evaluate(batch, failures) as BooleanColumn;
      for (const kernel of others) {
        const decided = result;
        const open = failures.where(() => openTo(decided, batch.length));
        result = combine(result, kernel.evaluate(batch, open) as BooleanColumn, compile.arrays.bytes(batch.length));
      }
      return result;
    },
  };
}

function openToAnd({ values, nulls }: BooleanColumn, length: number): Uint8Array {
  const open = values.slice(0, length);
  if (nulls !== null) for (let i = 0; i < length; i++) open[i] = nulls[i] === 1 ? 1 : values[i]!;
  return open;
}

function openToOr({ values, nulls }: BooleanColumn, length: number): Uint8Array {
  const open = new Uint8Array(length);
  if (nulls === null) for (let i = 0; i < length; i++) open[i] = 1 - values[i]!;
  else for (let i = 0; i < length; i++) open[i] = nulls[i] === 1 ? 1 : 1 - values[i]!;
  return open;
}

function combineAnd(left: BooleanColumn, right: BooleanColumn, values: Uint8Array): BooleanColumn {
  const { length } = values;
  const [a, b] = [left.values, right.values];
  if (left.nulls === null && right.nulls === null) {
    const from = combineWords([a, b, values], andWords);
    for (let i = from; i < length; i++) values[i] = a[i]! & b[i]!;
    return booleanColumn(values, null);
  }
  const nulls = new Uint8Array(length);
  const [u, v] = [left.nulls ?? nulls, right.nulls ?? nulls];
  for (let i = 0; i < length; i++) {
    const unknown = u[i]! | v[i]!;
    // 1 where neither is a FALSE that is known.
    const open = (a[i]! | u[i]!) & (b[i]! | v[i]!);
    nulls[i] = unknown & open;
    values[i] = open;
  }
  return booleanColumn(values, nulls);
}

function combineOr(left: BooleanColumn, right: BooleanColumn, values: Uint8Array): BooleanColumn {
  const { length } = values;
  const [a, b] = [left.values, right.values];
  if (left.nulls === null && right.nulls === null) {
    const from = combineWords([a, b, values], orWords);
    for (let i = from; i < length; i++) values[i] = a[i]! | b[i]!;
    return booleanColumn(values, null);
  }
  const nulls = new Uint8Array(length);
  const [u, v] = [left.nulls ?? nulls, right.nulls ?? nulls];
  for (let i = 0; i < length; i++) {
    const unknown = u[i]! | v[i]!;
    // 1 where one of both is a TRUE that is known.
    const decided = (a[i]! & (1 - u[i]!)) | (b[i]! & (1 - v[i]!));
    nulls[i] = unknown & (1 - decided);
    values[i] = decided;
  }
  return booleanColumn(values, nulls);
}

type Words = (left: Int32Array, right: Int32Array, result: Int32Array) => void;

/** Does `loop` four rows at a time, as far as the arrays allow, and gives the row where it stopped. */
function combineWords(arrays: readonly [Uint8Array, Uint8Array, Uint8Array], loop: Words): number {
  const words = arrays[2].length >>> 2;
  if (words === 0 || arrays.some(({ byteOffset }) => (byteOffset & 3) !== 0)) return 0;
  const [left, right, result] = arrays.map(({ buffer, byteOffset }) => new Int32Array(buffer, byteOffset, words));
  loop(left!, right!, result!);
  return words * 4;
}

function andWords(left: Int32Array, right: Int32Array, result: Int32Array): void {
  for (let i = 0; i < result.length; i++) result[i] = left[i]! & right[i]!;
}

function orWords(left: Int32Array, right: Int32Array, result: Int32Array): void {
  for (let i = 0; i < result.length; i++) result[i] = left[i]! | right[i]!;
}

function compileNot(call: CallExpression, compile: Compile): Kernel {
  const operand = compile(call.arguments[0]!);
  return {
    type: 'boolean',
    evaluate(batch, failures) {
      const { values, nulls } = operand.evaluate(batch, failures) as BooleanColumn;
      const result = compile.arrays.bytes(batch.length);
      for (let i = 0; i < batch.length; i++) result[i] = 1 - values[i]!;
      return booleanColumn(result, nulls);
    },
  };
}
