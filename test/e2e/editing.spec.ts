import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, goTo, test } from './support/millrace.ts';

test('a running pipeline is edited, told what it loses, applied, and a file that was changed outside is not written over', async ({
  millrace,
}) => {
  const { page, data } = millrace;
  const file = path.join(data, 'pipelines', 'out-of-order.yaml');
  await goTo(page, 'Pipelines');
  await page.getByRole('button', { name: 'Add an example' }).click();
  await page.getByRole('button', { name: 'Add the example Out of order' }).click();
  await page.getByRole('link', { name: /Out of order/ }).click();
  await page.getByRole('button', { name: 'Start Out of order', exact: true }).click();
  await page.getByRole('tab', { name: 'Definition' }).click();
  const text = page.getByRole('textbox', { name: 'Text of Out of order' });
  await expect(text).toContainText('what a watermark is for');

  await text.press('Control+Home');
  await text.press('Control+End');
  await text.pressSequentially('wrong');
  await expect(page.getByRole('list', { name: /^Problems:/ }).getByRole('button')).not.toHaveCount(0);
  await page.getByRole('button', { name: 'Revert the text of Out of order' }).click();
  await expect(page.getByText('runs as it is written here')).toBeVisible();

  const before = readFileSync(file, 'utf8');
  const changed = before.replace(/size: \d+s/, 'size: 7s');
  expect(changed).not.toEqual(before);
  writeFileSync(file, changed);
  await text.press('Control+End');
  await text.pressSequentially('# mine');
  await page.getByRole('button', { name: 'Save the text of Out of order' }).click();
  const conflict = page.getByRole('alert').filter({ hasText: 'since it was read here' });
  await conflict.getByRole('button', { name: 'Load what the file has' }).click();
  await expect(page.getByText(/^Begins anew, because it has changed: /)).toBeVisible();
  await expect(page.getByRole('link', { name: /Out of order/ })).toContainText('edited, not running');

  const apply = page.getByRole('button', { name: 'Apply the text of Out of order' });
  await apply.click();
  await page.getByRole('button', { name: 'Apply and lose it' }).click();
  await expect(page.getByText('runs as it is written here')).toBeVisible();
  await expect(page.getByRole('link', { name: /Out of order/ })).not.toContainText('edited, not running');
  await expect(page.getByRole('button', { name: 'Stop Out of order', exact: true })).toBeVisible();
  expect(readFileSync(file, 'utf8')).toEqual(changed);
});
