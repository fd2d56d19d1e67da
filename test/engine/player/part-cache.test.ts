import { expect, test } from 'vitest';
import { PartCache, type ReadPart } from '../../../engine/player/part-cache.ts';

const part = (points: number): ReadPart => ({
  lines: [{ chart: 'c', series: '', unit: null, times: new Float64Array(points), values: new Float64Array(points) }],
  unreadable: 0,
  refused: 0,
});

test('the part that nobody looked at for longest makes room', () => {
  const cache = new PartCache(10);
  for (const name of ['a', 'b']) cache.put(name, part(5));
  cache.get('a');
  cache.put('c', part(5));
  expect(['a', 'b', 'c'].map((name) => cache.get(name) !== undefined)).toEqual([true, false, true]);
});

test('a part that is larger than all room is held alone', () => {
  const cache = new PartCache(10);
  cache.put('a', part(5));
  cache.put('b', part(50));
  expect([cache.get('a'), cache.get('b')?.lines[0]!.times.length]).toEqual([undefined, 50]);
});
