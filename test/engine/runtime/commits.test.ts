import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Commits } from '../../../engine/runtime/commits.ts';
import { createDiscardSink } from '../../../engine/sinks/discard.ts';
import type { Sink } from '../../../engine/sinks/sink.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function recordingSink(name: string, log: string[]): Sink {
  return {
    ...createDiscardSink(),
    prepareCommit(number) {
      log.push(`${name} prepares ${number}`);
      return Promise.resolve(null);
    },
    commit(number) {
      log.push(`${name} commits ${number}`);
      return Promise.resolve();
    },
  };
}

test('all sinks prepare before any commits, once an interval', async () => {
  const log: string[] = [];
  const commits = new Commits([recordingSink('a', log), recordingSink('b', log)], 1000);
  commits.begin();
  await vi.advanceTimersByTimeAsync(2500);
  await commits.end();
  await vi.advanceTimersByTimeAsync(5000);
  expect(log).toEqual(
    [1, 2].flatMap((n) => [`a prepares ${n}`, `b prepares ${n}`, `a commits ${n}`, `b commits ${n}`]),
  );
});

test('a slow commit is never overlapped by the next', async () => {
  let running = 0;
  let most = 0;
  let count = 0;
  const slow: Sink = {
    ...createDiscardSink(),
    async prepareCommit() {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setTimeout(resolve, 3500));
      running--;
      count++;
      return null;
    },
  };
  const commits = new Commits([slow], 1000);
  commits.begin();
  await vi.advanceTimersByTimeAsync(10_000);
  expect([most, count]).toEqual([1, 2]);
});

test('a commit that was under way at the end is waited for, and no other follows', async () => {
  let count = 0;
  const slow: Sink = {
    ...createDiscardSink(),
    prepareCommit: () => new Promise((resolve) => setTimeout(() => resolve((count++, null)), 500)),
  };
  const commits = new Commits([slow], 1000);
  commits.begin();
  await vi.advanceTimersByTimeAsync(1200);
  const ended = commits.end();
  await vi.advanceTimersByTimeAsync(10_000);
  await ended;
  expect([count, vi.getTimerCount()]).toEqual([1, 0]);
});

test('a commit that fails rejects the failure and the end, and is the last one', async () => {
  const failing: Sink = { ...createDiscardSink(), commit: () => Promise.reject(new Error('disk full')) };
  const commits = new Commits([failing], 1000);
  commits.begin();
  await vi.advanceTimersByTimeAsync(1000);
  await expect(commits.failure).rejects.toThrow('disk full');
  await expect(commits.end()).rejects.toThrow('disk full');
  expect(vi.getTimerCount()).toBe(0);
});

test('the first commit may come early, and never later than the others', async () => {
  const counts: number[] = [];
  for (const [intervalMs, firstMs] of [
    [10_000, 1000],
    [500, 1000],
  ] as const) {
    const log: string[] = [];
    const commits = new Commits([recordingSink('a', log)], intervalMs, firstMs);
    commits.begin();
    for (const ms of [400, 200, 600, 9000, 1000]) {
      await vi.advanceTimersByTimeAsync(ms);
      counts.push(log.length / 2);
    }
    await commits.end();
  }
  expect(counts).toEqual([0, 0, 1, 1, 2, 0, 1, 2, 20, 22]);
});
