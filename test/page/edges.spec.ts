import { standing } from '../support/standing.ts';
import { expect, test } from './support/page-test.ts';

const edge = { name: /^sensors to cpu: .* Show its rows\.$/ };

test('the last rows of an edge are shown beside it while one points at it, and stay for a pointer that goes there', async ({
  open,
}) => {
  const page = await open({}, '#/pipelines');
  const button = page.getByRole('button', edge);
  await button.hover();
  const rows = page.getByRole('tooltip');
  await expect(rows).toContainText('Last rows of sensors');
  await expect(rows.getByRole('row')).toHaveCount(6);
  await expect(button).toHaveAccessibleDescription(/of sensors/);
  await rows.hover();
  await expect(rows).toBeVisible();
  await page.getByRole('heading', { level: 1 }).hover();
  await expect(rows).toHaveCount(0);
});

test('by keyboard the rows of an edge are shown where one comes to it, Escape takes them away, Enter opens the table', async ({
  open,
}) => {
  const page = await open({}, '#/pipelines');
  const button = page.getByRole('button', edge);
  await button.focus();
  await expect(page.getByRole('tooltip')).toContainText('Last rows of sensors');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('tooltip')).toHaveCount(0);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('table', { name: 'Last rows of sensors' }).getByRole('row')).toHaveCount(21);
});

test('the rows of an edge become a tile of the dashboard by one button', async ({ open }) => {
  const page = await open({}, '#/pipelines');
  await page.getByRole('button', edge).click();
  await page.getByRole('button', { name: 'Put on the dashboard' }).click();
  await expect(page.getByText('It is on the dashboard Overview.')).toBeVisible();
  await page.getByRole('link', { name: 'Dashboard' }).click();
  await expect(page.getByRole('application', { name: /^sensors\b/ })).toBeVisible();
});

test('rows are shown inside of a small window, and not of a pipeline that is stopped', async ({ open, page }) => {
  await page.setViewportSize({ width: 960, height: 600 });
  await open({ pipeline: 'stopped' }, '#/pipelines');
  await page.getByRole('button', edge).hover();
  await expect(page.getByRole('tooltip')).toHaveCount(0);
  await open({}, '#/pipelines');
  await page.reload();
  await page.getByRole('button', edge).hover();
  await expect(page.getByRole('tooltip').getByRole('row')).toHaveCount(6);
  const box = await standing(page.getByRole('tooltip'));
  expect([0 <= box.x, box.x + box.width <= 960, 0 <= box.y, box.y + box.height <= 600]).toEqual([
    true,
    true,
    true,
    true,
  ]);
});
