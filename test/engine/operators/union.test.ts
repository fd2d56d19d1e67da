import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'vitest';
import type { Schema } from '../../../engine/data/types.ts';
import { createUnion } from '../../../engine/operators/union.ts';
import { collector, timedBatch } from '../../support/batches.ts';
import { operatorNode } from '../../support/operator-nodes.ts';

const SCHEMA: Schema = [{ name: 'n', type: 'bigint' }];
const inputs = [
  { node: 'a', output: 'main' },
  { node: 'b', output: 'main' },
] as const;
const node = { ...operatorNode({ type: 'union' } as const, SCHEMA), inputs };

test('all rows of all inputs go on as they come, in the batches in which they do', () => {
  const output = collector();
  const union = createUnion(node, { output, late: null, counters: { late: 0 }, reject: () => undefined });
  const batches = [1, 2, 3].map((n) => timedBatch(SCHEMA, [{ n }], { times: [n], before: 0, after: n }));
  [0, 1, 0].forEach((input, i) => union.inputs[input]!.receive(batches[i]!));
  deepEqual(output.batches, batches);
});

test('its inputs are not told apart, so that their watermarks are combined as those of one stream', () => {
  const output = collector();
  const { inputs: receivers } = createUnion(node, {
    output,
    late: null,
    counters: { late: 0 },
    reject: () => undefined,
  });
  equal(receivers[0], receivers[1]);
});

test('where one input has no event time, no row has one', () => {
  const output = collector();
  const timeless = { ...node, hasEventTime: false };
  const union = createUnion(timeless, { output, late: null, counters: { late: 0 }, reject: () => undefined });
  union.inputs[0]!.receive(timedBatch(SCHEMA, [{ n: 1 }], { times: [5], before: 0, after: 4 }));
  equal(output.batches[0]!.eventTimes, null);
});
