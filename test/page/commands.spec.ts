import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './support/page-test.ts';
import { TWO_ALERTS } from './support/made-up-alerts.ts';

async function openPalette(page: Page): Promise<void> {
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog').getByRole('combobox')).toBeFocused();
}

test('Ctrl-K opens a search for everything, which arrows and Enter work in, and Escape gives the focus back', async ({
  open,
}) => {
  const page = await open({}, '#/recordings');
  const link = page.getByRole('link', { name: 'Pipelines' });
  await link.focus();
  await page.keyboard.press('Control+k');
  const search = page.getByRole('combobox', { name: 'What do you want to do?' });
  await expect(search).toBeFocused();
  const options = page.getByRole('option');
  await expect(options.first()).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('ArrowDown');
  await expect(options.nth(1)).toHaveAttribute('aria-selected', 'true');
  await expect(search).toHaveAttribute('aria-activedescendant', (await options.nth(1).getAttribute('id'))!);
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  await expect(options.last()).toHaveAttribute('aria-selected', 'true');
  await expect(options.last()).toBeInViewport();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(link).toBeFocused();
});

test('a pipeline is stopped and started, the theme and the language chosen, and a page opened by their names', async ({
  open,
}) => {
  const page = await open({});
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  const asked = (): Promise<unknown> =>
    page.evaluate(() => window.fake.asked.filter(({ name }) => name.endsWith('Pipeline')).at(-1));
  const command = async (words: string): Promise<void> => {
    await openPalette(page);
    await page.keyboard.type(words);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('listbox')).toHaveCount(0);
  };
  await command('stop system health');
  await expect.poll(asked).toEqual({ name: 'stopPipeline', args: ['system-health'] });
  await expect(page.getByRole('region', { name: 'Memory' })).toContainText('System health is stopped');
  await command('system start');
  await expect.poll(asked).toEqual({ name: 'startPipeline', args: ['system-health'] });
  await command('high contrast');
  await expect(page.locator('html')).toHaveAttribute('data-contrast', 'more');
  await command('简体');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('仪表板');
  await command('language english');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Dashboard');
  await command('last 15');
  await expect(page.getByRole('button', { name: '15 min' })).toHaveAttribute('aria-pressed', 'true');
  await command('add tile');
  await expect(page.getByRole('dialog', { name: 'Add a tile' })).toBeVisible();
  await page.keyboard.press('Escape');
  await command('new alert');
  await expect(page.getByRole('textbox', { name: 'Name' })).toBeFocused();
  await command('health edit');
  await expect(page.getByRole('tab', { name: 'Definition' })).toHaveAttribute('aria-selected', 'true');
});

test('an example is begun from the palette: added, started and shown', async ({ open }) => {
  const page = await open({});
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await openPalette(page);
  await page.keyboard.type('begin thermal');
  await page.getByRole('option', { name: /Thermal guard/ }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Pipelines');
  await expect
    .poll(() => page.evaluate(() => window.fake.asked.map(({ name }) => name)))
    .toEqual(expect.arrayContaining(['addExample', 'startPipeline']));
});

test('? shows all keys, as the page obeys them, and writing a question mark does not', async ({ open }) => {
  const page = await open({}, '#/alerts');
  await page.getByRole('button', { name: 'New alert' }).click();
  await expect(page.getByRole('textbox', { name: 'Name' })).toBeFocused();
  await page.keyboard.type('Hot?');
  await expect(page.getByRole('textbox', { name: 'Name' })).toHaveValue('Hot?');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.keyboard.press('?');
  const map = page.getByRole('dialog', { name: 'Keys' });
  await expect(map.getByRole('region', { name: 'On the dashboard' })).toContainText('Pause, or go live again');
  await expect(map).toContainText('CtrlK');
  // The smallest window, and one at twice the size: nothing stands beside what is in sight, and no key on another.
  for (const width of [960, 720, 480]) {
    await page.setViewportSize({ width, height: 450 });
    const over = map.getByRole('group', { name: 'Keys' }).evaluate((box) => box.scrollWidth - box.clientWidth);
    expect(await over).toBe(0);
  }
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog')).toHaveCount(1);
  await page.keyboard.press('Escape');
  await expect(map).toHaveCount(0);
});

test('pages have keys, and those of the dashboard rest while the palette is open', async ({ open }) => {
  const page = await open({});
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await openPalette(page);
  await page.keyboard.type('cl');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page.getByText('Live', { exact: true })).toBeVisible();
  await page.keyboard.press('Control+3');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Recordings');
  await page.keyboard.press('Control+1');
  await expect(page.getByRole('region', { name: 'Memory' })).toBeVisible();
  await page.keyboard.press(' ');
  await expect(page.getByText('Paused', { exact: true })).toBeVisible();
  // A button has Space of its own, and no letters.
  await page.getByRole('button', { name: '15 min' }).focus();
  await page.keyboard.press('l');
  await expect(page.getByText('Live', { exact: true })).toBeVisible();
});

for (const colorScheme of ['dark', 'light'] as const) {
  for (const [key, name] of [
    ['Control+k', 'Commands'],
    ['?', 'Keys'],
  ] as const) {
    for (const viewport of [
      { width: 1440, height: 900 },
      { width: 480, height: 300 },
    ]) {
      test(`axe finds nothing in ${name}, ${colorScheme} at ${viewport.width} pixels`, async ({ page, open }) => {
        await page.emulateMedia({ colorScheme });
        await page.setViewportSize(viewport);
        await open(TWO_ALERTS);
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        await page.keyboard.press(key);
        const dialog = page.getByRole('dialog', { name });
        await expect(dialog).toBeInViewport({ ratio: 1 });
        await page.screenshot({ path: `out/screenshots/${name}-${colorScheme}-${viewport.width}.png` });
        expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id)).toEqual([]);
      });
    }
  }
}
