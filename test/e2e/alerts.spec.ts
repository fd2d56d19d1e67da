import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, goTo, launch, test } from './support/millrace.ts';

test('an alert that is made in the window fires on a real reading, is told once, and is there after a restart', async ({
  data,
}) => {
  const first = await launch(data);
  const { page } = first;
  await goTo(page, 'Alerts');
  await page.getByRole('button', { name: 'New alert' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Memory is used');
  await page.getByRole('combobox', { name: 'Metric' }).selectOption('system.memory.usage');
  await page.getByRole('textbox', { name: 'Sensor' }).fill('used');
  await page.getByRole('spinbutton', { name: 'Level' }).fill('0.001');
  await page.getByRole('spinbutton', { name: 'Well again at' }).fill('0');
  await page.getByRole('spinbutton', { name: 'For seconds' }).fill('2');
  await page.getByRole('button', { name: 'Create' }).click();
  await expect(page.getByRole('list', { name: 'Rules' })).toContainText(/alerting/, { timeout: 20_000 });
  await expect(page.getByRole('link', { name: /Alerts.*1 alerting/ })).toBeVisible();
  await expect(page.getByRole('table', { name: 'What was told' })).toContainText(/Memory is used.*used · fired/);
  expect(existsSync(path.join(data, 'pipelines', 'memory-is-used.yaml'))).toBe(true);
  await expect.poll(() => readFileSync(path.join(data, 'alerts.json'), 'utf8')).toContain('"fired"');
  await first.app.close();
  const second = await launch(data);
  await goTo(second.page, 'Alerts');
  await expect(second.page.getByRole('list', { name: 'Rules' })).toContainText('Memory is used');
  await expect(second.page.getByRole('table', { name: 'What was told' })).toContainText('Memory is used');
  // What an alert follows is no tile of the dashboard.
  await goTo(second.page, 'Dashboard');
  await expect(second.page.getByRole('region', { name: 'Memory is used' })).toHaveCount(0);
  await second.app.close();
});
