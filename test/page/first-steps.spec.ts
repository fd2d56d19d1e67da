import AxeBuilder from '@axe-core/playwright';
import { DEFAULT_SETTINGS } from '../../electron/settings/settings.ts';
import { expect, test } from './support/page-test.ts';

const FIRST = { settings: DEFAULT_SETTINGS };

test('a first start shows charts at once, and what to do first: an example runs by one press', async ({ open }) => {
  const page = await open(FIRST);
  await expect(page.getByRole('application')).toHaveCount(5);
  await page.getByRole('group', { name: 'First steps' }).getByRole('button', { name: 'Try an example' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Pipelines');
  await expect
    .poll(() => page.evaluate(() => window.fake.asked.map(({ name, args }) => [name, ...args].join(' '))))
    .toEqual(expect.arrayContaining(['addExample out-of-order', 'startPipeline out-of-order']));
});

test('the sample recording says that it is made up, and is in the library afterwards', async ({ open }) => {
  const page = await open(FIRST);
  const sample = page.getByRole('button', { name: 'Open a sample recording' });
  await expect(sample).toHaveAccessibleDescription(/made up by a generator/);
  await sample.click();
  await expect.poll(() => page.evaluate(() => location.hash)).toBe('#/recordings/sample-made-up');
  await page.getByRole('navigation').getByRole('link', { name: 'Recordings' }).click();
  await expect(page.getByRole('table')).toContainText('Sample, made up');
});

test('choosing sensors opens the form of the source that reads them', async ({ open }) => {
  const page = await open(FIRST);
  await page.getByRole('button', { name: 'Choose sensors' }).click();
  await expect(page.getByRole('tab', { name: 'Definition' })).toHaveAttribute('aria-selected', 'true');
  await expect(page.getByRole('combobox', { name: 'Node' })).toHaveValue('sensors');
});

test('the card is put away for good, by keyboard, and the palette shows it again', async ({ open }) => {
  const page = await open(FIRST);
  const card = page.getByRole('group', { name: 'First steps' });
  await page.getByRole('button', { name: 'Do not show this again' }).focus();
  await page.keyboard.press('Enter');
  await expect(card).toHaveCount(0);
  await expect(page.getByRole('main')).toBeFocused();
  await expect
    .poll(() => page.evaluate(() => window.fake.asked.filter(({ name }) => name === 'changeSettings').at(-1)))
    .toEqual({ name: 'changeSettings', args: [{ firstSteps: false }] });
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox', { name: 'What do you want to do?' })).toBeFocused();
  await page.keyboard.type('first steps');
  await page.keyboard.press('Enter');
  await expect(card).toBeVisible();
});

for (const language of ['en', 'zh-CN']) {
  for (const [width, height] of [
    [1440, 900],
    [960, 600],
    [480, 300],
  ] as const) {
    test(`axe finds nothing in the card in ${language} at ${width} pixels, and nothing sticks out`, async ({
      page,
      open,
    }) => {
      await page.setViewportSize({ width, height });
      await page.emulateMedia({ colorScheme: language === 'en' ? 'dark' : 'light' });
      await open({ ...FIRST, language });
      await expect(page.getByRole('application').first()).toBeAttached();
      await page.screenshot({ path: `out/screenshots/first-${language}-${width}.png` });
      const isWider = await page.evaluate(() => {
        const main = document.querySelector('main')!;
        return main.clientWidth < main.scrollWidth;
      });
      expect(isWider).toBe(false);
      expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id)).toEqual([]);
    });
  }
}
