import { deepEqual, equal, notEqual } from 'node:assert/strict';
import { test } from 'vitest';
import { gatherLater } from '../../../engine/state/gather.ts';
import {
  copyBytes,
  copyIntegers,
  copyNumbers,
  joinIntegers,
  SnapshotMemory,
} from '../../../engine/state/snapshot-memory.ts';
import { written } from '../../support/moved.ts';

const LARGE = 100_000;

test('a snapshot is copied into the memory of the one before, unless it was another kind of thing that took it', () => {
  const memory = new SnapshotMemory();
  const numbers = new Float64Array(LARGE).fill(1);
  const integers = new Int32Array(LARGE).fill(2);
  const [first, second] = memory.take(() => [copyNumbers(numbers), copyNumbers(numbers)] as const);
  notEqual(first.buffer, second.buffer);
  const again = memory.take(() => [copyNumbers(numbers), copyIntegers(integers)] as const);
  equal(again[0].buffer, first.buffer);
  deepEqual([again[0].length, again[1].length, again[0][LARGE - 1], again[1][LARGE - 1]], [LARGE, LARGE, 1, 2]);
});

test('memory that a snapshot did not need is let go', () => {
  const memory = new SnapshotMemory();
  const large = memory.take(() => copyBytes(new Uint8Array(LARGE)));
  memory.take(() => copyBytes(new Uint8Array(10)));
  notEqual(memory.take(() => copyBytes(new Uint8Array(LARGE))).buffer, large.buffer);
});

test('two snapshots that nobody gives a memory do not share one', () => {
  notEqual(copyNumbers(new Float64Array(LARGE)).buffer, copyNumbers(new Float64Array(LARGE)).buffer);
});

test('what is gathered later is what was there, whether much or little of it is wanted', () => {
  for (const wanted of [1, LARGE]) {
    const values = Float64Array.from({ length: LARGE }, (_, i) => i);
    const places = Int32Array.from({ length: wanted }, (_, i) => i);
    const gathered = gatherLater(values, places, wanted);
    values.fill(-1);
    const numbers = (written({ gathered }) as { gathered: Float64Array }).gathered;
    deepEqual([numbers.length, numbers[wanted - 1]], [wanted, wanted - 1]);
  }
});

test('what a snapshot lacks is made ready in steps before it, and what it has is not', () => {
  const memory = new SnapshotMemory();
  const numbers = new Float64Array(LARGE).fill(1);
  const integers = new Int32Array(3 * LARGE).fill(2);
  const snapshot = () => [copyNumbers(numbers), joinIntegers([integers, integers]), copyBytes(new Uint8Array(9))];
  const steps = () => [...memory.makeReady(snapshot)].length;
  // 1 MiB for the numbers, 4 MiB for the others; the rest is too little.
  const before = steps();
  const taken = memory.take(snapshot);
  deepEqual(
    [before, steps(), taken.map(({ length }) => length), taken[1]![6 * LARGE - 1]],
    [5, 0, [LARGE, 6 * LARGE, 9], 2],
  );
});

test('of what is only looked at nothing is copied', () => {
  const memory = new SnapshotMemory();
  const numbers = new Float64Array(LARGE);
  let seen: Float64Array | null = null;
  for (const _ of memory.makeReady(() => (seen = copyNumbers(numbers)))) break;
  equal(seen, numbers);
  notEqual(
    memory.take(() => copyNumbers(numbers)),
    numbers,
  );
});

test('memory that was made ready is what the snapshot is copied into', () => {
  const memory = new SnapshotMemory();
  const numbers = new Float64Array(LARGE);
  deepEqual([...memory.makeReady(() => copyNumbers(numbers))].length, 1);
  // The last entry of the last page but for what nobody asked for: a copy does not clear it.
  const { buffer } = memory.take(() => copyNumbers(numbers));
  deepEqual(new Uint8Array(buffer)[2 ** 20 - 4096], 1);
  // Now there is memory for one; only that of the second is lacking.
  deepEqual([...memory.makeReady(() => [copyNumbers(numbers), copyNumbers(numbers)])].length, 1);
});
