import { expect, test } from 'vitest';
import { askedWaitMs, backoffMs } from '../../../engine/http/backoff.ts';

test('a wait is anything up to a limit, which doubles with each failure, up to a minute', () => {
  const longest = [1, 2, 3, 7, 8, 9, 5000].map((failures) => backoffMs(failures, () => 1));
  expect(longest).toEqual([500, 1000, 2000, 32_000, 60_000, 60_000, 60_000]);
  expect([backoffMs(3, () => 0), backoffMs(3, () => 0.25)]).toEqual([0, 500]);
});

test('the other side may ask for a wait in seconds or by a date, for an hour at most', () => {
  const now = Date.parse('2026-11-25T10:00:00Z');
  const asked = [
    '7',
    ' 0 ',
    'Wed, 25 Nov 2026 10:02:00 GMT',
    'Wed, 25 Nov 2026 09:00:00 GMT',
    '99999',
    'soon',
    undefined,
  ];
  expect(asked.map((value) => askedWaitMs(value, now))).toEqual([7000, 0, 120_000, 0, 3_600_000, 0, 0]);
});
