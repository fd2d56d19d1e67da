import { deepEqual, throws } from 'node:assert/strict';
import { test } from 'vitest';
import { parsePlace } from '../../../electron/ipc/parse-place.ts';
import type { PagePlace } from '../../../electron/ipc/place.ts';

const PLACE: PagePlace = {
  spanMs: 900_000,
  zoom: { from: 1_000, to: 61_000 },
  pausedAt: 61_000,
  crosshairMode: 'line',
  dashboard: 'overview',
  isEditing: true,
  scrollTop: 120.5,
};

test('a place is kept as the page tells it, and nothing with it', () => {
  deepEqual(parsePlace({ ...PLACE, more: 1 }), PLACE);
  const live = { ...PLACE, zoom: null, pausedAt: null };
  deepEqual(parsePlace(live), live);
});

test('what is no place is refused, and told which part of it', () => {
  const wrong: [unknown, RegExp][] = [
    [undefined, /spanMs/],
    [null, /spanMs/],
    [{ ...PLACE, spanMs: -1 }, /spanMs/],
    [{ ...PLACE, spanMs: '5m' }, /spanMs/],
    [{ ...PLACE, zoom: { from: 2, to: 1 } }, /the end of a span/],
    [{ ...PLACE, zoom: undefined }, /moment/],
    [{ ...PLACE, pausedAt: NaN }, /moment/],
    [{ ...PLACE, crosshairMode: 'none' }, /crosshairMode/],
    [{ ...PLACE, dashboard: 3 }, /dashboard/],
    [{ ...PLACE, dashboard: 'x'.repeat(1_001) }, /dashboard/],
    [{ ...PLACE, scrollTop: Infinity }, /scrollTop/],
  ];
  for (const [value, message] of wrong) throws(() => parsePlace(value), message);
});
