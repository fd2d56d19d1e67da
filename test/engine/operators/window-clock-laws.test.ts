import fc from 'fast-check';
import { deepEqual } from 'node:assert/strict';
import { test } from 'vitest';
import { watermarkOnly } from '../../../engine/data/batch.ts';
import { fromRows, toRows } from '../../../engine/data/rows.ts';
import type { Schema } from '../../../engine/data/types.ts';
import { createOperator } from '../../../engine/operators/index.ts';
import type { WindowText } from '../../reference/document.ts';
import { nodeOf } from '../../contract/engine-cases/run-steps.ts';
import type { Emitted, Signal } from '../../support/collect.ts';
import { collectReference } from '../../support/reference-operator.ts';

const SCHEMA: Schema = [
  { name: 'ts', type: 'timestamp' },
  { name: 'name', type: 'string' },
  { name: 'n', type: 'bigint' },
];

/** So many milliseconds pass; then rows come at once, or only a timer looks at the clock. */
interface Moment {
  readonly passed: number;
  readonly rows: readonly { readonly ts: number; readonly name: string | null; readonly n: number | null }[];
}

const moments: fc.Arbitrary<readonly Moment[]> = fc.array(
  fc.record({
    passed: fc.oneof(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 40 })),
    rows: fc.array(
      fc.record({
        ts: fc.integer({ min: -50, max: 50 }),
        name: fc.constantFrom('a', 'b', null),
        n: fc.option(fc.integer({ min: -9, max: 9 })),
      }),
      { maxLength: 4 },
    ),
  }),
  { maxLength: 30 },
);

const START = 1000;

function keysOf(window: Partial<WindowText>) {
  const aggregate = { rows: 'count(*)', sum: 'sum(n)', first: 'first(n)', last: 'last(ts)', least: 'min(n)' };
  return { type: 'window', key: ['name'], window, aggregate };
}

/** What the engine's window gives, while the clock goes on by hand. */
function found(window: Partial<WindowText>, given: readonly Moment[]): Emitted[] {
  const emitted: Emitted[] = [];
  const operator = createOperator(nodeOf({ ...keysOf(window), time: 'processing' }), [SCHEMA], {
    output: {
      receive: (batch) => emitted.push(...toRows(batch).map((row, i) => ({ time: batch.eventTimes![i]!, row }))),
    },
    late: { receive: ({ length }) => deepEqual(length, 0) },
    counters: { late: 0 },
    reject: (_batch, _row, reason) => {
      throw new Error(reason);
    },
  });
  let now = START;
  for (const { passed, rows } of given) {
    now += passed;
    operator.processingTime!.advance(now);
    if (rows.length === 0) continue;
    const eventTimes = Float64Array.from(rows, ({ ts }) => ts);
    operator.inputs[0]!.receive({ ...fromRows(SCHEMA, rows), eventTimes, watermark: 7 });
  }
  operator.inputs[0]!.receive(watermarkOnly(SCHEMA, Infinity));
  return emitted;
}

/** The same of the slow engine's window of event time, where every row happens when it comes. */
function expected(window: Partial<WindowText>, given: readonly Moment[]): Emitted[] {
  let now = START;
  const signals = given.flatMap(({ passed, rows }): Signal[] => {
    now += passed;
    // A timer for T is due once the clock shows more than T.
    return [{ watermark: now - 1 }, ...rows.map((row) => ({ time: now, row }))];
  });
  const emitted = collectReference(keysOf(window) as never, SCHEMA, [...signals, { watermark: Infinity }]);
  return emitted.filter((each) => 'row' in each);
}

test.each<Partial<WindowText>>([
  { type: 'tumbling', size: '10ms' },
  { type: 'tumbling', size: '7ms', offset: '3ms' },
  { type: 'sliding', size: '10ms', slide: '4ms' },
  { type: 'sliding', size: '5ms', slide: '8ms' },
  { type: 'cumulate', size: '12ms', step: '4ms' },
  { type: 'session', gap: '5ms' },
])('a window that follows the clock takes each row at the moment at which it comes: %o', (window) => {
  fc.assert(
    fc.property(moments, (given) => {
      deepEqual(found(window, given), expected(window, given));
    }),
  );
});
