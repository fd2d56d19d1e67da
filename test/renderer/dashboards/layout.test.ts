import fc from 'fast-check';
import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'vitest';
import type { ChartDescription, Dashboard, Tile } from '../../../electron/ipc/contract.ts';
import { freePlace, packed, replaced, shownTiles, swapped } from '../../../renderer/dashboards/layout.ts';

function tile(id: string, [x, y, w, h]: readonly [number, number, number, number]): Tile {
  return { id, kind: 'line', title: '', source: { kind: 'chart', chart: id }, x, y, w, h };
}

function chart(id: string): ChartDescription {
  return { id, pipeline: 'p', title: id, unit: null, isTime: true, metrics: [] };
}

const dashboard: Dashboard = { id: 'd', name: 'D', follows: true, hidden: [], tiles: [] };
const placesOf = (tiles: readonly Tile[]): unknown => tiles.map(({ id, x, y, w, h }) => [id, x, y, w, h]);

test('a dashboard that follows shows every chart, three beside each other, in their order', () => {
  deepEqual(placesOf(shownTiles(dashboard, ['a', 'b', 'c', 'd'].map(chart))), [
    ['a', 0, 0, 4, 14],
    ['b', 4, 0, 4, 14],
    ['c', 8, 0, 4, 14],
    ['d', 0, 14, 4, 14],
  ]);
});

test('a chart that was taken away, or that a tile shows already, is not shown once more', () => {
  const own = { ...dashboard, hidden: ['a'], tiles: [tile('b', [0, 0, 12, 4])] };
  deepEqual(placesOf(shownTiles(own, ['a', 'b', 'c'].map(chart))), [
    ['b', 0, 0, 12, 4],
    ['c', 0, 4, 4, 14],
  ]);
  deepEqual(shownTiles({ ...own, follows: false }, ['c'].map(chart)), own.tiles);
});

const tiles = fc.array(
  fc.record({ x: fc.nat(11), y: fc.nat(30), w: fc.integer({ min: 1, max: 12 }), h: fc.integer({ min: 1, max: 20 }) }),
  { maxLength: 12 },
);

test('a new tile covers no other, and fits beside the topmost that leave room', () => {
  fc.assert(
    fc.property(tiles, fc.integer({ min: 1, max: 12 }), (all, w) => {
      const place = freePlace(all, { w, h: 5 });
      const covers = all.some(
        (one) => one.x < place.x + w && place.x < one.x + one.w && one.y < place.y + 5 && place.y < one.y + one.h,
      );
      return !covers && place.x + w <= 12;
    }),
  );
});

test('in a narrow window tiles stand in the order of reading, none on another, none wider than the grid', () => {
  const all = [tile('low', [0, 9, 12, 3]), tile('right', [6, 0, 6, 4]), tile('left', [0, 0, 6, 9])];
  deepEqual(placesOf(packed(all, 8)), [
    ['left', 0, 0, 6, 9],
    ['right', 0, 9, 6, 4],
    ['low', 0, 13, 8, 3],
  ]);
  deepEqual(placesOf(packed([tile('a', [0, 0, 4, 4]), tile('b', [4, 0, 4, 6]), tile('c', [8, 0, 4, 4])], 8)), [
    ['a', 0, 0, 4, 4],
    ['b', 4, 0, 4, 6],
    ['c', 0, 6, 4, 4],
  ]);
  equal(packed(all, 12), all);
});

test('tiles that stand where they stood are the same list, so that nothing is kept or taken back for them', () => {
  const all = [tile('a', [0, 0, 4, 4]), tile('b', [4, 0, 4, 4])];
  equal(replaced(all, new Map([['a', { x: 0, y: 0, w: 4, h: 4 }]])), all);
  deepEqual(placesOf(replaced(all, new Map([['b', { x: 8, y: 0, w: 4, h: 4 }]]))), [
    ['a', 0, 0, 4, 4],
    ['b', 8, 0, 4, 4],
  ]);
});

test('a tile changes places with the nearest one above or below it that stands in its columns', () => {
  const places = new Map([
    ['a', { x: 0, y: 0, w: 5, h: 4 }],
    ['b', { x: 0, y: 4, w: 4, h: 6 }],
    ['c', { x: 0, y: 10, w: 4, h: 2 }],
    ['d', { x: 8, y: 4, w: 4, h: 6 }],
  ]);
  const ys = (moved: ReadonlyMap<string, { y: number }> | null): unknown =>
    moved && [...moved].map(([id, { y }]) => [id, y]);
  deepEqual(ys(swapped(places, 'a', 1)), [
    ['a', 6],
    ['b', 0],
    ['c', 10],
    ['d', 4],
  ]);
  deepEqual(ys(swapped(places, 'c', -1)), [
    ['a', 0],
    ['b', 6],
    ['c', 4],
    ['d', 4],
  ]);
  deepEqual([swapped(places, 'a', -1), swapped(places, 'd', 1)], [null, null]);
});
