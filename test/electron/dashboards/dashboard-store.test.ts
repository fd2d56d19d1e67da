import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { deepEqual, equal, match, throws } from 'node:assert/strict';
import { test } from 'vitest';
import { DashboardStore } from '../../../electron/dashboards/dashboard-store.ts';
import type { Dashboard } from '../../../electron/ipc/contract.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const one: Dashboard = {
  id: 'a',
  name: 'Mine',
  follows: true,
  hidden: ['health/disk'],
  tiles: [
    { id: 't', kind: 'gauge', title: '', source: { kind: 'chart', chart: 'health/cpu' }, x: 0, y: 0, w: 4, h: 8 },
    {
      id: 'u',
      kind: 'table',
      title: 'Late',
      source: { kind: 'edge', pipeline: 'health', node: 'win', output: 'late' },
      x: 4,
      y: 0,
      w: 8,
      h: 8,
    },
    { id: 'v', kind: 'events', title: '', source: { kind: 'events', pipeline: 'health' }, x: 0, y: 8, w: 4, h: 8 },
  ],
};

function open(file: string) {
  const troubles: string[] = [];
  const store = new DashboardStore(file, { onTrouble: (error) => troubles.push(String(error)), now: () => 42 });
  return { store, troubles };
}

test('what a person has put together is there after a restart, and before that there is nothing', () => {
  const file = `${temporaryFolder()}/new/dashboards.json`;
  const first = open(file);
  deepEqual([first.store.kept, first.troubles], [null, []]);
  first.store.save([one]);
  const second = open(file);
  deepEqual([first.store.kept, second.store.kept, second.troubles], [[one], [one], []]);
});

test.each([
  ['', 'Unexpected end'],
  ['{"version":2,"dashboards":[]}', 'version 2 is not known'],
  ['{"version":1,"dashboards":[]}', 'at least one'],
  ['[]', 'version undefined'],
])('a damaged file (%j) is told of and kept aside, and the default is shown', (text, why) => {
  const folder = temporaryFolder();
  writeFileSync(`${folder}/dashboards.json`, text);
  const { store, troubles } = open(`${folder}/dashboards.json`);
  equal(store.kept, null);
  equal(troubles.length, 1);
  match(troubles[0]!, new RegExp(`is damaged.*${why}.*kept as .*dashboards\\.damaged-42\\.json`));
  deepEqual(readdirSync(folder), ['dashboards.damaged-42.json']);
  equal(readFileSync(`${folder}/dashboards.damaged-42.json`, 'utf8'), text);
  store.save([one]);
  deepEqual(open(`${folder}/dashboards.json`).store.kept, [one]);
});

test('a damaged file that cannot be put aside stays where it is, and is told of', () => {
  const folder = temporaryFolder();
  writeFileSync(`${folder}/dashboards.json`, '{');
  mkdirSync(`${folder}/dashboards.damaged-42.json`);
  const { store, troubles } = open(`${folder}/dashboards.json`);
  deepEqual([store.kept, readFileSync(`${folder}/dashboards.json`, 'utf8')], [null, '{']);
  match(troubles.join(), /is damaged .* and cannot be put aside .*; move it away/);
});

test('what cannot be written is told with what to do, and what was kept stays', () => {
  const folder = temporaryFolder();
  mkdirSync(`${folder}/dashboards.json`);
  const { store, troubles } = open(`${folder}/dashboards.json`);
  match(troubles.join(), /cannot read .*it is a folder/);
  throws(() => store.save([one]), /dashboards: cannot write .*free some space/);
  equal(store.kept, null);
});
