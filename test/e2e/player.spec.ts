import type { Page } from '@playwright/test';
import { expect, goTo, startRecording, test } from './support/millrace.ts';

/** Makes a recording of some seconds. */
async function recordSeconds(page: Page): Promise<void> {
  await startRecording(page);
  await expect(page.getByRole('timer')).toHaveText(/0:0[4-9]/, { timeout: 15_000 });
  await page.getByRole('button', { name: 'Stop recording' }).click();
}

test('a recording of this machine is opened, scrubbed and marked, and the marker is there the next time', async ({
  millrace: { page },
}) => {
  await recordSeconds(page);
  await goTo(page, 'Recordings');
  const table = page.getByRole('table', { name: 'Recordings' });
  await expect(table.getByRole('row', { name: /System health/ })).toContainText('complete');
  await expect(table.getByRole('img', { name: 'CPU, total' })).toBeVisible();
  const link = table.getByRole('link', { name: /System health/ });
  await link.click();
  const memory = page.getByRole('region', { name: 'system.memory.usage' });
  await expect(memory).toContainText(/\d\s*[KMG]iB/);
  const slider = page.getByRole('slider', { name: 'Position' });
  const atEnd = page.getByText(/^(\d+:\d\d) \/ \1$/);
  await slider.press('End');
  await expect(atEnd).toBeVisible();
  await page.getByRole('button', { name: 'Set a marker' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('the end');
  await page.getByRole('textbox', { name: 'Name' }).press('Enter');
  await expect(page.getByRole('button', { name: /^Go to the end, 0:0\d$/ })).toBeVisible();
  await slider.press('Home');
  await expect(atEnd).toHaveCount(0);
  await page.getByRole('combobox', { name: 'Speed' }).selectOption('100×');
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  // Some seconds at a hundred times their pace end soon.
  await expect(atEnd).toBeVisible();
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
  await page.getByRole('link', { name: 'Back to the library' }).click();
  await link.click();
  await expect(page.getByRole('button', { name: /^Go to the end, 0:0\d$/ })).toBeVisible();
});

test('two recordings are compared by the rows that they hold, aligned where a condition first held', async ({
  millrace: { page },
}) => {
  for (let count = 0; count < 2; count++) {
    await recordSeconds(page);
    await expect(page.getByRole('button', { name: 'Record', exact: true })).toBeVisible();
  }
  await goTo(page, 'Recordings');
  const boxes = page.getByRole('checkbox', { name: /^Compare System health/ });
  await expect(boxes).toHaveCount(2);
  await boxes.nth(0).check();
  await boxes.nth(1).check();
  await page.getByRole('button', { name: 'Compare', exact: true }).click();
  await page.getByRole('combobox', { name: 'Chart' }).selectOption('system.memory.usage');
  const row = page.getByRole('table').getByRole('row', { name: /used/ });
  await expect(row).toContainText(/[GM]iB.*[GM]iB.*[+−±].*[KMG]?i?B.*[+−±]\d+\.\d\s%/);
  await page.getByRole('radio', { name: 'Condition' }).check({ force: true });
  const field = page.getByRole('textbox', { name: 'Where this held first' });
  await field.fill('vale > 3');
  await field.press('Enter');
  await expect(page.getByRole('status')).toContainText('condition, character 1');
  await field.fill("metric = 'system.memory.usage' and value > 0");
  await field.press('Enter');
  await expect(page.getByRole('status')).toHaveText(/^A at 0:0\d, B at 0:0\d$/);
});

test('a recording is found by its tag, stepped and looped, and replayed through the pipeline that made it', async ({
  millrace: { page },
}) => {
  await recordSeconds(page);
  await page.getByRole('link', { name: 'Open it' }).click();
  const tags = page.getByRole('textbox', { name: 'Tags' });
  await tags.fill('night');
  await tags.press('Enter');
  const position = page.getByText(/^0:0\d \/ 0:0\d$/);
  const before = await position.textContent();
  await page.getByRole('button', { name: 'Step forward' }).click();
  await expect(position).not.toHaveText(before!);
  await page.getByRole('button', { name: 'Step back' }).click();
  await expect(position).toHaveText(before!);
  const loop = page.getByRole('button', { name: 'Loop' });
  await loop.click();
  await expect(loop).toHaveAttribute('aria-pressed', 'true');
  await page.getByRole('link', { name: 'Back to the library' }).click();
  const found = page.getByRole('table', { name: 'Recordings' }).getByRole('link');
  const search = page.getByRole('searchbox', { name: 'Search recordings' });
  await search.fill('nowhere');
  await expect(page.getByRole('button', { name: 'Clear the search' })).toBeVisible();
  await search.fill('night');
  await expect(found).toHaveCount(1);
  await found.click();
  await page.getByRole('button', { name: 'Replay', exact: true }).click();
  await expect(page).toHaveURL(/#\/pipelines\//);
  await expect(page.getByRole('heading', { level: 2, name: /^System health: System health/ })).toBeVisible();
  await expect(page.getByRole('main')).toContainText('finished');
});
