import { expect, test } from 'vitest';
import type { Reading } from '../../../engine/sensors/sensor.ts';
import { SensorPoll } from '../../../engine/sensors/sensor-poll.ts';
import { FakeReader } from './support/fake-reader.ts';
import { FakeTime } from './support/fake-time.ts';

const RUNNING = new AbortController().signal;

function setup(...readers: FakeReader[]) {
  const time = new FakeTime(0);
  const poll = new SensorPoll(readers, { clock: time, timers: time, warn: () => undefined });
  const tick = async (tickMs: number): Promise<number[]> => {
    const readings = poll.tick(tickMs, 200, RUNNING);
    await time.pass(200);
    return (await readings).map(({ value }) => value);
  };
  return { time, poll, tick };
}

test('a reader is never asked again while it owes an answer', async () => {
  const reader = new FakeReader('a');
  reader.answer = () => new Promise(() => undefined);
  const { tick } = setup(reader);
  await tick(1000);
  await tick(2000);
  await tick(3000);
  expect(reader.reads).toBe(1);
});

test('a reading that was under way during a gap is thrown away', async () => {
  const reader = new FakeReader('a');
  let give = (_: readonly Reading[]): void => undefined;
  reader.answer = () => new Promise((resolve) => (give = resolve));
  const { poll, tick } = setup(reader);
  const before = await tick(1000);
  poll.forget();
  give([reader.reading(1)]);
  reader.answer = () => [reader.reading(2)];
  expect([before, await tick(2000), await tick(3000), reader.forgotten]).toEqual([[], [], [2], 2]);
});

test('of two answers in one tick the newer one wins', async () => {
  const reader = new FakeReader('a');
  let give = (_: readonly Reading[]): void => undefined;
  reader.answer = () => new Promise((resolve) => (give = resolve));
  const { time, tick } = setup(reader);
  await tick(1000);
  give([reader.reading(1)]);
  await time.pass(300);
  reader.answer = () => [reader.reading(2)];
  expect([await tick(2000), await tick(3000)]).toEqual([[2], [2]]);
});

test('after the baselines are taken everything is read at the first tick, whatever its cadence', async () => {
  const reader = new FakeReader('a', 60_000);
  const { poll, tick } = setup(reader);
  await poll.prime(500, 200);
  expect([await tick(1000), await tick(2000), await tick(60_000)]).toEqual([[2], [], [3]]);
});

test('a sensor that hung once and later throws is told of both times', async () => {
  const reader = new FakeReader('a');
  const time = new FakeTime(0);
  const warnings: string[] = [];
  const poll = new SensorPoll([reader], { clock: time, timers: time, warn: (message) => void warnings.push(message) });
  const tick = async (tickMs: number, answer: FakeReader['answer']): Promise<void> => {
    reader.answer = answer;
    const readings = poll.tick(tickMs, 200, RUNNING);
    await time.pass(2000);
    await readings;
  };
  let give = (): void => undefined;
  await tick(1000, () => new Promise((resolve) => (give = () => resolve([]))));
  give();
  await time.pass(0);
  await tick(4000, () => []);
  await tick(6000, () => {
    throw new Error('gone');
  });
  expect(warnings).toEqual([
    'sensor "a" did not answer within 2 s; the other sensors go on',
    'sensor "a" answers again after 3 s',
    'sensor "a" failed: gone; the other sensors go on',
  ]);
});
