import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { standing } from '../support/standing.ts';
import { expect, goTo, shareMillrace, test } from './support/millrace.ts';

const shared = shareMillrace();

/** Adds a tile of `what`, shown as `kind`. */
async function add(page: Page, what: string, kind: string): Promise<void> {
  await page.getByRole('button', { name: 'Add tile' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add a tile' });
  await dialog.getByRole('combobox', { name: 'What it shows' }).selectOption({ label: what });
  await dialog.getByRole('combobox', { name: 'Shown as' }).selectOption({ label: kind });
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(dialog).toHaveCount(0);
}

test('every kind of tile shows readings of this machine', async () => {
  const { page } = shared();
  await page.getByRole('button', { name: 'Edit layout' }).click();
  await page.getByRole('button', { name: 'New dashboard' }).click();
  await expect(page.getByText('This dashboard has no tile yet.')).toBeVisible();
  for (const kind of ['Line', 'Area', 'Stacked area', 'Heat strip']) {
    await add(page, 'Memory', kind);
    await expect(page.getByRole('application', { name: /^Memory: latest [\d.,]+\s[KMG]iB/ }).last()).toBeVisible();
  }
  await expect(page.getByRole('application')).toHaveCount(4);
  await add(page, 'Memory', 'Bars');
  const bars = page.getByRole('group', { name: 'Memory, latest values' });
  await expect(bars.getByRole('listitem').first()).toHaveText(/\d\s[KMG]iB$/);
  await add(page, 'CPU', 'Gauge');
  await expect(page.getByRole('img', { name: /^CPU: [\d.]+\s% of 100.*%$/ })).toBeVisible();
  await add(page, 'Memory', 'Single value');
  await expect(page.getByRole('img', { name: /^Memory: latest [\d.,]+\s[KMG]iB/ })).toBeVisible();
  await add(page, 'Memory', 'Table');
  const table = page.getByRole('table', { name: 'Memory' });
  await expect(
    table
      .getByRole('row', { name: /^used / })
      .getByRole('cell')
      .first(),
  ).toHaveText(/\d\s[KMG]iB$/);
  await add(page, 'Memory', 'Event list');
  await expect(page.getByRole('region', { name: 'Memory' }).last()).toContainText(/used [\d.,]+\s[KMG]iB/);
  await add(page, 'What happens to System health', 'Event list');
  await expect(page.getByRole('region', { name: 'What happens to System health' })).toContainText('started');
  await add(page, 'sensors', 'Table');
  await expect(page.getByRole('table', { name: 'sensors' })).toContainText('system.cpu.utilization');
});

test('a tile is moved and resized by keyboard and by mouse, renamed and removed, and each of it is taken back', async () => {
  const { page, data } = shared();
  const file = path.join(data, 'dashboards.json');
  await page.getByRole('group', { name: 'Shown dashboard' }).getByRole('button', { name: 'Overview' }).click();
  const handle = page.getByRole('button', { name: 'Place of CPU' });
  await handle.focus();
  await page.keyboard.press('Shift+ArrowRight');
  await expect(page.getByText('CPU: column 1, row 1, 5 wide, 14 high')).toBeAttached();
  await page.keyboard.press('Control+z');
  await expect(page.getByRole('status').filter({ hasText: 'Undone: Tile moved' })).toBeVisible();

  const from = await standing(page.getByRole('region', { name: 'Network' }).locator('header'));
  const to = await standing(page.getByRole('region', { name: 'CPU' }).locator('header'));
  await page.mouse.move(from.x + 120, from.y + 16);
  await page.mouse.down();
  await page.mouse.move(to.x + 120, to.y + 30, { steps: 8 });
  await page.mouse.up();
  await expect(page.getByRole('status').filter({ hasText: /^Tile moved$/ })).toBeVisible();
  await page.getByRole('button', { name: 'Undo', exact: true }).click();

  await page.getByRole('button', { name: 'Tile Disk busy: options' }).click();
  await page.getByRole('textbox', { name: 'Title' }).fill('How busy');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'How busy' })).toBeVisible();
  await page.getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(page.getByRole('region', { name: 'How busy' })).toHaveCount(0);
  await page.keyboard.press('Control+z');
  await expect(page.getByRole('region', { name: 'How busy' })).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(page.getByRole('region', { name: 'Disk busy' })).toBeVisible();
  await expect.poll(() => readFileSync(file, 'utf8')).not.toContain('How busy');
});

test('dashboards are several: added, named, chosen, deleted, taken back, and there when the page comes again', async () => {
  const { page } = shared();
  const shown = page.getByRole('group', { name: 'Shown dashboard' }).getByRole('button');
  await page.getByRole('button', { name: 'New dashboard' }).click();
  await page.getByRole('textbox', { name: 'Name of this dashboard' }).fill('Disks');
  await page.keyboard.press('Enter');
  await expect(shown).toHaveText(['Overview', 'Dashboard 2', 'Disks']);
  await page.getByRole('button', { name: 'Delete this dashboard' }).click();
  await expect(shown).toHaveText(['Overview', 'Dashboard 2']);
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(shown).toHaveText(['Overview', 'Dashboard 2', 'Disks']);
  await page.getByRole('button', { name: 'Done' }).click();
  await page.reload();
  await shown.filter({ hasText: 'Dashboard 2' }).click();
  await expect(page.getByRole('application')).toHaveCount(4);
  await goTo(page, 'Dashboard');
});
