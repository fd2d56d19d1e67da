import type { Page } from '@playwright/test';
import { expect, goTo, shareMillrace, test } from './support/millrace.ts';

const shared = shareMillrace();

/** Does what the first entry for `words` in the palette says. */
async function command(page: Page, words: string): Promise<void> {
  await page.keyboard.press('Control+k');
  const search = page.getByRole('dialog').getByRole('combobox');
  await expect(search).toBeFocused();
  await search.fill(words);
  await expect(page.getByRole('listbox').getByRole('option').first()).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  await expect(search).toHaveCount(0);
}

test('Ctrl-K finds what one wants to do and does it: pipelines, pages, charts, looks, examples', async () => {
  const { app, page } = shared();
  const memory = page.getByRole('region', { name: 'Memory' });
  await expect(memory).toContainText(/\d\s*[KMG]iB/);
  await command(page, 'stop system health');
  await expect(memory).toContainText('System health is stopped');
  await command(page, 'system health start');
  await expect(memory).not.toContainText('System health is stopped');
  await command(page, 'theme dark');
  await expect.poll(() => app.evaluate(({ nativeTheme }) => nativeTheme.themeSource)).toBe('dark');
  await command(page, '简体');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('仪表板');
  await command(page, 'language english');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Dashboard');
  await command(page, 'last 15');
  await expect(page.getByRole('button', { name: '15 min' })).toHaveAttribute('aria-pressed', 'true');
  await command(page, 'begin session');
  await expect(page.getByRole('heading', { level: 2, name: 'Session activity' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Stop Session activity', exact: true })).toBeVisible();
  await command(page, 'go to settings');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Settings');
});

test('the palette is left by Escape without doing anything, and the focus goes back to where it was', async () => {
  const { page } = shared();
  const link = page.getByRole('link', { name: 'Recordings' });
  await link.focus();
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox', { name: 'What do you want to do?' })).toBeFocused();
  await page.keyboard.type('stop');
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('listbox').getByRole('option').nth(1)).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(link).toBeFocused();
});

test('? shows all keys, and pages are reached by theirs', async () => {
  const { page } = shared();
  for (const [key, name] of [
    ['Control+2', 'Pipelines'],
    ['Control+3', 'Recordings'],
    ['Control+4', 'Alerts'],
    ['Control+5', 'Settings'],
    ['Control+1', 'Dashboard'],
  ] as const) {
    await page.keyboard.press(key);
    await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  }
  await page.keyboard.press('?');
  const map = page.getByRole('dialog', { name: 'Keys' });
  for (const place of [
    'Everywhere',
    'On the dashboard',
    'In a chart',
    'In the graph of a pipeline',
    'On a box of the graph',
  ])
    await expect(map.getByRole('region', { name: place, exact: true }).locator('dd').first()).not.toBeEmpty();
  await page.keyboard.press('Escape');
  await expect(map).toHaveCount(0);
  await goTo(page, 'Alerts');
  await page.getByRole('button', { name: 'New alert' }).click();
  await page.getByRole('textbox', { name: 'Name' }).pressSequentially('Hot?');
  await expect(page.getByRole('textbox', { name: 'Name' })).toHaveValue('Hot?');
  await expect(map).toHaveCount(0);
});
