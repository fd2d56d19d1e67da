import type { Locator, Page } from '@playwright/test';
import { expect, goTo, shareMillrace, test } from './support/millrace.ts';

const shared = shareMillrace();

const rules = (page: Page): Locator => page.getByRole('list', { name: 'Rules' });

test('a rule is made, edited in its form, and tells what it is in', async () => {
  const { page } = shared();
  await goTo(page, 'Alerts');
  await page.getByRole('button', { name: 'New alert' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Memory is used');
  await page.getByRole('combobox', { name: 'Metric' }).selectOption('system.memory.usage');
  await page.getByRole('spinbutton', { name: 'Level' }).fill('0.001');
  await page.getByRole('spinbutton', { name: 'Well again at' }).fill('0');
  await page.getByRole('spinbutton', { name: 'For seconds' }).fill('1');
  await page.getByRole('button', { name: 'Create' }).click();
  await expect(rules(page)).toContainText(/used.*alerting/, { timeout: 20_000 });
  await page.getByRole('button', { name: 'Edit Memory is used' }).click();
  const form = page.getByRole('form', { name: 'Edit Memory is used' });
  await form.getByRole('spinbutton', { name: 'Level' }).fill('90000');
  await form.getByRole('spinbutton', { name: 'Well again at' }).fill('80000');
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(rules(page)).toContainText('system.memory.usage over');
  await expect(rules(page)).toContainText(/used.*normal/, { timeout: 20_000 });
  // It went on: what fired under the old level is well again under the new one, and nothing is amiss.
  await expect(page.getByRole('table', { name: 'What was told' })).toContainText(/Memory is used.*used · well again/);
  await expect(page.locator('[role=alert] > div')).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Edit Memory is used' })).toBeFocused();
});

test('a rule is muted for an hour and until restart, one sensor of it alone, and all of them tell again', async () => {
  const { page } = shared();
  const mute = page.getByRole('combobox', { name: 'Mute Memory is used' });
  await mute.selectOption('Mute for an hour');
  await expect(rules(page)).toContainText(/mute until \d\d:\d\d/);
  await mute.selectOption('Mute until restart');
  await expect(rules(page)).toContainText('mute until the app starts again');
  await mute.selectOption('Tells');
  await expect(rules(page)).not.toContainText('mute until');
  const sensor = page.getByRole('button', { name: 'Mute used of Memory is used' });
  await sensor.click();
  await expect(sensor).toHaveAttribute('aria-pressed', 'true');
  await sensor.click();
  await expect(sensor).toHaveAttribute('aria-pressed', 'false');
});

test('what a rule would have done on a recording is told before it is made, and nobody is notified', async () => {
  const { page } = shared();
  await page.getByRole('button', { name: 'New alert' }).click();
  const would = page.getByRole('group', { name: 'What would it have done?' });
  await expect(would).toContainText('There is none yet');
  await would.getByRole('button', { name: 'Open a sample recording' }).click();
  await expect(page.getByRole('region', { name: 'hw.temperature' })).toBeVisible();
  await goTo(page, 'Alerts');
  await page.getByRole('button', { name: 'New alert' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('It is hot');
  await page.getByRole('combobox', { name: 'Metric' }).selectOption('hw.temperature');
  await page.getByRole('spinbutton', { name: 'Level' }).fill('85');
  await page.getByRole('spinbutton', { name: 'Well again at' }).fill('70');
  await page.getByRole('spinbutton', { name: 'For seconds' }).fill('5');
  await page.getByRole('button', { name: 'What would it have done?' }).click();
  await expect(page.getByText(/A replay: it would have notified [1-9] times and fired [1-9]\d* times/)).toBeVisible();
  const table = page.getByRole('table', { name: 'What it would have done, replayed' });
  await expect(table).toContainText(/alerting.*would have been shown/);
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('table', { name: 'What was told' })).not.toContainText('It is hot');
  await expect(rules(page)).not.toContainText('It is hot');
});

test('a deleted rule is put back by one press', async () => {
  const { page } = shared();
  await page.getByRole('button', { name: 'Delete Memory is used' }).click();
  await expect(rules(page)).toHaveCount(0);
  await page.getByRole('button', { name: 'Put back Memory is used' }).click();
  await expect(rules(page)).toContainText('Memory is used');
});

test('a rule has its line on the chart of what it watches, which follows it, until it is deleted', async () => {
  const { page } = shared();
  const cpu = page.getByRole('application', { name: /^CPU/ });
  await goTo(page, 'Alerts');
  await page.getByRole('button', { name: 'New alert' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Busy');
  await page.getByRole('combobox', { name: 'Metric' }).selectOption('system.cpu.utilization');
  await page.getByRole('spinbutton', { name: 'Level' }).fill('95');
  await page.getByRole('spinbutton', { name: 'Well again at' }).fill('50');
  await page.getByRole('button', { name: 'Create' }).click();
  await expect(rules(page)).toContainText('Busy');
  await goTo(page, 'Dashboard');
  await expect(cpu).toHaveAccessibleName(/; alert over 95\s%$/);
  await goTo(page, 'Alerts');
  await page.getByRole('button', { name: 'Edit Busy' }).click();
  await page.getByRole('spinbutton', { name: 'Level' }).fill('82.5');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(rules(page)).toContainText('over 82.5');
  await goTo(page, 'Dashboard');
  await expect(cpu).toHaveAccessibleName(/; alert over 82\.5\s%$/);
  await goTo(page, 'Alerts');
  await page.getByRole('button', { name: 'Delete Busy' }).click();
  await goTo(page, 'Dashboard');
  await expect(cpu).toHaveAccessibleName(/highest [\d.]+\s%$/);
});
