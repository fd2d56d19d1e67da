import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { afterLong } from '../../../engine/cli/long-timer.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const DAY_MS = 86_400_000;

test('a wait of a hundred days ends after a hundred days, once', () => {
  const ends = vi.fn();
  afterLong(100 * DAY_MS, ends);
  vi.advanceTimersByTime(100 * DAY_MS - 1);
  const before = ends.mock.calls.length;
  vi.advanceTimersByTime(1);
  vi.advanceTimersByTime(100 * DAY_MS);
  expect([before, ends.mock.calls.length]).toEqual([0, 1]);
});

test('a wait that is cancelled never ends, however far it had come', () => {
  const ends = vi.fn();
  const cancel = afterLong(100 * DAY_MS, ends);
  vi.advanceTimersByTime(50 * DAY_MS);
  cancel();
  vi.advanceTimersByTime(100 * DAY_MS);
  expect(ends).not.toHaveBeenCalled();
});
