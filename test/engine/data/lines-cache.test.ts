import { expect, test } from 'vitest';
import { LinesCache } from '../../../engine/data/lines-cache.ts';
import type { LinePoints } from '../../../engine/data/thinning.ts';

const part = (points: number): { lines: LinePoints[] } => ({
  lines: [{ chart: 'c', series: '', unit: null, times: new Float64Array(points), values: new Float64Array(points) }],
});

test('the part that nobody looked at for longest makes room', () => {
  const cache = new LinesCache(10);
  for (const name of ['a', 'b']) cache.put(name, part(5));
  cache.get('a');
  cache.put('c', part(5));
  expect(['a', 'b', 'c'].map((name) => cache.get(name) !== undefined)).toEqual([true, false, true]);
});

test('a part that is larger than all room is held alone', () => {
  const cache = new LinesCache(10);
  cache.put('a', part(5));
  cache.put('b', part(50));
  expect([cache.get('a'), cache.get('b')?.lines[0]!.times.length]).toEqual([undefined, 50]);
});

test('what is held again takes the place, and the room, of what was held before', () => {
  const cache = new LinesCache(10);
  for (const points of [6, 7, 8]) cache.put('a', part(points));
  cache.put('b', part(2));
  expect([cache.get('a')?.lines[0]!.times.length, cache.get('b') !== undefined]).toEqual([8, true]);
});
