import type { Locator, Page } from '@playwright/test';
import type { TileKind, TileSource } from '../../electron/ipc/contract.ts';
import type { Machine } from './support/machine.ts';
import { expect, test, type OpenPage } from './support/page-test.ts';
import { state } from './support/states.ts';

const CPU: TileSource = { kind: 'chart', chart: 'system-health/cpu-chart' };
const EDGE: TileSource = { kind: 'edge', pipeline: 'system-health', node: 'cpu', output: 'main' };
const EVENTS: TileSource = { kind: 'events', pipeline: 'system-health' };

/** Opens a dashboard of one tile. */
async function openTile(
  { open, page }: { readonly open: OpenPage; readonly page: Page },
  kind: TileKind,
  source: TileSource,
  machine: Machine = {},
): Promise<Locator> {
  const tile = { id: 'one', kind, source, title: 'One tile', x: 0, y: 0, w: 6, h: 14 };
  const kept = JSON.stringify([{ id: 'd', name: 'Mine', follows: false, hidden: [], tiles: [tile] }]);
  await page.addInitScript((text) => localStorage.setItem('dashboards', text), kept);
  await open(machine);
  return page.getByRole('region', { name: /^One tile/ });
}

const KINDS = ['line', 'area', 'stacked', 'heat', 'bar', 'gauge', 'value', 'table', 'events'] as const;
const BARE: Machine = { historySeconds: 0, hasReadings: false };

for (const kind of KINDS) {
  test(`${kind}: waits for its first reading, and after a while leads to where it should come from`, async ({
    page,
    open,
  }) => {
    await page.clock.install();
    const tile = await openTile({ open, page }, kind, CPU, BARE);
    await expect(state(tile, 'loading')).toHaveText('Waiting for the first reading');
    await page.clock.runFor(9000);
    await expect(state(tile, 'loading')).toContainText('System health runs, and nothing has come to this chart yet.');
    await expect(tile.getByRole('link', { name: 'See its pipeline' })).toHaveAttribute(
      'href',
      '#/pipelines/system-health',
    );
  });

  test(`${kind}: of a pipeline that is stopped says so, and starts it`, async ({ page, open }) => {
    const tile = await openTile({ open, page }, kind, CPU, { ...BARE, pipeline: 'stopped' });
    await expect(tile).toContainText('System health is stopped');
    await tile.getByRole('button', { name: 'Start System health' }).click();
    await expect(tile).not.toContainText('System health is stopped');
  });
}

for (const kind of ['line', 'area', 'stacked'] as const) {
  test(`${kind}: with all lines switched off there is a way to have them back, and no empty axis`, async ({
    page,
    open,
  }) => {
    const tile = await openTile({ open, page }, kind, { kind: 'chart', chart: 'system-health/disk-busy-chart' });
    const line = tile.getByRole('listitem').getByRole('button').first();
    await line.click({ modifiers: ['ControlOrMeta'] });
    await expect(state(tile, 'filtered')).toContainText('All lines are switched off.');
    await state(tile, 'filtered').getByRole('button', { name: 'Show all' }).click();
    await expect(state(tile, 'filtered')).toHaveCount(0);
  });
}

test('a chart whose pipeline has failed or comes back by itself leads to why', async ({ page, open }) => {
  const tile = await openTile({ open, page }, 'line', CPU, { pipeline: 'failed' });
  await expect(tile).toContainText('System health has failed');
  await tile.getByRole('link', { name: 'See why' }).click();
  await expect(page.getByText(/the disk is full/).first()).toBeVisible();
});

test('a chart whose pipeline is started again by itself asks nobody to start it', async ({ page, open }) => {
  const tile = await openTile({ open, page }, 'line', CPU, { pipeline: 'restarting' });
  await expect(tile).toContainText('System health has failed and is started again by itself');
  await expect(tile.getByRole('button', { name: 'Start System health' })).toHaveCount(0);
});

test('a span without a reading says which, and leads to the newest reading', async ({ page, open }) => {
  const tile = await openTile({ open, page }, 'line', CPU, { pipeline: 'stopped', historySeconds: 900 });
  await page.evaluate(() => (window.troubles.silent = ['readPast']));
  await tile.getByRole('application').focus();
  // Each press goes a fifth of the span further, beyond the quarter of an hour that there is.
  await expect(async () => {
    await page.keyboard.press('Shift+ArrowLeft');
    await expect(state(tile, 'loading')).toHaveText('Reading what was kept of this time', { timeout: 300 });
  }).toPass();
  await page.evaluate(() => Object.assign(window.troubles, { silent: [], failing: ['readPast'] }));
  await page.keyboard.press('Shift+ArrowLeft');
  await expect(state(tile, 'failed')).toContainText('What was kept of this time cannot be read.');
  // What has failed may be what an earlier press asked for. Timers run in their order: the last press has asked before this one.
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 50)));
  await expect(state(tile, 'failed')).toBeVisible();
  await page.evaluate(() => (window.troubles.failing = []));
  await tile.getByRole('button', { name: 'Try again' }).click();
  await expect(state(tile, 'failed')).toHaveCount(0);
});

test('what may not be read says why, and gives the command as it is typed', async ({ page, open }) => {
  const reason = '/sys/class/powercap/intel-rapl:0/energy_uj may not be read by this user';
  const remedy =
    'see which group may read it with: ls -l /sys/class/powercap; then join that group with: sudo usermod -aG GROUP $USER, and log in again';
  await openTile({ open, page }, 'line', { kind: 'chart', chart: 'system-health/temperature-chart' });
  await page.evaluate(
    (absent) => window.fake.tell('absentChanged', absent),
    [{ metric: 'hw.temperature', reason, remedy }],
  );
  const tile = page.getByRole('region', { name: /^One tile/ });
  await expect(state(tile, 'denied')).toContainText('May not be read by this user');
  await expect(tile.getByText('ls -l /sys/class/powercap', { exact: true })).toBeVisible();
  const copy = tile.getByRole('button', { name: 'Copy the command sudo usermod -aG GROUP $USER' });
  await copy.press('Enter');
  await expect(copy).toHaveText('Copied');
  expect(await page.evaluate(() => String(getSelection()))).toBe('sudo usermod -aG GROUP $USER');
});

test('what this machine does not have says why without asking for anything', async ({ page, open }) => {
  const tile = await openTile({ open, page }, 'line', { kind: 'chart', chart: 'system-health/temperature-chart' });
  await expect(state(tile, 'empty')).toContainText('Not available on this machine');
});

test('an edge tile waits, fails, is tried again, and tells a pipeline that is stopped from one that gives nothing', async ({
  page,
  open,
}) => {
  const tile = await openTile({ open, page }, 'table', EDGE, { silent: ['tapNode'] });
  await expect(state(tile, 'loading')).toHaveText('Waiting for the first rows');
  await page.evaluate(() => Object.assign(window.troubles, { silent: [], failing: ['tapNode'] }));
  await page.getByRole('link', { name: 'Recordings' }).click();
  await page.getByRole('link', { name: 'Dashboard' }).click();
  await expect(state(tile, 'failed')).toContainText('The rows of cpu cannot be told.');
  await page.evaluate(() => (window.troubles.failing = []));
  await tile.getByRole('button', { name: 'Try again' }).click();
  await expect(tile.getByRole('table')).toBeVisible();
});

test('an edge tile of a pipeline that is stopped starts it', async ({ page, open }) => {
  const tile = await openTile({ open, page }, 'table', EDGE, { pipeline: 'stopped' });
  await expect(tile).toContainText('System health is stopped');
  await tile.getByRole('button', { name: 'Start System health' }).click();
  await expect(tile.getByRole('table')).toBeVisible();
});

test('an event list waits, fails and is tried again', async ({ page, open }) => {
  const tile = await openTile({ open, page }, 'events', EVENTS, { silent: ['listEvents'] });
  await expect(state(tile, 'loading')).toHaveText('Reading what happened');
  await page.evaluate(() => Object.assign(window.troubles, { silent: [], failing: ['listEvents'] }));
  await page.getByRole('link', { name: 'Recordings' }).click();
  await page.getByRole('link', { name: 'Dashboard' }).click();
  await expect(state(tile, 'failed')).toContainText('What happened cannot be told.');
  await page.evaluate(() => (window.troubles.failing = []));
  await tile.getByRole('button', { name: 'Try again' }).click();
  await expect(tile.getByRole('group', { name: 'One tile' })).toContainText('started');
});

test('an event list of a pipeline to which nothing happened leads to it', async ({ page, open }) => {
  const tile = await openTile({ open, page }, 'events', { kind: 'events', pipeline: 'build-server' });
  await expect(state(tile, 'empty')).toContainText('Nothing has happened since the app started.');
  await expect(tile.getByRole('link', { name: 'See its pipeline' })).toBeVisible();
});

test('a tile of what is gone is removed by one press, and taken back', async ({ page, open }) => {
  const tile = await openTile({ open, page }, 'line', { kind: 'chart', chart: 'gone/chart' });
  await expect(state(tile, 'empty')).toContainText('What this tile showed is no longer there.');
  await tile.getByRole('button', { name: 'Remove this tile' }).click();
  await expect(state(page, 'empty')).toContainText('This dashboard has no tile yet.');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(tile).toBeVisible();
});

test('a dashboard without a tile has one added from there', async ({ page, open }) => {
  const tile = await openTile({ open, page }, 'line', CPU);
  await tile.getByRole('button', { name: 'Tile One tile: options' }).click();
  await tile.getByRole('button', { name: 'Remove', exact: true }).click();
  await state(page, 'empty').getByRole('button', { name: 'Add the first tile' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Add', exact: true }).click();
  await expect(page.getByRole('region', { name: 'CPU' })).toBeVisible();
});

test('what the line near the end of a chart is, is told from its menu by keyboard', async ({ open }) => {
  const page = await open();
  const tile = page.getByRole('region', { name: 'CPU' });
  await tile.getByRole('button', { name: 'Tile CPU: options' }).press('Enter');
  await tile.getByRole('button', { name: 'What is the line near the end?' }).press('Enter');
  await expect(tile.getByRole('note')).toContainText('The line is the watermark');
  await page.keyboard.press('Enter');
  await expect(tile.getByRole('note')).toHaveCount(0);
});
