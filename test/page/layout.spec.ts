import AxeBuilder from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { standing } from '../support/standing.ts';
import { expect, test } from './support/page-test.ts';

const titles = (page: Page): Locator => page.getByRole('main').locator('section').getByRole('heading', { level: 2 });
const DEFAULT = ['CPU', 'Temperature', 'Memory', 'Disk I/O', 'Disk busy', 'Network'];

/** What the page has asked main to keep, the last time. */
async function kept(page: Page): Promise<{ name: string; tiles: { id: string; x: number; y: number; w: number }[] }[]> {
  return page.evaluate(() => JSON.parse(localStorage.getItem('dashboards') ?? '[]') as never);
}

test('a tile is removed, and taken back by the button and by keyboard', async ({ open }) => {
  const page = await open();
  await page.getByRole('button', { name: 'Tile Memory: options' }).click();
  await page.getByRole('button', { name: 'Remove' }).click();
  // The one below moves up into the room.
  await expect(titles(page)).toHaveText(['CPU', 'Temperature', 'Network', 'Disk I/O', 'Disk busy']);
  await expect(page.getByRole('status')).toHaveText('Removed Memory');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(titles(page)).toHaveText(DEFAULT);
  await page.keyboard.press('Control+Shift+z');
  await expect(titles(page)).toHaveCount(5);
  await expect.poll(async () => (await kept(page))[0]?.tiles.length).toBe(5);
  await page.reload();
  await expect(titles(page)).toHaveCount(5);
});

test('a tile is moved and resized by keyboard, which is said and kept', async ({ open }) => {
  const page = await open();
  await page.getByRole('button', { name: 'Edit layout' }).click();
  const handle = page.getByRole('button', { name: 'Place of CPU' });
  await handle.focus();
  await page.keyboard.press('Shift+ArrowRight');
  await expect(page.getByText('CPU: column 1, row 1, 5 wide, 14 high')).toBeAttached();
  await page.keyboard.press('ArrowDown');
  await expect.poll(async () => (await kept(page))[0]?.tiles.find(({ id }) => id.endsWith('/cpu-chart'))?.y).toBe(14);
  await expect(handle).toBeFocused();
  await page.reload();
  await expect(page.locator('.grid-stack-item[gs-id$="/cpu-chart"]')).toHaveAttribute('gs-w', '5');
});

test('a tile is dragged to another place', async ({ open }) => {
  const page = await open();
  await page.getByRole('button', { name: 'Edit layout' }).click();
  const header = page.getByRole('region', { name: 'Network' }).locator('header');
  const from = await standing(header);
  const to = await standing(page.getByRole('region', { name: 'CPU' }).locator('header'));
  await page.mouse.move(from.x + 120, from.y + 16);
  await page.mouse.down();
  await page.mouse.move(to.x + 120, to.y + 30, { steps: 8 });
  await page.mouse.up();
  await expect
    .poll(async () => (await kept(page))[0]?.tiles.find(({ id }) => id.endsWith('/network-chart'))?.x)
    .toBe(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.locator('.grid-stack-item[gs-id$="/network-chart"]')).toHaveAttribute('gs-x', '8');
});

test('dashboards are added, renamed and deleted, and a deleted one comes back', async ({ open }) => {
  const page = await open();
  await page.getByRole('button', { name: 'Edit layout' }).click();
  await page.getByRole('button', { name: 'New dashboard' }).click();
  await expect(page.getByText('This dashboard has no tile yet.')).toBeVisible();
  await page.getByRole('textbox', { name: 'Name of this dashboard' }).fill('Disks');
  await page.keyboard.press('Enter');
  const shown = page.getByRole('group', { name: 'Shown dashboard' }).getByRole('button');
  await expect(shown).toHaveText(['Overview', 'Disks']);
  await page.getByRole('button', { name: 'Delete this dashboard' }).click();
  await expect(titles(page)).toHaveText(DEFAULT);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(shown).toHaveText(['Overview', 'Disks']);
  await expect.poll(async () => (await kept(page)).map(({ name }) => name)).toEqual(['Overview', 'Disks']);
});

/** Adds a tile of `what`, shown as `kind`. */
async function add(page: Page, what: string, kind: string): Promise<void> {
  await page.getByRole('button', { name: 'Add tile' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add a tile' });
  await dialog.getByRole('combobox', { name: 'What it shows' }).selectOption({ label: what });
  await dialog.getByRole('combobox', { name: 'Shown as' }).selectOption({ label: kind });
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(dialog).toHaveCount(0);
}

test('every kind of tile shows a chart, an edge or events, and axe finds nothing in any of them', async ({ open }) => {
  const page = await open();
  await page.setViewportSize({ width: 1440, height: 1500 });
  await page.getByRole('button', { name: 'Edit layout' }).click();
  await page.getByRole('button', { name: 'New dashboard' }).click();
  for (const kind of ['Area', 'Stacked area', 'Heat strip']) await add(page, 'CPU', kind);
  await expect(page.getByRole('application')).toHaveCount(3);
  await add(page, 'CPU', 'Bars');
  const bars = page.getByRole('group', { name: 'CPU, latest values' });
  await expect(bars.getByRole('listitem')).toHaveCount(9);
  await expect(bars.getByRole('listitem').first()).toHaveText(/\d\s%$/);
  await add(page, 'CPU', 'Gauge');
  await expect(page.getByRole('img', { name: /^CPU: [\d.]+\s% of 100.*%$/ })).toBeVisible();
  await add(page, 'Memory', 'Single value');
  await expect(page.getByRole('img', { name: /^Memory: latest [\d.]+\sGiB/ })).toContainText('GiB');
  await add(page, 'CPU', 'Table');
  await expect(page.getByRole('table', { name: 'CPU' }).getByRole('row')).toHaveCount(10);
  await add(page, 'Memory', 'Event list');
  await expect(page.getByRole('region', { name: 'Memory' }).last()).toContainText(/used [\d.]+\sGiB/);
  await add(page, 'window-10s', 'Table');
  await expect(page.getByRole('table', { name: 'window-10s' }).getByRole('row')).toHaveCount(21);
  await add(page, 'sensors', 'Line');
  await expect(page.getByRole('application', { name: /^sensors/ })).toBeVisible();
  await add(page, 'What happens to System health', 'Event list');
  await expect(page.getByRole('region', { name: 'What happens to System health' })).toContainText('warning: sensors');
  expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual(
    [],
  );
  await page.getByRole('button', { name: 'Done' }).click();
  await page.screenshot({ path: 'out/screenshots/dashboard-kinds.png' });
});

test('a tile is shown in another way, and under another title, from its menu', async ({ open }) => {
  const page = await open();
  await page.getByRole('button', { name: 'Tile Memory: options' }).click();
  await page.getByRole('combobox', { name: 'Shown as' }).selectOption('Gauge');
  await expect(page.getByRole('img', { name: /^Memory: .* of / })).toBeVisible();
  await page.getByRole('button', { name: 'Tile Memory: options' }).click();
  await page.getByRole('textbox', { name: 'Title' }).fill('RAM');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'RAM' })).toBeVisible();
});

test('a legend shows one line alone and switches lines off, and everything is back at once', async ({ open }) => {
  const page = await open();
  const items = page.getByRole('region', { name: 'Memory' }).getByRole('listitem');
  await items.nth(1).getByRole('button').click();
  await expect(items.nth(0)).toContainText('(switched off)');
  await expect(items.nth(1).getByRole('button')).toHaveAttribute('aria-pressed', 'true');
  await items.nth(1).getByRole('button').click();
  await items
    .nth(1)
    .getByRole('button')
    .click({ modifiers: ['Control'] });
  await expect(page.getByText('(switched off)')).toHaveCount(1);
  await page.getByRole('button', { name: 'Show all' }).click();
  await expect(page.getByText('(switched off)')).toHaveCount(0);
});
