import { deepEqual } from 'node:assert/strict';
import { test } from 'vitest';
import { gapReason } from '../../../renderer/charts/gap-reason.ts';

const gap = { from: 100_000, to: 200_000 };
const event = (kind: 'started' | 'stopped' | 'failed' | 'restarting' | 'warning' | 'finished', at: number) => ({
  kind,
  at,
  message: '',
});

test('a gap says what happened to its pipeline in it', () => {
  deepEqual(
    [
      [],
      [event('warning', 150_000)],
      [event('stopped', 101_000), event('started', 199_000)],
      [event('finished', 98_000)],
      [event('restarting', 150_000), event('stopped', 160_000)],
      [event('started', 202_000)],
      [event('stopped', 90_000)],
    ].map((events) => gapReason(gap, events)),
    ['none', 'none', 'stopped', 'stopped', 'failed', 'closed', 'none'],
  );
});
