import { appendFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { deepEqual, equal, match } from 'node:assert/strict';
import { test } from 'vitest';
import type { SeriesPoints } from '../../../electron/ipc/contract.ts';
import { KeptHistory } from '../../../electron/screen/kept-history.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const HOUR = 3_600_000;

function points(series: string, times: readonly number[]): SeriesPoints {
  return {
    chart: 'p/c',
    series,
    unit: '1',
    times: Float64Array.from(times),
    values: Float64Array.from(times, (time) => (time / 1000) % 1024),
  };
}

function kept(folder = temporaryFolder()) {
  const clock = { now: 1000 * HOUR };
  const troubles: string[] = [];
  const history = new KeptHistory(folder, { now: () => clock.now, onTrouble: (error) => troubles.push(String(error)) });
  const timesOf = async (one = history, span = { from: clock.now - HOUR, to: clock.now + HOUR, count: 100_000 }) =>
    (await one.read(span)).map(({ series, times }) => [series, ...times]);
  return { folder, clock, troubles, history, timesOf };
}

/** Puts one point a second from now on. */
function run({ clock, history }: ReturnType<typeof kept>, seconds: number): void {
  for (let i = 0; i < seconds; i++) {
    history.put(points('a', [clock.now]));
    clock.now += 1000;
  }
}

test('what was written is there after a kill, and of the rest ten seconds at most are gone', async () => {
  const first = kept();
  run(first, 25);
  const second = kept(first.folder);
  const [series, ...times] = (await second.timesOf())[0]!;
  equal(series, 'a');
  deepEqual(
    times,
    Array.from({ length: times.length }, (_one, i) => 1000 * HOUR + i * 1000),
  );
  equal(15 <= times.length && times.length <= 25, true);
  equal((await first.timesOf())[0]!.length, 26);
});

test('a write that was cut off, and whatever stands in the place of a block, is passed over', async () => {
  const first = kept();
  run(first, 5);
  first.history.flush();
  const [name] = readdirSync(first.folder);
  const whole = readFileSync(`${first.folder}/${name}`);
  appendFileSync(`${first.folder}/${name}`, whole.subarray(0, whole.length - 3));
  equal((await kept(first.folder).timesOf())[0]!.length, 6);
  const damaged = Buffer.from(whole);
  damaged[damaged.length - 1]! ^= 1;
  writeFileSync(`${first.folder}/${name}`, damaged);
  deepEqual(await kept(first.folder).timesOf(), []);
  writeFileSync(`${first.folder}/${name}`, 'not a history at all');
  deepEqual(await kept(first.folder).timesOf(), []);
});

test('a day is kept, and what is older goes', () => {
  const one = kept();
  for (let i = 0; i < 30; i++) {
    one.history.put(points('a', [one.clock.now]));
    one.history.flush();
    one.clock.now += HOUR;
  }
  const hours = readdirSync(one.folder).map((name) => Number(name.split('.')[0]));
  deepEqual([hours.length, Math.min(...hours), Math.max(...hours)], [25, 1005, 1029]);
});

test('a long span comes back thinned out, with its lowest and highest values, in order', async () => {
  const one = kept();
  const times = Array.from({ length: 3600 }, (_one, i) => 1000 * HOUR + i * 1000);
  one.history.put({
    ...points('a', times),
    values: Float64Array.from(times, (_time, i) => (i === 1234 ? 9 : i === 77 ? -9 : 1)),
  });
  one.history.flush();
  const [thin] = await one.history.read({ from: 1000 * HOUR, to: 1001 * HOUR, count: 60 });
  equal(thin!.times.length <= 120, true);
  deepEqual([Math.min(...thin!.values), Math.max(...thin!.values)], [-9, 9]);
  deepEqual(
    [...thin!.times],
    [...thin!.times].sort((left, right) => left - right),
  );
});

test('a disk that cannot be written is told once, and the charts go on', () => {
  const folder = `${temporaryFolder()}/file`;
  writeFileSync(folder, '');
  const one = kept(folder);
  run(one, 40);
  equal(one.troubles.length, 1);
  match(one.troubles[0]!, /charts: cannot write .*free some space/);
});
