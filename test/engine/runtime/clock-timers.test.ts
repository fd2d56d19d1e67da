import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ClockTimers } from '../../../engine/runtime/clock-timers.ts';

beforeEach(() => void vi.useFakeTimers({ now: 1000 }));
afterEach(() => void vi.useRealTimers());

const clock = { now: () => Date.now(), monotonic: () => Date.now() };

/** An operator that wants to be woken at moments, one after the other. */
function operator(...wanted: number[]) {
  const shown: number[] = [];
  return {
    shown,
    advance(now: number): void {
      shown.push(now);
      while (wanted[0]! < now) wanted.shift();
    },
    nextTimer: () => wanted[0] ?? Infinity,
  };
}

test('a timer is due once the clock shows more than its moment, and then the next one is waited for', () => {
  const follower = operator(1500, 90_000);
  const timer = new ClockTimers(clock).add(follower, (work, given) => work(given));
  timer.before();
  timer.after();
  vi.advanceTimersByTime(500);
  expect(follower.shown).toEqual([1000]);
  vi.advanceTimersByTime(1);
  expect(follower.shown).toEqual([1000, 1501]);
  vi.advanceTimersByTime(100_000);
  expect(follower.shown.at(-1)).toBe(90_001);
});

test('once the job has ended no timer fires any more', () => {
  const follower = operator(1500);
  const timers = new ClockTimers(clock);
  timers.add(follower, (work, given) => work(given)).after();
  timers.end();
  vi.advanceTimersByTime(10_000);
  expect(follower.shown).toEqual([]);
});

test('what fails in a timer is a failure of the job, not of the thread', async () => {
  const timers = new ClockTimers(clock);
  const fail = (): never => {
    throw new Error('a bug');
  };
  timers.add({ advance: fail, nextTimer: () => 1500 }, (work, given) => work(given)).after();
  vi.advanceTimersByTime(501);
  await expect(timers.failure).rejects.toThrow('a bug');
});
