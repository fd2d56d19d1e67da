import { deepEqual, equal, ok } from 'node:assert/strict';
import { test } from 'vitest';
import { onColumns } from '../../../renderer/charts/columns.ts';
import { pixelOf, PLOT } from '../../../renderer/charts/surface.ts';

const WIDTH = 360;
/** Five minutes on 300 pixels: a second each. */
const rangeAt = (now: number) => ({ from: now - 300_000, to: now });

test('a reading that comes alone is in sight at once, in the last column', () => {
  for (const now of [1_000_000, 1_000_005, 1_000_400, 1_000_999]) {
    const range = onColumns(rangeAt(now), WIDTH, [{ stepMs: 1000 }]);
    const pixel = pixelOf(now, range, WIDTH);
    ok(WIDTH - PLOT.right - 1 <= pixel && pixel <= WIDTH - PLOT.right, `${now}: ${pixel}`);
  }
});

test('readings that come often are in sight once their column is full', () => {
  const to = (now: number, stepMs: number): number => onColumns(rangeAt(now), WIDTH, [{ stepMs }]).to;
  deepEqual(
    [1_000_000, 1_000_001, 1_000_999, 1_001_000].map((now) => to(now, 100)),
    [1_000_000, 1_000_000, 1_000_000, 1_001_000],
  );
  equal(to(1_000_001, NaN), 1_001_000);
});
