import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'vitest';
import { FOLLOWED_MAX, Followed } from '../../../engine/sinks/followed.ts';

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('every point goes on its way, one message at a time, and who gives too many has to wait', async () => {
  const sent: number[][] = [];
  const followed = new Followed((points) =>
    sent.push(points.flatMap(({ series }) => series.flatMap(({ times }) => [...times]))),
  );
  const put = (x: number): void => followed.put('sink', { series: `s${x % 700}`, unit: null, x, y: x });
  put(0);
  await turn();
  deepEqual(sent, [[0]]);
  for (let x = 1; x <= FOLLOWED_MAX; x++) put(x);
  await turn();
  equal(sent.length, 1);
  let hasRoom = false;
  const room = followed.room()!.then(() => (hasRoom = true));
  await turn();
  equal(hasRoom, false);
  followed.taken();
  await room;
  // More series than a screen shows, and none is left out.
  equal(sent[1]!.length, FOLLOWED_MAX);
  equal(followed.room(), null);
});

test('what waits at the end is sent before it, taken or not', async () => {
  const sent: number[] = [];
  const followed = new Followed((points) => sent.push(points[0]!.series[0]!.times.length));
  followed.put('sink', { series: '', unit: null, x: 1, y: 1 });
  await turn();
  followed.put('sink', { series: '', unit: null, x: 2, y: 2 });
  followed.put('sink', { series: '', unit: null, x: 3, y: NaN });
  followed.flush();
  deepEqual(sent, [1, 2]);
});
