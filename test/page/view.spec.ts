import type { Locator, Page } from '@playwright/test';
import { dragIn, standing } from '../support/standing.ts';
import { expect, test } from './support/page-test.ts';

const memory = (page: Page): Locator => page.getByRole('application', { name: /^Memory/ });

/** Drags from one share of a chart's width to another. */
async function drag(page: Page, from: number, to: number): Promise<void> {
  const { width } = await standing(memory(page));
  await dragIn(memory(page), [width * from, 60], [width * to, 60]);
}

test('a drag zooms all charts while readings go on coming, and a double click goes back to live', async ({ open }) => {
  const page = await open();
  const group = page.getByRole('group', { name: 'Time range' });
  await drag(page, 0.4, 0.7);
  await expect(group).toContainText('Zoomed');
  await expect(page.getByText(/^(?:today|yesterday) \d\d:\d\d – (?:today|yesterday) \d\d:\d\d$/)).toBeVisible();
  await expect(page.getByRole('button', { pressed: true })).toHaveCount(0);
  const answered = (): Promise<number> =>
    page.evaluate(() => window.fake.asked.filter(({ name }) => name === 'frameDrawn').length);
  const before = await answered();
  await expect.poll(answered).toBeGreaterThan(before);
  await memory(page).dblclick();
  await expect(group).toContainText('Live');
  await expect(page.getByRole('button', { pressed: true })).toHaveText(['5 min']);
});

test('a wheel scrolls the page past a chart, and zooms it only with Ctrl', async ({ open }) => {
  const page = await open();
  await page.setViewportSize({ width: 1440, height: 600 });
  await memory(page).hover();
  await page.mouse.wheel(0, 120);
  await expect.poll(() => page.locator('main').evaluate(({ scrollTop }) => scrollTop)).toBeGreaterThan(0);
  await expect(page.getByRole('group', { name: 'Time range' })).toContainText('Live');
  await memory(page).hover();
  await page.keyboard.down('Control');
  await page.mouse.wheel(0, -120);
  await page.keyboard.up('Control');
  await expect(page.getByRole('group', { name: 'Time range' })).toContainText('Zoomed');
});

test('a click pins the crosshair, and Escape frees it', async ({ open }) => {
  const page = await open();
  await memory(page).click({ position: { x: 200, y: 60 } });
  await page.getByRole('heading', { level: 1 }).hover();
  await expect(page.locator('.lines .crosshair.pinned')).toHaveCount(5);
  await memory(page).focus();
  await page.keyboard.press('Escape');
  await expect(page.locator('.crosshair')).toHaveCount(0);
});

test('one key changes what the crosshair does in the other charts, which is said', async ({ open }) => {
  const page = await open();
  await memory(page).hover();
  await expect(page.locator('.lines .at')).toHaveCount(5);
  await page.keyboard.press('c');
  await expect(page.getByText('Crosshair: in all charts, values only here')).toBeAttached();
  await expect(page.locator('.lines .at')).toHaveCount(1);
  await expect(page.locator('.lines .crosshair')).toHaveCount(5);
  await page.keyboard.press('c');
  await expect(page.locator('.lines .crosshair')).toHaveCount(1);
});

test('the keyboard pauses, zooms, pans and goes live', async ({ open }) => {
  const page = await open();
  const group = page.getByRole('group', { name: 'Time range' });
  await memory(page).focus();
  await page.keyboard.press(' ');
  await expect(group).toContainText('Paused');
  await page.keyboard.press('l');
  await expect(group).toContainText('Live');
  await page.keyboard.press('+');
  await page.keyboard.press('Shift+ArrowLeft');
  await expect(group).toContainText('Zoomed');
  await page.keyboard.press('l');
  await expect(group).toContainText('Live');
});

test('further ranges are in a list, and any span of time can be asked for', async ({ open }) => {
  const page = await open();
  const further = page.getByRole('combobox', { name: 'Further ranges' });
  await further.selectOption({ label: '24 h' });
  await expect(further).toHaveValue('86400000');
  await expect(page.getByRole('button', { pressed: true })).toHaveCount(0);
  await further.selectOption({ label: 'Custom…' });
  const dialog = page.getByRole('dialog', { name: 'Show a span of time' });
  await dialog.getByLabel('From').fill('2026-01-02T10:00:00');
  await dialog.getByLabel('To').fill('2026-01-02T09:00:00');
  await expect(dialog.getByRole('alert')).toHaveText('The end has to be after the beginning.');
  await dialog.getByLabel('To').fill('2026-01-02T11:30:00');
  await dialog.getByRole('button', { name: 'Show', exact: true }).click();
  await expect(page.getByText('2 Jan 10:00 – 2 Jan 11:30')).toBeVisible();
  await page.getByRole('button', { name: 'Go live' }).click();
  await expect(page.getByRole('group', { name: 'Time range' })).toContainText('Live');
});

test('a day is asked for once, drawn from what main has kept, and given back for a short range', async ({ open }) => {
  const page = await open();
  const asked = (): Promise<number> =>
    page.evaluate(() => window.fake.asked.filter(({ name }) => name === 'readPast').length);
  await page.getByRole('combobox', { name: 'Further ranges' }).selectOption({ label: '24 h' });
  await expect.poll(asked).toBe(1);
  // A table holds what was there when it was opened: readings of a day, once main has answered, not those that the page holds.
  await expect(async () => {
    await memory(page).focus();
    await page.keyboard.press('t');
    const text = await page.getByRole('table', { name: /^Memory/ }).textContent();
    await page.keyboard.press('Escape');
    expect(text).toMatch(/of 7\d\d readings/);
  }).toPass();
  await page.getByRole('button', { name: '5 min', exact: true }).click();
  await expect(memory(page)).toHaveAccessibleName(/^Memory: latest [\d.]+\sGiB/);
});

test('each page begins at its top, and one that is gone back to is where it was left', async ({ open }) => {
  const page = await open({}, '#/settings');
  await page.setViewportSize({ width: 960, height: 600 });
  const main = page.locator('main');
  const top = (): Promise<number> => main.evaluate(({ scrollTop }) => scrollTop);
  await expect(page.getByRole('heading', { level: 2, name: 'Window and start' })).toBeVisible();
  await main.evaluate((element) => (element.scrollTop = 200));
  await expect.poll(top).toBe(200);
  await page.getByRole('link', { name: 'Dashboard' }).click();
  await expect(page.getByRole('application').first()).toBeVisible();
  await expect.poll(top).toBe(0);
  await page.getByRole('link', { name: 'Settings' }).click();
  await expect.poll(top).toBe(200);
});
