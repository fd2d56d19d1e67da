import { expect, goTo, test } from './support/millrace.ts';

test('an example is added, started, stopped with a savepoint, and started from it', async ({ millrace }) => {
  const { page } = millrace;
  await goTo(page, 'Pipelines');
  await page.getByRole('button', { name: 'Add an example' }).click();
  await page.getByRole('button', { name: 'Add the example Out of order' }).click();
  await page.getByRole('link', { name: /Out of order/ }).click();
  await page.getByRole('button', { name: 'Start Out of order', exact: true }).click();
  const flow = page.getByRole('group', { name: 'Flow' });
  await expect(
    flow
      .getByRole('article')
      .filter({ hasText: 'hasty' })
      .filter({ hasText: /[1-9]\d* late/ }),
  ).toHaveCount(1);
  await page.getByRole('button', { name: /^patient-rows to patient/ }).click();
  await expect(page.getByRole('table', { name: 'Last rows of patient-rows' }).getByRole('row')).not.toHaveCount(0);

  await page.getByRole('button', { name: 'Stop with savepoint: Out of order' }).click();
  await page.getByRole('tab', { name: 'Checkpoints' }).click();
  const saved = page.getByRole('row', { name: /savepoint, stays until you remove it/ });
  await saved.getByRole('button', { name: /^Start from here: Out of order/ }).click();
  await page.getByRole('tab', { name: 'Events' }).click();
  await expect(page.getByRole('table', { name: 'Events' }).getByRole('row')).toHaveText([
    /When/,
    /started/,
    /stopped/,
    /savepoint taken/,
    /started/,
  ]);
  await page.getByRole('tab', { name: 'Definition' }).click();
  await expect(page.getByRole('tabpanel')).toContainText('what a watermark is for');
});
