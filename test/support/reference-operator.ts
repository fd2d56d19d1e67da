import type { Value } from '../../engine/data/types.ts';
import type { Schema } from '../../engine/data/types.ts';
import type { OperatorText } from '../reference/document.ts';
import { OPERATORS } from '../reference/operators/index.ts';
import { Rejected } from '../reference/value.ts';
import type { Row as ReferenceRow, Type, Value as ReferenceValue } from '../reference/value.ts';
import type { Emitted, RowSignal, Signal } from './collect.ts';

/** What the slow engine's operator `text` gives for `input`, one row and one watermark at a time. */
export function collectReference(
  text: { readonly type: string } & Partial<OperatorText>,
  schema: Schema,
  input: readonly Signal[],
): Emitted[] {
  const emitted: Emitted[] = [];
  let current = -Infinity;
  const operator = OPERATORS[text.type]!({
    text: text as OperatorText,
    inputs: [new Map(schema.map(({ name, type }) => [name, type]))],
    give: (row) => emitted.push(fromReference(row)),
    giveLate: (row) => emitted.push({ late: fromReference(row) }),
    countRejected: () => {
      throw new Error('a result, not a row, was rejected');
    },
  });
  for (const signal of input) {
    if ('watermark' in signal) {
      if (signal.watermark <= current) continue;
      current = signal.watermark;
      operator.advance(current);
      emitted.push({ watermark: current });
      continue;
    }
    try {
      operator.take(toReference(schema, signal), current, 0);
    } catch (error) {
      if (!(error instanceof Rejected)) throw error;
      emitted.push({ rejected: signal.row, reason: '' });
    }
  }
  return emitted;
}

function toReference(schema: Schema, { time, row }: RowSignal): ReferenceRow {
  return { time, values: new Map(schema.map(({ name, type }) => [name, valueTo(row[name] ?? null, type)])) };
}

function valueTo(value: Value, type: Type): ReferenceValue {
  if (value === null) return null;
  if (type === 'bigint') return BigInt(value);
  return type === 'timestamp' ? new Date(value as number) : value;
}

function fromReference({ time, values }: ReferenceRow): RowSignal {
  const cells = [...values].map(([name, value]): [string, Value] => [name, valueFrom(value)]);
  return { time: time!, row: Object.fromEntries(cells) };
}

function valueFrom(value: ReferenceValue): Value {
  if (typeof value === 'bigint') return Number(value);
  return value instanceof Date ? value.getTime() : value;
}
