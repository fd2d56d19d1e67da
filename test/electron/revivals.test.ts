import { deepEqual } from 'node:assert/strict';
import { test } from 'vitest';
import { Revivals } from '../../electron/revivals.ts';

test('a page is loaded again three times within a minute, and again once a minute has passed', () => {
  const revivals = new Revivals();
  deepEqual(
    [0, 10_000, 20_000, 30_000, 59_999, 60_000, 60_001, 70_000].map((now) => revivals.allow(now)),
    [true, true, true, false, false, true, false, true],
  );
});

test('a person who asks for the page gets it three times more', () => {
  const revivals = new Revivals();
  for (let i = 0; i < 4; i++) revivals.allow(0);
  revivals.reset();
  deepEqual(revivals.allow(1), true);
});
