import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Counters } from '../../../engine/sensors/counters.ts';
import { Scanner } from '../../../engine/sensors/scanner.ts';

function put(counters: Counters, nowMs: number, text: string): number | null {
  counters.begin(nowMs);
  counters.select('x');
  const scanner = new Scanner().start(Buffer.from(text));
  scanner.number();
  counters.set(0, scanner);
  const elapsedMs = counters.advance();
  counters.end();
  return elapsedMs;
}

test('the increase of any two 64-bit counters is exact', () => {
  const counter = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });
  const increase = fc.bigInt({ min: 0n, max: 2n ** 53n - 1n });
  fc.assert(
    fc.property(counter, increase, (before, delta) => {
      const counters = new Counters(1);
      put(counters, 0, String(before));
      expect([put(counters, 10, String(before + delta)), counters.deltas[0]]).toEqual([10, Number(delta)]);
    }),
  );
});

test('a counter that went back is a new start', () => {
  const counters = new Counters(1);
  expect([put(counters, 0, '100'), put(counters, 10, '99'), put(counters, 30, '101'), counters.deltas[0]]).toEqual([
    null,
    null,
    20,
    2,
  ]);
});

test('a thing that misses a round is a new start', () => {
  const counters = new Counters(1);
  put(counters, 0, '100');
  counters.begin(10);
  counters.end();
  expect(put(counters, 20, '200')).toBe(null);
});
