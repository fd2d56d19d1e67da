import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SourceNode } from '../../../engine/document/plan.ts';
import { fromRows, toRows } from '../../../engine/data/rows.ts';
import { NodeCounters } from '../../../engine/runtime/node-counters.ts';
import { Rejections } from '../../../engine/runtime/rejections.ts';
import { eventTimeStamp } from '../../../engine/runtime/stamp.ts';
import type { RejectedRow } from '../../../engine/sources/source.ts';
import { watermarksBefore } from '../../support/batches.ts';

const SCHEMA = [{ name: 'ts', type: 'timestamp' }] as const;

function source(outOfOrdernessMs: number): SourceNode {
  return {
    id: 's',
    role: 'source',
    inputs: [],
    schema: SCHEMA,
    hasEventTime: true,
    rejectsPath: null,
    failsOnError: false,
    source: {
      type: 'generator',
      rows: 1,
      rate: null,
      seed: 1,
      columns: [],
      eventTime: { column: 'ts', outOfOrdernessMs, idleTimeoutMs: null },
    },
  };
}

function stamper(outOfOrdernessMs: number, store: RejectedRow[] = [], areTimesRead = () => true) {
  const counters = new NodeCounters('s', 'source');
  const options = { tell: () => undefined, store: { put: (row: RejectedRow) => store.push(row) }, failsOnError: false };
  const rejections = new Rejections(counters, options);
  return { counters, stamp: eventTimeStamp(source(outOfOrdernessMs), rejections, { areTimesRead }) };
}

const batchOf = (times: readonly (number | null)[]) =>
  fromRows(
    SCHEMA,
    times.map((ts) => ({ ts })),
  );

test('the watermark after a row is the largest time so far less the out-of-orderness and 1 ms, and never goes back', () => {
  const { stamp } = stamper(2000);
  const first = stamp(batchOf([10_000, 12_000, 9_000]));
  const second = stamp(batchOf([11_000, 15_000]));
  expect([watermarksBefore(first), first.watermark]).toEqual([[-Infinity, 7999, 9999], 9999]);
  expect([watermarksBefore(second), second.watermark]).toEqual([[9999, 9999], 12_999]);
});

test('a watermark that no row of a batch moves is one number', () => {
  const { stamp } = stamper(0);
  stamp(batchOf([100]));
  expect(stamp(batchOf([50, 60, 70])).watermarksBefore).toBe(99);
});

test('a row without a time is rejected and moves nothing', () => {
  const rejected: RejectedRow[] = [];
  const { stamp, counters } = stamper(0, rejected);
  const stamped = stamp(batchOf([1, null, 3]));
  expect([toRows(stamped), [...stamped.eventTimes!.subarray(0, 2)], counters.rejected]).toEqual([
    [{ ts: 1 }, { ts: 3 }],
    [1, 3],
    1,
  ]);
  expect(rejected).toEqual([
    { file: null, line: null, reason: 'column "ts" is the event time and must not be null', text: '{"ts":null}' },
  ]);
});

test('where nobody looks at times, the watermark behind the rows is the same, also for who looks later', () => {
  let areRead = false;
  const { stamp } = stamper(2000, [], () => areRead);
  const { watermarksBefore: before, watermark } = stamp(batchOf([10_000, 12_000, 9_000]));
  expect([before, watermark]).toEqual([-Infinity, 9999]);
  expect([stamp(batchOf([11_000])).watermark, stamp(batchOf([])).watermark]).toEqual([9999, 9999]);
  areRead = true;
  expect(watermarksBefore(stamp(batchOf([15_000, 11_000])))).toEqual([9999, 12_999]);
});

test('the same rows get the same watermarks however they are cut into batches', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -1000, max: 1000 })), fc.nat(50), fc.nat(1000), (times, cut, lateness) => {
      const at = Math.min(cut, times.length);
      const whole = stamper(lateness);
      const parts = stamper(lateness);
      const expected = whole.stamp(batchOf(times));
      const pieces = [parts.stamp(batchOf(times.slice(0, at))), parts.stamp(batchOf(times.slice(at)))];
      expect(pieces.flatMap(watermarksBefore)).toEqual(watermarksBefore(expected));
      expect(pieces[1]!.watermark).toBe(expected.watermark);
    }),
  );
});
