import { expect, goTo, startRecording, test } from './support/millrace.ts';

test('a recording of this machine is opened, scrubbed and marked, and the marker is there the next time', async ({
  millrace: { page },
}) => {
  await startRecording(page);
  await expect(page.getByRole('timer')).toHaveText(/0:0[4-9]/, { timeout: 15_000 });
  await page.getByRole('button', { name: 'Stop recording' }).click();
  await goTo(page, 'Recordings');
  const table = page.getByRole('table', { name: 'Recordings' });
  await expect(table.getByRole('row', { name: /System health/ })).toContainText('complete');
  const link = table.getByRole('link', { name: /System health/ });
  await link.click();
  const memory = page.getByRole('region', { name: 'system.memory.usage' });
  await expect(memory).toContainText(/\d\s*[KMG]iB/);
  const slider = page.getByRole('slider', { name: 'Position' });
  await slider.press('End');
  await page.getByRole('button', { name: 'Set a marker' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('the end');
  await page.getByRole('textbox', { name: 'Name' }).press('Enter');
  await expect(page.getByRole('button', { name: /^Go to the end, 0:0\d$/ })).toBeVisible();
  await slider.press('Home');
  await page.getByRole('combobox', { name: 'Speed' }).selectOption('100×');
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  // Some seconds at a hundred times their pace end soon.
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
  await page.getByRole('link', { name: 'Back to the library' }).click();
  await link.click();
  await expect(page.getByRole('button', { name: /^Go to the end, 0:0\d$/ })).toBeVisible();
});
