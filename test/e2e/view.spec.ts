import type { Locator, Page } from '@playwright/test';
import { dragIn, standing } from '../support/standing.ts';
import { expect, shareMillrace, test, waitForReadings } from './support/millrace.ts';

const shared = shareMillrace();

const chart = (page: Page): Locator => page.getByRole('application', { name: /^Memory/ });
const range = (page: Page): Locator => page.getByRole('group', { name: 'Time range' });

/** Drags from one share of a chart's width to another. */
async function drag(page: Page, from: number, to: number): Promise<void> {
  const { width } = await standing(chart(page));
  await dragIn(chart(page), [width * from, 60], [width * to, 60]);
}

/** How many readings of the machine's memory main has told this page of since it was loaded. */
async function countFrames(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const counted = window as unknown as { frames: number };
    counted.frames = 0;
    window.bridge.listen('frame', () => counted.frames++);
  });
  return () => page.evaluate(() => (window as unknown as { frames: number }).frames);
}

test.beforeEach(async () => {
  const { page } = shared();
  await waitForReadings(page);
});

test('a drag zooms all charts while readings go on coming, with Shift it pans, and a double click goes back to live', async () => {
  const { page } = shared();
  const frames = await countFrames(page);
  await drag(page, 0.4, 0.7);
  await expect(range(page)).toContainText('Zoomed');
  const span = page.getByText(/^(?:today|yesterday) [\d:]+ – (?:today|yesterday) [\d:]+$/);
  await expect(span).toBeVisible();
  await expect(range(page).getByRole('button', { pressed: true })).toHaveCount(0);
  const before = await frames();
  await expect.poll(frames).toBeGreaterThan(before + 1);
  const zoomed = await span.textContent();
  await page.keyboard.down('Shift');
  await drag(page, 0.1, 0.9);
  await page.keyboard.up('Shift');
  await expect(span).not.toHaveText(zoomed!);
  await expect(range(page)).toContainText('Zoomed');
  await chart(page).dblclick();
  await expect(range(page)).toContainText('Live');
  await expect(range(page).getByRole('button', { pressed: true })).toHaveText(['5 min']);
});

test('a wheel scrolls the page past a chart, and zooms only with Ctrl', async () => {
  const { app, page } = shared();
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.setContentSize(1200, 560));
  await chart(page).hover();
  await page.mouse.wheel(0, 120);
  await expect.poll(() => page.getByRole('main').evaluate(({ scrollTop }) => scrollTop)).toBeGreaterThan(0);
  await expect(range(page)).toContainText('Live');
  await chart(page).hover();
  await page.keyboard.down('Control');
  await page.mouse.wheel(0, -120);
  await page.keyboard.up('Control');
  await expect(range(page)).toContainText('Zoomed');
  await page.getByRole('button', { name: 'Go live' }).click();
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.setContentSize(1440, 900));
});

test('paused charts stand still while collecting goes on, say how far they are behind, and go live again', async () => {
  const { page } = shared();
  await page.getByRole('button', { name: 'Pause' }).click();
  // A second behind: the frame that shows the moment of the pause is long drawn.
  await expect(page.getByText(/^paused, [1-9] s behind$/)).toBeVisible();
  const name = await chart(page).getAttribute('aria-label');
  await expect(page.getByText(/^paused, [4-9] s behind$/)).toBeVisible();
  expect(await chart(page).getAttribute('aria-label')).toBe(name);
  await page.getByRole('button', { name: 'Go live' }).click();
  await expect(range(page)).toContainText('Live');
});

test('one crosshair goes through all charts, in three ways on one key; a click pins it and Escape frees it', async () => {
  const { page } = shared();
  const lines = page.locator('.lines .crosshair');
  const values = page.locator('.lines .at');
  await chart(page).hover();
  const all = await page.getByRole('application').count();
  await expect(values).toHaveCount(all);
  await page.keyboard.press('c');
  await expect(page.getByText('Crosshair: in all charts, values only here')).toBeAttached();
  await expect(values).toHaveCount(1);
  await expect(lines).toHaveCount(all);
  await page.keyboard.press('c');
  await expect(page.getByText('Crosshair: only in this chart')).toBeAttached();
  await expect(lines).toHaveCount(1);
  await page.keyboard.press('c');
  await expect(page.getByText('Crosshair: in all charts, with their values')).toBeAttached();
  const { width } = await standing(chart(page));
  await chart(page).click({ position: { x: width * 0.6, y: 60 } });
  await page.getByRole('heading', { level: 1 }).hover();
  await expect(page.locator('.lines .crosshair.pinned')).toHaveCount(all);
  await chart(page).press('Escape');
  await expect(lines).toHaveCount(0);
});

test('by keyboard the crosshair is moved and read aloud, time is zoomed and panned, and t shows the readings as a table', async () => {
  const { page } = shared();
  await chart(page).focus();
  await page.keyboard.press('ArrowLeft');
  const told = chart(page).locator('[aria-live]');
  await expect(told).toHaveText(/^\d\d:\d\d:\d\d: used [\d.,]+\s[KMG]iB/);
  const first = await told.textContent();
  await page.keyboard.press('ArrowLeft');
  await expect(told).not.toHaveText(first!);
  await page.keyboard.press('Escape');
  await page.keyboard.press('+');
  await expect(range(page)).toContainText('Zoomed');
  await page.keyboard.press('Shift+ArrowLeft');
  await page.keyboard.press('l');
  await expect(range(page)).toContainText('Live');
  await page.keyboard.press('Space');
  await expect(range(page)).toContainText('Paused');
  await page.keyboard.press('l');
  await page.keyboard.press('t');
  const table = page.getByRole('table', { name: /^Memory, readings up to/ });
  await expect(table.getByRole('columnheader')).toContainText(['Time', /used/]);
  await expect(table.getByRole('row').nth(1)).toContainText(/[KMG]iB/);
  await page.keyboard.press('t');
  await expect(chart(page)).toBeVisible();
});

test('a legend shows one line alone and switches lines off, and everything is back at once', async () => {
  const { page } = shared();
  const items = page.getByRole('region', { name: 'Memory' }).getByRole('listitem');
  const second = items.nth(1).getByRole('button');
  await second.click();
  await expect(items.nth(0)).toContainText('(switched off)');
  await expect(second).toHaveAttribute('aria-pressed', 'true');
  await second.click();
  await expect(page.getByText('(switched off)')).toHaveCount(0);
  await second.click({ modifiers: ['Control'] });
  await expect(page.getByText('(switched off)')).toHaveCount(1);
  await page.getByRole('button', { name: 'Show all' }).click();
  await expect(page.getByText('(switched off)')).toHaveCount(0);
});

test('ranges go from a minute to a day, and any span of time can be asked for', async () => {
  const { page } = shared();
  const further = page.getByRole('combobox', { name: 'Further ranges' });
  for (const name of ['1 min', '15 min', '1 h', '5 min']) {
    const button = range(page).getByRole('button', { name, exact: true });
    if (await button.count()) await button.click();
    else await further.selectOption({ label: name });
    await expect(range(page)).toContainText('Live');
  }
  await further.selectOption({ label: '24 h' });
  await expect(further).toHaveValue('86400000');
  await further.selectOption({ label: 'Custom…' });
  const dialog = page.getByRole('dialog', { name: 'Show a span of time' });
  await dialog.getByLabel('From').fill('2026-01-02T10:00:00');
  await dialog.getByLabel('To').fill('2026-01-02T09:00:00');
  await expect(dialog.getByRole('alert')).toHaveText('The end has to be after the beginning.');
  await dialog.getByLabel('To').fill('2026-01-02T11:30:00');
  await dialog.getByRole('button', { name: 'Show', exact: true }).click();
  await expect(page.getByText('2 Jan 10:00 – 2 Jan 11:30')).toBeVisible();
  await page.getByRole('button', { name: 'Go live' }).click();
  await range(page).getByRole('button', { name: '5 min', exact: true }).click();
  await expect(range(page)).toContainText('Live');
});
