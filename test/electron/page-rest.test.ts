import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { PageRest, REST_AFTER_MS } from '../../electron/page-rest.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function restOf(): { rest: PageRest; done: string[] } {
  const done: string[] = [];
  return { done, rest: new PageRest({ giveUp: () => done.push('give up'), load: () => done.push('load') }) };
}

test('a page that nobody can see for long is given up, and loaded when somebody can see it again', () => {
  const { rest, done } = restOf();
  rest.hidden();
  vi.advanceTimersByTime(REST_AFTER_MS - 1);
  expect(done).toEqual([]);
  vi.advanceTimersByTime(1);
  expect([done, rest.isResting]).toEqual([['give up'], true]);
  rest.hidden();
  vi.advanceTimersByTime(REST_AFTER_MS);
  rest.shown();
  rest.shown();
  expect([done, rest.isResting]).toEqual([['give up', 'load'], false]);
});

test('a window that is hidden for a short while keeps its page', () => {
  const { rest, done } = restOf();
  for (let i = 0; i < 5; i++) {
    rest.hidden();
    vi.advanceTimersByTime(REST_AFTER_MS / 2);
    rest.shown();
  }
  vi.advanceTimersByTime(REST_AFTER_MS);
  expect(done).toEqual([]);
});

test('nothing is given up after the window is closed, and the page of the next one is not loaded twice', () => {
  const { rest, done } = restOf();
  rest.hidden();
  rest.end();
  vi.advanceTimersByTime(REST_AFTER_MS);
  expect(done).toEqual([]);
  rest.hidden();
  vi.advanceTimersByTime(REST_AFTER_MS);
  rest.end();
  rest.shown();
  expect([done, rest.isResting]).toEqual([['give up'], false]);
});
