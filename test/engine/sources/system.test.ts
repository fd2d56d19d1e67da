import { expect, test } from 'vitest';
import type { Batch } from '../../../engine/data/batch.ts';
import type { NumberColumn } from '../../../engine/data/column.ts';
import { toRows } from '../../../engine/data/rows.ts';
import { READING_SCHEMA } from '../../../engine/sensors/reading-schema.ts';
import { createSystemSource } from '../../../engine/sources/system.ts';
import type { PauseReason, SourceGap, SourcePosition } from '../../../engine/sources/source.ts';
import { BoundedOutOfOrderness } from '../../../engine/time/watermarks.ts';
import type { Reading } from '../../../engine/sensors/sensor.ts';
import { FakeReader } from '../sensors/support/fake-reader.ts';
import { FakeTime } from '../sensors/support/fake-time.ts';

const START = 1_700_000_000_300;

interface Options {
  readonly intervalMs?: number;
  readonly metrics?: readonly string[];
  readonly batchSize?: number;
  readonly platform?: NodeJS.Platform;
  /** What a checkpoint had of it, and what has kept it since. */
  readonly from?: SourcePosition;
  readonly pause?: PauseReason;
}

/** A source over `readers`, opened at 300 ms past a second of a fake clock. */
async function opened(readers: readonly FakeReader[], options: Options = {}) {
  const { intervalMs = 1000, metrics = ['*'], batchSize = 1000, platform = 'linux', from = null, pause } = options;
  const time = new FakeTime(START);
  const warnings: string[] = [];
  const gaps: SourceGap[] = [];
  const counters = { dropped: 0 };
  const stop = new AbortController();
  const source = createSystemSource(
    { type: 'system', intervalMs, metrics, eventTime: { column: 'ts', outOfOrdernessMs: 0, idleTimeoutMs: null } },
    {
      clock: time,
      batchSize,
      counters,
      from,
      ...(pause && { pause }),
      waiting: (data) => data,
      reject: () => undefined,
      warn: (message) => void warnings.push(message),
      gap: (gap) => void gaps.push(gap),
    },
    { readers, timers: time, host: 'here', platform },
  );
  await source.open();
  /** Lets `ms` go by in a poll: the rows as [ms since the start of the second, metric, entity, value]. */
  const poll = async (ms = 1000): Promise<unknown[]> => {
    const batch = source.poll(stop.signal);
    await time.pass(ms);
    return toRows((await batch)!).map(({ ts, metric, entity, value }) => [
      Number(ts) - START + 300,
      metric,
      entity,
      value,
    ]);
  };
  return { source, time, warnings, gaps, counters, stop, poll };
}

function later(): { answer: Promise<readonly Reading[]>; give: (readings: readonly Reading[]) => void } {
  let give = (_: readonly Reading[]): void => undefined;
  const answer = new Promise<readonly Reading[]>((resolve) => (give = resolve));
  return { answer, give: (readings) => give(readings) };
}

test('rows have the schema of the contract, and all of a tick have its time, a whole multiple of the interval', async () => {
  const { source, time, stop } = await opened([new FakeReader('a'), new FakeReader('b')]);
  const batch = source.poll(stop.signal);
  await time.pass(700);
  const { schema, ...rest } = (await batch)!;
  expect([schema, toRows({ schema, ...rest })]).toEqual([
    READING_SCHEMA,
    ['a', 'b'].map((name) => ({
      ts: START + 700,
      host: 'here',
      metric: `test.${name}`,
      entity: 'x',
      // The first reading took the baselines.
      value: 2,
      unit: '1',
    })),
  ]);
});

test('the first tick is at least 200 ms after the baselines, and the ticks do not drift', async () => {
  const reader = new FakeReader('a');
  const { poll } = await opened([reader], { intervalMs: 250 });
  // 300 + 200 is 500: on the mark.
  expect([await poll(201), await poll(260), await poll(260)]).toEqual([
    [[500, 'test.a', 'x', 2]],
    [[750, 'test.a', 'x', 3]],
    [[1000, 'test.a', 'x', 4]],
  ]);
});

test('a stop answers at once, with no rows', async () => {
  const { source, stop, poll } = await opened([new FakeReader('a')]);
  const batch = source.poll(stop.signal);
  stop.abort();
  expect([(await batch)!.length, await poll(0)]).toEqual([0, []]);
});

test('a stop does not wait for a slow sensor either', async () => {
  const reader = new FakeReader('a');
  const { source, time, stop } = await opened([reader]);
  reader.answer = () => new Promise(() => undefined);
  const batch = source.poll(stop.signal);
  await time.pass(710);
  stop.abort();
  expect((await batch)!.length).toBe(0);
});

test('globs choose rows, and a sensor none of whose metrics match is not read at all', async () => {
  const [wanted, unwanted] = [new FakeReader('a'), new FakeReader('b')];
  wanted.answer = () => [
    wanted.reading(1),
    { ...wanted.reading(2), metric: 'other' },
    { ...wanted.reading(3), metric: 'gap' },
  ];
  const { poll } = await opened([wanted, unwanted], { metrics: ['test.a'] });
  expect([await poll(), unwanted.reads]).toEqual([
    [
      [1000, 'test.a', 'x', 1],
      [1000, 'gap', 'x', 3],
    ],
    0,
  ]);
});

test('a tick with more rows than a batch takes goes out in several', async () => {
  const reader = new FakeReader('a');
  reader.answer = () => [1, 2, 3].map((value) => reader.reading(value));
  const { poll } = await opened([reader], { batchSize: 2 });
  expect([(await poll()).length, (await poll(0)).length, (await poll()).length]).toEqual([2, 1, 2]);
});

test('values that are no numbers give no rows', async () => {
  const reader = new FakeReader('a');
  reader.answer = () => [NaN, Infinity, 5].map((value) => reader.reading(value));
  const { poll } = await opened([reader]);
  expect(await poll()).toEqual([[1000, 'test.a', 'x', 5]]);
});

test('a slow sensor keeps its own cadence', async () => {
  const [fast, slow] = [new FakeReader('fast'), new FakeReader('slow', 3000)];
  const { poll } = await opened([fast, slow]);
  const ticks = [await poll(), await poll(), await poll(), await poll(), await poll()];
  expect([ticks.map((rows) => rows.length), slow.reads]).toEqual([[2, 1, 1, 2, 1], 3]);
});

test('a sensor that hangs is told of once, loses its rows only, and leaves one gap row when it comes back', async () => {
  const [good, bad] = [new FakeReader('good'), new FakeReader('bad')];
  const { poll, warnings } = await opened([good, bad]);
  await poll();
  const hanging = later();
  bad.answer = () => hanging.answer;
  const during = [await poll(), await poll(), await poll(), await poll()];
  const reads = bad.reads;
  bad.answer = () => [bad.reading(7)];
  hanging.give([bad.reading(6)]);
  const after = [await poll(), await poll()];
  expect([during.map((rows) => rows.length), reads, warnings]).toEqual([
    [1, 1, 1, 1],
    3,
    ['sensor "bad" did not answer within 2 s; the other sensors go on', 'sensor "bad" answers again after 5 s'],
  ]);
  expect(after).toEqual([
    [
      [6000, 'test.good', 'x', 7],
      [6000, 'gap', 'sensor failed: test.bad', 5],
      [6000, 'test.bad', 'x', 7],
    ],
    [
      [7000, 'test.good', 'x', 8],
      [7000, 'test.bad', 'x', 7],
    ],
  ]);
});

test('a sensor that throws is told of once, asked again each time, and starts its counters anew', async () => {
  const bad = new FakeReader('bad');
  const { poll, warnings } = await opened([bad]);
  await poll();
  bad.answer = () => {
    throw new Error('no such chip');
  };
  const during = [await poll(), await poll()];
  bad.answer = () => [];
  const back = await poll();
  expect([during, back, bad.forgotten, warnings]).toEqual([
    [[], []],
    [[4000, 'gap', 'sensor failed: test.bad', 3]],
    2,
    ['sensor "bad" failed: no such chip; the other sensors go on', 'sensor "bad" answers again after 3 s'],
  ]);
});

test('rows that come when their tick is over take the time of the next one: time never goes back', async () => {
  const [good, slow] = [new FakeReader('good'), new FakeReader('slow', 5000)];
  const { time, poll } = await opened([good, slow]);
  const answer = later();
  slow.answer = () => answer.answer;
  const first = await poll(700);
  const second = poll(1000);
  // It answers half a second late.
  await time.pass(500);
  answer.give([slow.reading(9)]);
  expect([first, await second]).toEqual([
    [[1000, 'test.good', 'x', 2]],
    [
      [2000, 'test.good', 'x', 3],
      [2000, 'test.slow', 'x', 9],
    ],
  ]);
});

test('no row waits for a slow sensor: each follows as soon as it is there, with the time of the tick', async () => {
  const readers = [new FakeReader('slow'), new FakeReader('quick'), new FakeReader('slower')];
  const { source, time, stop, poll } = await opened(readers);
  const [slow, slower] = [later(), later()];
  readers[0]!.answer = () => slow.answer;
  readers[2]!.answer = () => slower.answer;
  const given: unknown[] = [];
  const first = source.poll(stop.signal).then((batch) => given.push(batch!.length));
  await time.pass(700);
  // Not a millisecond later than the tick.
  expect(given).toEqual([1]);
  await first;
  const second = poll(30);
  slow.give([readers[0]!.reading(7)]);
  const then = await second;
  const third = poll(100);
  slower.give([readers[2]!.reading(8)]);
  expect([then, await third]).toEqual([[[1000, 'test.slow', 'x', 7]], [[1000, 'test.slower', 'x', 8]]]);
});

test('what a slow sensor said while downstream was full keeps the time of its tick', async () => {
  const [good, slow] = [new FakeReader('good'), new FakeReader('slow')];
  const { time, poll } = await opened([good, slow]);
  const answer = later();
  slow.answer = () => answer.answer;
  const first = await poll(700);
  answer.give([slow.reading(7)]);
  await time.pass(0);
  time.skip(400);
  expect([first, await poll(0)]).toEqual([[[1000, 'test.good', 'x', 2]], [[1000, 'test.slow', 'x', 7]]]);
});

test('the slow rows of a tick are on time after the quick ones, without any out-of-orderness', async () => {
  const [good, slow] = [new FakeReader('good'), new FakeReader('slow')];
  const { source, time, stop } = await opened([good, slow]);
  const answer = later();
  slow.answer = () => answer.answer;
  const watermarks = new BoundedOutOfOrderness(0);
  const stamped = async (polled: Promise<Batch | null>, ms: number) => {
    await time.pass(ms);
    const batch = (await polled)!;
    return watermarks.stamp(batch, (batch.columns[0] as NumberColumn).values.slice(0, batch.length));
  };
  await stamped(source.poll(stop.signal), 700);
  const second = source.poll(stop.signal);
  answer.give([slow.reading(7)]);
  const { eventTimes, watermarksBefore, watermark } = await stamped(second, 50);
  // Late is what is not after the watermark before it.
  expect([eventTimes![0]! - START, watermarksBefore, watermark]).toEqual([700, START + 699, START + 699]);
});

test('a suspend gives one gap row, starts counters anew, and no burst of ticks follows', async () => {
  const reader = new FakeReader('a');
  const { time, poll, counters } = await opened([reader]);
  await poll();
  time.step(60_000);
  const ticks = [await poll(), await poll()];
  expect([ticks, reader.forgotten, counters.dropped]).toEqual([
    [
      [
        [61_000, 'gap', 'suspend', 60],
        [61_000, 'test.a', 'x', 3],
      ],
      [[62_000, 'test.a', 'x', 4]],
    ],
    1,
    0,
  ]);
});

test('a clock that is set back gives one gap row, and time goes on ahead of it', async () => {
  const reader = new FakeReader('a');
  const { time, poll } = await opened([reader]);
  await poll();
  time.step(-3_600_000);
  const ticks = [await poll(1200), await poll(1200)];
  expect(ticks).toEqual([
    [
      [2000, 'gap', 'clock step', 3600],
      [2000, 'test.a', 'x', 3],
    ],
    [[3000, 'test.a', 'x', 4]],
  ]);
});

test('a suspend of a machine whose monotonic clock goes on shows as one too', async () => {
  const reader = new FakeReader('a');
  const { source, time, stop } = await opened([reader], { platform: 'darwin' });
  const batch = source.poll(stop.signal);
  time.skip(60_700);
  await time.pass(0);
  expect(toRows((await batch)!).map(({ entity, value }) => [entity, value])).toEqual([
    ['suspend', 60],
    ['x', 2],
  ]);
});

test('ticks that were overslept are left out and counted', async () => {
  const reader = new FakeReader('a');
  const { source, time, stop, counters, poll } = await opened([reader]);
  const batch = source.poll(stop.signal);
  time.skip(3800);
  await time.pass(0);
  const late = toRows((await batch)!).map(({ ts }) => Number(ts) - START + 300);
  expect([late, counters.dropped, await poll(900)]).toEqual([[4000], 3, [[5000, 'test.a', 'x', 3]]]);
});

test('a poll that comes late, because downstream was full, leaves a gap row and counts what was given up', async () => {
  const reader = new FakeReader('a');
  const { time, counters, poll } = await opened([reader]);
  await poll(700);
  time.skip(10_000);
  expect([await poll(0), counters.dropped]).toEqual([
    [
      [11_000, 'gap', 'backpressure', 9],
      [11_000, 'test.a', 'x', 3],
    ],
    9,
  ]);
});

test('sensors cannot be replayed, and are let go of at the end', async () => {
  const [read, unread] = [new FakeReader('a'), new FakeReader('b')];
  const { source } = await opened([read, unread], { metrics: ['test.a'] });
  await source.close();
  expect([source.position(), read.closed, unread.closed]).toEqual([null, 1, 1]);
});

test('a checkpoint has how far the readings came, and what lies between that and the first tick of the next run is one row', async () => {
  const first = await opened([new FakeReader('a')]);
  expect(first.source.position()).toEqual(null);
  await first.poll();
  expect(first.source.position()).toEqual({ tick: START + 700 });
  const from = { tick: START + 700 - 60_000 };
  const second = await opened([new FakeReader('a')], { from, pause: 'app stopped', metrics: ['test.a'] });
  // Until it has told of the gap, the next run has to.
  expect(second.source.position()).toEqual(from);
  expect([await second.poll(), await second.poll()]).toEqual([
    [
      [1000, 'gap', 'app stopped', 59],
      [1000, 'test.a', 'x', 2],
    ],
    [[2000, 'test.a', 'x', 3]],
  ]);
  expect(second.source.position()).toEqual({ tick: START + 1700 });
});

test('a clock that was set back between two runs is told by how much', async () => {
  const from = { tick: START + 700 + 60_000 };
  const { poll, gaps } = await opened([new FakeReader('a')], { from, metrics: ['no.such'] });
  expect([await poll(), gaps]).toEqual([
    [[1000, 'gap', 'clock step', 60]],
    // Whoever draws what filters let through hears of it too.
    [{ at: START + 700, reason: 'clock step', seconds: 60 }],
  ]);
});

test('a gap says what has kept the readings from going on', async () => {
  for (const pause of ['pipeline stopped', 'pipeline failed'] as const) {
    const { poll } = await opened([new FakeReader('a')], { from: { tick: START - 1300 }, pause, metrics: ['no.such'] });
    expect(await poll()).toEqual([[1000, 'gap', pause, 1]]);
  }
});

test('where no tick was left out, nothing is told', async () => {
  const { poll } = await opened([new FakeReader('a')], { from: { tick: START - 300 }, pause: 'pipeline failed' });
  expect(await poll()).toEqual([[1000, 'test.a', 'x', 2]]);
});
