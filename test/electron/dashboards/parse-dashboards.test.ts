import { deepEqual, throws } from 'node:assert/strict';
import { test } from 'vitest';
import { parseDashboards } from '../../../electron/dashboards/parse-dashboards.ts';

const tile = { id: 't', kind: 'line', title: '', source: { kind: 'chart', chart: 'a/b' }, x: 0, y: 0, w: 4, h: 14 };
const whole = { id: 'a', name: 'Mine', follows: false, hidden: [], tiles: [tile] };
const withTile = (change: object): unknown => [{ ...whole, tiles: [{ ...tile, ...change }] }];

test('a dashboard is taken as it is, without what does not belong to it', () => {
  deepEqual(parseDashboards([{ ...whole, more: 1, tiles: [{ ...tile, more: 1 }] }]), [whole]);
});

test.each([
  ['dashboards', null],
  ['dashboards', []],
  ['dashboards', Array.from({ length: 51 }, (_one, i) => ({ ...whole, id: String(i) }))],
  ['dashboards: two', [whole, whole]],
  ['dashboard 1:', ['x']],
  ['dashboard 1, name', [{ ...whole, name: '' }]],
  ['dashboard 1, id', [{ ...whole, id: 7 }]],
  ['dashboard 1, hidden', [{ ...whole, hidden: 'no' }]],
  ['dashboard 1, hidden', [{ ...whole, hidden: [null] }]],
  ['dashboard 1, tiles', [{ ...whole, tiles: {} }]],
  ['dashboard 1, tiles: two', [{ ...whole, tiles: [tile, tile] }]],
  ['dashboard 1, tile 1, kind', withTile({ kind: 'pie' })],
  ['dashboard 1, tile 1, kind', withTile({ kind: 'toString' })],
  ['dashboard 1, tile 1, title', withTile({ title: 'x'.repeat(1001) })],
  ['dashboard 1, tile 1, source', withTile({ source: null })],
  ['dashboard 1, tile 1, source, kind', withTile({ source: { kind: 'file' } })],
  ['dashboard 1, tile 1, source, chart', withTile({ source: { kind: 'chart' } })],
  [
    'dashboard 1, tile 1, source, output',
    withTile({ source: { kind: 'edge', pipeline: 'a', node: 'b', output: 'all' } }),
  ],
  ['dashboard 1, tile 1, x', withTile({ x: -1 })],
  ['dashboard 1, tile 1, y', withTile({ y: 0.5 })],
  ['dashboard 1, tile 1: it does not fit', withTile({ x: 9 })],
  ['dashboard 1, tile 1: it does not fit', withTile({ h: 0 })],
  ['dashboard 1, tile 1: it does not fit', withTile({ y: 9_999 })],
])('what is wrong is named: %s', (named, value) => {
  throws(
    () => parseDashboards(value),
    (error: Error) => error.message.startsWith(named),
  );
});
