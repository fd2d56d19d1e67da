import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'vitest';
import type { ChartDescription, Dashboard } from '../../../electron/ipc/contract.ts';
import { Dashboards } from '../../../renderer/dashboards/dashboards.svelte.ts';
import { Faults } from '../../../renderer/state/faults.svelte.ts';
import { fakeBridge } from '../state/fake-page-bridge.ts';

const charts: readonly ChartDescription[] = ['cpu', 'memory'].map((id) => ({
  id,
  pipeline: 'p',
  title: id,
  unit: null,
  isTime: true,
  metrics: [],
}));

function dashboards(kept: readonly Dashboard[] | null = null) {
  const { bridge, asked } = fakeBridge();
  const made = new Dashboards(kept, bridge, new Faults());
  made.receiveCharts(charts);
  return { made, asked };
}

const titles = (made: Dashboards): readonly string[] => made.tiles.map(({ id, title }) => title || id);

test('a first start shows every chart, and keeps nothing before a person has changed something', () => {
  const { made, asked } = dashboards();
  deepEqual([titles(made), made.current.name, asked], [['cpu', 'memory'], 'Overview', []]);
});

test('a tile that is removed stays away, also when its chart is told anew, and comes back by undo', () => {
  const { made, asked } = dashboards();
  made.removeTile(made.tiles[0]!, 'CPU');
  made.receiveCharts([...charts]);
  deepEqual([titles(made), made.told], [['memory'], 'Removed CPU']);
  made.undo();
  deepEqual(
    [titles(made), made.told, made.canUndo, made.canRedo],
    [['cpu', 'memory'], 'Undone: Removed CPU', false, true],
  );
  made.redo();
  deepEqual([titles(made), made.canRedo], [['memory'], false]);
  deepEqual(
    asked.map((each) => each.split(' ')[0]),
    ['saveDashboards', 'saveDashboards', 'saveDashboards'],
  );
});

test('a tile is added where there is room, changed, and moved; places as they were change nothing', () => {
  const { made } = dashboards();
  made.addTile('gauge', { kind: 'chart', chart: 'cpu' }, 'Load');
  const { id, x, y } = made.tiles[2]!;
  deepEqual([titles(made), x, y], [['cpu', 'memory', 'Load'], 8, 0]);
  made.changeTile(id, { kind: 'value', title: 'Now' });
  made.place(new Map([[id, { x: 0, y: 14, w: 3, h: 6 }]]));
  const { kind, title, w, h } = made.tiles[2]!;
  deepEqual([kind, title, w, h], ['value', 'Now', 3, 6]);
  made.place(new Map([[id, { x: 0, y: 14, w: 3, h: 6 }]]));
  made.undo();
  made.undo();
  made.undo();
  deepEqual([titles(made), made.canUndo], [['cpu', 'memory'], false]);
});

test('dashboards are added, renamed and deleted, and each of it is taken back with what was looked at', () => {
  const { made } = dashboards();
  const names = (): readonly string[] => made.all.map(({ name }) => name);
  made.add('Second');
  made.rename('Disks');
  deepEqual([names(), made.current.name, made.tiles], [['Overview', 'Disks'], 'Disks', []]);
  made.remove();
  deepEqual([names(), made.current.name], [['Overview'], 'Overview']);
  made.remove();
  deepEqual(names(), ['Overview']);
  made.undo();
  deepEqual([names(), made.current.name], [['Overview', 'Disks'], 'Disks']);
  made.show('overview');
  equal(made.current.name, 'Overview');
});

test('what cannot be kept stays on the screen and is told', async () => {
  const { bridge, fail } = fakeBridge();
  const faults = new Faults();
  const made = new Dashboards(null, bridge, faults);
  made.add('Second');
  fail('the disk is full');
  await new Promise(setImmediate);
  deepEqual([made.all.length, faults.shown.map(({ message }) => message)], [2, ['the disk is full']]);
});
