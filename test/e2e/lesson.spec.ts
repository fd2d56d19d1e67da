import { expect, goTo, launch, test } from './support/millrace.ts';

test('who starts the example of the first steps is shown what a watermark is, by rows that come late, and puts it away for good', async ({
  data,
}) => {
  const first = await launch(data);
  const { page } = first;
  await page.getByRole('button', { name: 'Try an example: rows that come late' }).click();
  await expect(page.getByRole('tab', { name: 'Windows' })).toHaveAttribute('aria-selected', 'true');
  const lesson = page.getByRole('region', { name: 'What is a watermark?' });
  await expect(lesson).toBeVisible();
  const hasty = page.getByRole('region', { name: 'Open windows of hasty' });
  await expect(hasty.getByText(/^fired · rows \d+$/).first()).toBeVisible({ timeout: 20_000 });
  await expect(page.getByRole('region', { name: 'Open windows of patient' })).toContainText(/behind the newest row/);
  await expect(lesson.getByRole('row', { name: /^patient \d+ rows 0$/ })).toBeVisible({ timeout: 20_000 });
  await expect(lesson.getByRole('row', { name: /^hasty \d+ rows [1-9]\d*$/ })).toBeVisible();
  const late = async (): Promise<number> =>
    Number(/Late rows: ([\d,]+)/.exec(await hasty.innerText())![1]!.replace(',', ''));
  const before = await late();
  await expect.poll(late, { timeout: 15_000 }).toBeGreaterThan(before);
  await hasty.getByRole('button', { name: 'Show the late rows of hasty' }).click();
  await expect(page.getByRole('table', { name: 'Last rows of late rows of hasty' }).getByRole('row')).not.toHaveCount(
    0,
  );
  await expect(page.getByRole('button', { name: /^late rows of hasty to too-late/ })).toBeVisible();
  await lesson.getByRole('link', { name: 'Compare the two charts' }).click();
  // Who points at a result sees in both charts which rows it counts.
  const patient = page.getByRole('application', { name: /^Waits three seconds/ });
  await patient.focus();
  await expect(async () => {
    // A chart that has just come into sight has nothing to point at before its first frame.
    await patient.press('ArrowLeft');
    await expect(page.getByText(/^\d\d:\d\d:\d[05] – \d\d:\d\d:\d[05]: .*\d/)).toBeAttached({ timeout: 1000 });
  }).toPass();
  await expect(page.locator('.counted')).toHaveCount(2);
  await goTo(page, 'Pipelines');
  await page.getByRole('link', { name: /Out of order/ }).click();
  await lesson.getByRole('button', { name: 'Do not explain this again' }).click();
  await expect(lesson).toHaveCount(0);
  await first.app.close();
  const second = await launch(data);
  await goTo(second.page, 'Pipelines');
  await second.page.getByRole('link', { name: /Out of order/ }).click();
  await expect(second.page.getByRole('heading', { level: 2, name: 'Out of order' })).toBeVisible();
  await expect(second.page.getByRole('region', { name: 'What is a watermark?' })).toHaveCount(0);
  await second.app.close();
});
