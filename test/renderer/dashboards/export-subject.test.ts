import { deepEqual } from 'node:assert/strict';
import { test } from 'vitest';
import type { Tile } from '../../../electron/ipc/contract.ts';
import { dashboardSubject, seenRange } from '../../../renderer/dashboards/export-subject.ts';
import { View } from '../../../renderer/live/view.svelte.ts';

const tile = (id: string, source: Tile['source']): Tile => ({
  id,
  kind: 'line',
  title: '',
  source,
  x: 0,
  y: 0,
  w: 1,
  h: 1,
});
const current = { id: 'overview', name: 'Overview', follows: true, hidden: [], tiles: [] };

test('what is seen is the newest span, up to where it was paused, or what was zoomed to', () => {
  const live = { zoom: null, spanMs: 60_000, pausedAt: null };
  const zoom = { from: 1, to: 2 };
  deepEqual(
    [
      seenRange(live, 100_000),
      seenRange({ ...live, pausedAt: 90_000 }, 100_000),
      seenRange({ ...live, zoom }, 100_000),
    ],
    [{ from: 40_000, to: 100_000 }, { from: 30_000, to: 90_000 }, zoom],
  );
});

test('of a dashboard each of its charts is exported once, and one without charts not at all', () => {
  const charts = [
    tile('a', { kind: 'chart', chart: 'h/cpu' }),
    tile('b', { kind: 'events', pipeline: 'h' }),
    tile('c', { kind: 'chart', chart: 'h/cpu' }),
  ];
  deepEqual(dashboardSubject({ current, tiles: charts }, new View(), 400_000), {
    name: 'Overview',
    seen: { from: 100_000, to: 400_000 },
    of: { charts: ['h/cpu'] },
  });
  deepEqual(dashboardSubject({ current, tiles: [charts[1]!] }, new View(), 0), null);
});
