import { DDSketch } from '@datadog/sketches-js';
import fc from 'fast-check';
import { deepEqual, ok } from 'node:assert/strict';
import { test } from 'vitest';
import { NumberReader, numbersLater } from '../../../engine/windows/number-list.ts';
import { Sketch } from '../../../engine/windows/sketch.ts';
import { written } from '../../support/moved.ts';

test.each([1, 32, 33, 1000])(
  'a sketch of %i values that was saved and loaded goes on as if it had not been',
  (count) => {
    const whole = new Sketch();
    const before = new Sketch();
    for (let i = 0; i < count; i++) [whole, before].forEach((each) => each.add(Math.sin(i) * 10 ** (i % 9)));
    const later = numbersLater({ count: 1, listOf: () => before.frozen() }, () => undefined);
    const reader = new NumberReader(written({ later })['later'] as Float64Array);
    deepEqual(reader.read(), 1);
    const after = new Sketch();
    after.load(reader);
    for (let i = 0; i < 50; i++) [whole, after].forEach((each) => each.add(i * 1e10));
    const shares = [0, 0.01, 0.25, 0.5, 0.9, 1];
    deepEqual(
      shares.map((share) => after.percentile(share)),
      shares.map((share) => whole.percentile(share)),
    );
  },
);

const value = fc.oneof(
  fc.tuple(fc.integer({ min: -999, max: 999 }), fc.integer({ min: -6, max: 6 })).map(([n, power]) => n * 10 ** power),
  fc.constantFrom(0, 1, -1, 1e12),
);
const values = fc.array(value, { minLength: 1, maxLength: 200, size: 'max' });
const SHARES = [0, 0.01, 0.25, 0.5, 0.9, 0.95, 1];

test(
  'a sketch of many values tells what the DDSketch of another library tells of the same rank',
  { timeout: 60_000 },
  () => {
    fc.assert(
      fc.property(fc.array(value, { minLength: 33, maxLength: 200, size: 'max' }), (given) => {
        const [sketch, other] = [new Sketch(), new DDSketch({ relativeAccuracy: 0.0099 })];
        for (const each of given) {
          sketch.add(each);
          other.accept(each);
        }
        for (const share of SHARES) {
          const rank = Math.max(1, Math.ceil(share * given.length - 1e-9));
          const told = otherAtRank(other, rank);
          const difference = Math.abs(sketch.percentile(share) - told);
          ok(difference <= 1e-9 * Math.abs(told), `${sketch.percentile(share)} is not ${told}`);
        }
      }),
      { numRuns: 300 },
    );
  },
);

test(
  'a sketch is the same however its values were dealt out, and in whatever order they are merged',
  { timeout: 60_000 },
  () => {
    fc.assert(
      fc.property(values, fc.integer({ min: 1, max: 9 }), fc.boolean(), (all, parts, isBackwards) => {
        const whole = new Sketch();
        const dealt = Array.from({ length: parts }, () => new Sketch());
        all.forEach((each, i) => [whole, dealt[(i * i) % parts]!].forEach((sketch) => sketch.add(each)));
        const merged = new Sketch();
        for (const each of isBackwards ? dealt.reverse() : dealt) merged.addAll(each);
        deepEqual(
          SHARES.map((share) => merged.percentile(share)),
          SHARES.map((share) => whole.percentile(share)),
        );
      }),
      { numRuns: 300 },
    );
  },
);

test('a percentile of up to 32 values is one of them, the exact one', { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(fc.array(value, { minLength: 1, maxLength: 32, size: 'max' }), (few) => {
      const sketch = new Sketch();
      for (const each of few) sketch.add(each);
      const sorted = Float64Array.from(few).sort();
      deepEqual(
        SHARES.map((share) => sketch.percentile(share)),
        SHARES.map((share) => sorted[Math.max(1, Math.ceil(share * few.length - 1e-9)) - 1]),
      );
    }),
    { numRuns: 300 },
  );
});

/** What the other one tells of the `rank`th value from below, but nothing out of the range of the values. */
function otherAtRank(sketch: DDSketch, rank: number): number {
  // It counts ranks from 0, and a rank between two whole ones is the lower of them.
  const told = sketch.getValueAtQuantile(Math.min(1, (rank - 0.75) / (sketch.count - 1)));
  return Math.min(sketch.max, Math.max(sketch.min, told));
}
