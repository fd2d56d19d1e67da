import { deepEqual } from 'node:assert/strict';
import { describe, test } from 'vitest';
import { watermarkOnly } from '../../../engine/data/batch.ts';
import { fromRows, toRows } from '../../../engine/data/rows.ts';
import type { Schema } from '../../../engine/data/types.ts';
import type { OperatorNode } from '../../../engine/document/plan.ts';
import { createOperator } from '../../../engine/operators/index.ts';
import { planOf } from '../random/real-engine.ts';
import { caseOf } from './case.ts';

const SCHEMA: Schema = [
  { name: 'at', type: 'timestamp' },
  { name: 'k', type: 'string' },
];

/** A join of two streams of one key, and what it has given. */
function join(between: readonly [string, string]) {
  const source = {
    type: 'file',
    path: 'x.ndjson',
    format: 'ndjson',
    schema: { at: 'timestamp', k: 'string' },
    event_time: { column: 'at' },
  };
  const document = {
    version: 1,
    name: 'case',
    sources: { left: source, right: source },
    operators: { joined: { type: 'interval_join', inputs: ['left', 'right'], on: [['k', 'k']], between } },
    sinks: { out: { type: 'discard', inputs: ['joined'] } },
  };
  const node = planOf(JSON.stringify(document)).nodes.find(({ id }) => id === 'joined') as OperatorNode;
  const pairs: string[] = [];
  const operator = createOperator(node, [SCHEMA, SCHEMA], {
    output: {
      receive: (batch) =>
        toRows(batch).forEach(({ left_at, right_at }, i) => {
          pairs.push(`(${String(left_at)},${String(right_at)})@${batch.eventTimes![i]}`);
        }),
    },
    late: null,
    counters: { late: 0 },
    reject: () => undefined,
  });
  const give = (side: 0 | 1, times: readonly number[]): void => {
    const rows = times.map((at) => ({ at, k: 'key' }));
    operator.inputs[side]!.receive({ ...fromRows(SCHEMA, rows), eventTimes: Float64Array.from(times) });
  };
  const rise = (watermark: number): number => {
    for (const input of operator.inputs) input.receive(watermarkOnly(SCHEMA, watermark));
    return operator.stateSize!().entries;
  };
  return { pairs, give, rise };
}

describe('joins find and keep what they do in Flink:', () => {
  test('I01, both bounds belong to the interval', () => {
    const { pairs, give } = join(['-1ms', '1ms']);
    give(0, [1, 2, 3, 4]);
    give(1, [1, 2, 3, 4]);
    deepEqual(pairs.sort(), caseOf('I01').expect.split(' '));
  });

  test('I03, but a millisecond longer: a row as old as the watermark is not late here, and may find a partner', () => {
    const { give, rise } = join(['-1ms', '0ms']);
    give(0, [1, 2, 3, 4, 5]);
    give(1, [1, 2, 3, 4, 5]);
    const sizes = [...caseOf('I03').expect.matchAll(/WM (\d): L\[(.*?)\] R\[(.*?)\]/g)].map(
      ([, watermark, left, right]) => [Number(watermark) + 1, countOf(left!) + countOf(right!)],
    );
    deepEqual(
      sizes.map(([watermark]) => [watermark, rise(watermark!)]),
      sizes,
    );
  });
});

function countOf(list: string): number {
  return list === '' ? 0 : list.split(', ').length;
}
