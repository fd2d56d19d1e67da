import fc from 'fast-check';
import { deepEqual } from 'node:assert/strict';
import { test } from 'vitest';
import { Moments } from '../../../engine/time/moments.ts';

test('moments are taken from the earliest on, however they were added', () => {
  fc.assert(
    fc.property(fc.array(fc.option(fc.integer({ min: -50, max: 50 })), { maxLength: 100 }), (steps) => {
      const moments = new Moments();
      const expected: number[] = [];
      // Null takes one, a number is added.
      for (const step of steps) {
        expected.sort((a, b) => a - b);
        deepEqual(moments.earliest, expected[0] ?? Infinity);
        if (step === null) deepEqual(moments.take(), expected.shift() ?? Infinity);
        else expected.push(step);
        if (step !== null) moments.add(step);
      }
    }),
  );
});
