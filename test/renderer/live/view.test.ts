import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'vitest';
import { panned, scaled, zoomed } from '../../../renderer/live/range.ts';
import { View } from '../../../renderer/live/view.svelte.ts';

test('a zoom shows what was chosen until a person goes live or chooses a span', () => {
  const view = new View();
  view.zoomTo({ from: 10_000, to: 70_000 });
  deepEqual(view.zoom, { from: 10_000, to: 70_000 });
  view.pause(5);
  view.goLive();
  deepEqual([view.zoom, view.pausedAt], [null, null]);
  view.zoomTo({ from: 10_000, to: 70_000 });
  view.show(60_000);
  deepEqual([view.zoom, view.spanMs], [null, 60_000]);
});

test('a zoom is never shorter than two seconds nor longer than a week, around its middle', () => {
  deepEqual(zoomed({ from: 5_000, to: 5_010 }), { from: 4_005, to: 6_005 });
  const long = zoomed({ from: -1e12, to: 1e12 });
  equal(long.to - long.from, 7 * 86_400_000);
  equal(long.to + long.from, 0);
});

test('zooming holds the moment under the pointer, and panning the length', () => {
  deepEqual(scaled({ from: 0, to: 100 }, 0.5, 20), { from: 10, to: 60 });
  deepEqual(panned({ from: 0, to: 100 }, -30), { from: -30, to: 70 });
});

test('the crosshair stands in all charts with values, then without, then in its own only', () => {
  const view = new View();
  view.crosshair = { owner: 'cpu', isTime: true, x: 7 };
  const seen = (): unknown => [
    view.crosshairIn('cpu', true),
    view.crosshairIn('memory', true),
    view.tellsValues('memory'),
  ];
  deepEqual(seen(), [7, 7, true]);
  view.cycleMode();
  deepEqual(seen(), [7, 7, false]);
  view.cycleMode();
  deepEqual(seen(), [7, null, false]);
  view.cycleMode();
  deepEqual(seen(), [7, 7, true]);
  equal(view.crosshairIn('numbers', false), null);
});

test('a pinned crosshair stays when the pointer goes, and Escape takes it away', () => {
  const view = new View();
  view.togglePin();
  equal(view.isPinned, false);
  view.crosshair = { owner: 'cpu', isTime: true, x: 7 };
  view.togglePin();
  view.free('cpu');
  equal(view.crosshair.x, 7);
  view.unpin();
  deepEqual([view.crosshair, view.isPinned], [null, false]);
});
