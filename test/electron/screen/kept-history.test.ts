import { appendFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { deepEqual, equal, match } from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'vitest';
import type { SeriesPoints } from '../../../electron/ipc/contract.ts';
import { HistoryReader } from '../../../engine/history/history-reader.ts';
import { KeptHistory, WAITING_POINTS_MAX } from '../../../electron/screen/kept-history.ts';
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

function kept(
  folder = join(temporaryFolder(), 'history'),
  append?: (path: string, bytes: Uint8Array) => Promise<void>,
) {
  const clock = { now: 1000 * HOUR };
  const troubles: string[] = [];
  const onTrouble = (error: unknown): void => void troubles.push(String(error));
  const reader = new HistoryReader();
  const parts = {
    now: () => clock.now,
    onTrouble,
    read: (...order: Parameters<typeof reader.read>) => reader.read(...order),
  };
  const history = new KeptHistory(folder, { ...parts, ...(append ? { append } : {}) });
  const timesOf = async (one = history, span = { from: clock.now - HOUR, to: clock.now + HOUR, count: 100_000 }) =>
    (await one.read(span)).map(({ series, times }) => [series, ...times]);
  return { folder, clock, troubles, history, timesOf };
}

/** Puts one point a second from now on. */
async function run({ clock, history }: ReturnType<typeof kept>, seconds: number): Promise<void> {
  for (let i = 0; i < seconds; i++) {
    history.put(points('a', [clock.now]));
    clock.now += 1000;
    await history.written();
  }
}

test('what was written is there after a kill, and of the rest ten seconds at most are gone', async () => {
  const first = kept();
  await run(first, 25);
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
  await run(first, 5);
  await first.history.flush();
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
  // Heads of blocks that are shorter than any.
  for (const length of [0, 3, 12]) {
    const head = Buffer.alloc(40);
    whole.copy(head, 0, 0, 4);
    head.writeUInt32LE(length, 4);
    writeFileSync(`${first.folder}/${name}`, Buffer.concat([head, whole]));
    equal((await kept(first.folder).timesOf())[0]!.length, 6);
  }
});

test('a day is kept, and what is older goes', async () => {
  const one = kept();
  for (let i = 0; i < 30; i++) {
    one.history.put(points('a', [one.clock.now]));
    await one.history.flush();
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
  await one.history.flush();
  const [thin] = await one.history.read({ from: 1000 * HOUR, to: 1001 * HOUR, count: 60 });
  equal(thin!.times.length <= 120, true);
  deepEqual([Math.min(...thin!.values), Math.max(...thin!.values)], [-9, 9]);
  deepEqual(
    [...thin!.times],
    [...thin!.times].sort((left, right) => left - right),
  );
});

test('a disk that cannot be written is told once, and the charts go on', async () => {
  const folder = `${temporaryFolder()}/file`;
  writeFileSync(folder, '');
  const one = kept(folder);
  await run(one, 40);
  equal(one.troubles.length, 1);
  match(one.troubles[0]!, /charts: cannot write .*free some space/);
});

test('what comes after a write that was cut off is there after the next start', async () => {
  const first = kept();
  await run(first, 5);
  await first.history.flush();
  const [name] = readdirSync(first.folder);
  const whole = readFileSync(`${first.folder}/${name}`);
  writeFileSync(`${first.folder}/${name}`, whole.subarray(0, whole.length - 3));
  const second = kept(first.folder);
  await run(second, 3);
  await second.history.flush();
  equal((await kept(first.folder).timesOf())[0]!.length, 4);
});

test('nobody waits for a disk that hangs: points that are being written are read from memory, and what waits is bounded', async () => {
  const calls: number[] = [];
  let release = (): void => undefined;
  const hanging = (_path: string, { length }: Uint8Array): Promise<void> => {
    calls.push(length);
    return new Promise((resolve) => (release = resolve));
  };
  const one = kept(temporaryFolder(), hanging);
  for (let i = 0; i < 25; i++, one.clock.now += 1000) one.history.put(points('a', [one.clock.now]));
  while (calls.length === 0) await new Promise(setImmediate);
  equal((await one.timesOf())[0]!.length, 26);
  equal(calls.length, 1);
  const many = Array.from({ length: WAITING_POINTS_MAX }, (_one, i) => one.clock.now + i);
  one.history.put(points('a', many));
  equal(one.troubles.length, 1);
  match(one.troubles[0]!, /does not answer/);
  equal((await one.timesOf())[0]!.length, 12);
  // Once the disk answers again, so does the history.
  release();
  await one.history.written();
  one.history.put(points('a', [one.clock.now]));
  const done = one.history.flush();
  while (calls.length === 1) await new Promise(setImmediate);
  release();
  await done;
  equal(calls.length, 2);
});

test('a disk that hangs is told of once, however long it does, and what comes then is not held', async () => {
  const one = kept(temporaryFolder(), () => new Promise<void>(() => undefined));
  for (let i = 0; i < 3; i++) {
    for (let j = 0; j < 12; j++, one.clock.now += 1000) one.history.put(points('a', [one.clock.now]));
    one.history.put(
      points(
        'a',
        Array.from({ length: WAITING_POINTS_MAX }, (_one, k) => one.clock.now + k),
      ),
    );
  }
  equal(one.troubles.length, 1);
});

test('after a write that failed nothing is held for the next, and nothing is written where nothing came', async () => {
  const calls: string[] = [];
  const one = kept(temporaryFolder(), (path) => (calls.push(path), Promise.reject(new Error('gone'))));
  await one.history.flush();
  deepEqual(calls, []);
  await run(one, 12);
  await one.history.written();
  deepEqual([calls.length, one.troubles.length], [1, 1]);
  one.history.put(points('a', [one.clock.now]));
  deepEqual((await one.history.between(0, Infinity)).unwritten, []);
});

test('where nothing was kept nobody is asked for it', async () => {
  const nobody = (): Promise<never> => Promise.reject(new Error('asked'));
  const history = new KeptHistory(temporaryFolder(), { now: () => 0, onTrouble: () => undefined, read: nobody });
  deepEqual(await history.read({ from: 0, to: HOUR, count: 60 }), []);
});
