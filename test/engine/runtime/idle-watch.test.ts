import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { IdleWatch } from '../../../engine/runtime/idle-watch.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function watch(timeoutMs: number): { watch: IdleWatch; told: number[] } {
  const told: number[] = [];
  const clock = { now: () => Date.now(), monotonic: () => Date.now() };
  const start = Date.now();
  return { told, watch: new IdleWatch(timeoutMs, clock, () => told.push(Date.now() - start)) };
}

test('a source that is asked for longer than its timeout is idle, once', () => {
  const { watch: idle, told } = watch(100);
  idle.begin();
  vi.advanceTimersByTime(500);
  idle.end(0);
  idle.begin();
  vi.advanceTimersByTime(500);
  expect(told).toEqual([100]);
});

test('rows begin the wait anew, answers without rows do not', () => {
  const { watch: idle, told } = watch(100);
  for (const rows of [0, 5, 0]) {
    idle.begin();
    vi.advanceTimersByTime(40);
    idle.end(rows);
  }
  idle.begin();
  vi.advanceTimersByTime(40);
  expect(told).toEqual([]);
  vi.advanceTimersByTime(20);
  expect(told).toEqual([180]);
});

test('the time that a full sink holds the source up does not count', () => {
  const { watch: idle, told } = watch(100);
  idle.begin();
  vi.advanceTimersByTime(60);
  idle.end(0);
  vi.advanceTimersByTime(10_000);
  idle.begin();
  vi.advanceTimersByTime(39);
  expect(told).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(told).toEqual([10_100]);
});

test('a source that gives rows again can become idle again', () => {
  const { watch: idle, told } = watch(100);
  idle.begin();
  vi.advanceTimersByTime(150);
  idle.end(1);
  idle.begin();
  vi.advanceTimersByTime(100);
  expect(told).toEqual([100, 250]);
});
