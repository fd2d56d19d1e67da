import type { BooleanColumn } from '../../data/column.ts';
import type { Rule } from '../checked.ts';
import { booleanColumn } from '../columns.ts';
import type { FunctionDefinition } from '../definition.ts';
import type { Kernel } from '../kernel.ts';
import { takes } from '../rules.ts';

/** `x IS [NOT] NULL`, `TRUE` and `FALSE`, which are never NULL themselves. */
export const tests: readonly FunctionDefinition[] = [
  test('IS NULL', takes('IS NULL', ['any'], 'boolean'), isNull),
  test('IS NOT NULL', takes('IS NULL', ['any'], 'boolean'), isNotNull),
  test('IS TRUE', takes('IS TRUE', ['boolean'], 'boolean'), isTrue),
  test('IS NOT TRUE', takes('IS NOT TRUE', ['boolean'], 'boolean'), isNotTrue),
  test('IS FALSE', takes('IS FALSE', ['boolean'], 'boolean'), isFalse),
  test('IS NOT FALSE', takes('IS NOT FALSE', ['boolean'], 'boolean'), isNotFalse),
];

type Test = (column: BooleanColumn, length: number) => Uint8Array;

function test(name: string, rule: Rule, loop: Test): FunctionDefinition {
  return {
    name,
    usage: `x ${name}`,
    arity: [1, 1],
    rule,
    compile(call, compile) {
      const operand = compile(call.arguments[0]!);
      const evaluate: Kernel['evaluate'] = (batch, failures) =>
        booleanColumn(loop(operand.evaluate(batch, failures) as BooleanColumn, batch.length), null);
      return { type: 'boolean', evaluate };
    },
  };
}

// The tests of null look at any column's nulls; that its values are not bytes does not matter to them.
function isNull({ nulls }: BooleanColumn, length: number): Uint8Array {
  return nulls === null ? new Uint8Array(length) : nulls.slice(0, length);
}

function isNotNull({ nulls }: BooleanColumn, length: number): Uint8Array {
  const result = new Uint8Array(length).fill(1);
  if (nulls !== null) for (let i = 0; i < length; i++) result[i] = 1 - nulls[i]!;
  return result;
}

function isTrue({ values, nulls }: BooleanColumn, length: number): Uint8Array {
  const result = values.slice(0, length);
  if (nulls !== null) for (let i = 0; i < length; i++) result[i] = nulls[i] === 1 ? 0 : values[i]!;
  return result;
}

function isFalse({ values, nulls }: BooleanColumn, length: number): Uint8Array {
  const result = new Uint8Array(length);
  for (let i = 0; i < length; i++) result[i] = values[i] === 0 && nulls?.[i] !== 1 ? 1 : 0;
  return result;
}

function isNotTrue(column: BooleanColumn, length: number): Uint8Array {
  return invert(isTrue(column, length));
}

function isNotFalse(column: BooleanColumn, length: number): Uint8Array {
  return invert(isFalse(column, length));
}

function invert(values: Uint8Array): Uint8Array {
  for (let i = 0; i < values.length; i++) values[i] = 1 - values[i]!;
  return values;
}
