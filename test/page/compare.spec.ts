import type { Page } from '@playwright/test';
import { dragIn } from '../support/standing.ts';
import { expect, test } from './support/page-test.ts';

const asked = (page: Page, name: string): Promise<readonly unknown[][]> =>
  page.evaluate(
    (wanted) => window.fake.asked.filter((each) => each.name === wanted).map(({ args }) => args as unknown[]),
    name,
  );

test('two recordings are ticked by keyboard in the library and compared on one chart', async ({ open }) => {
  const page = await open({}, '#/recordings');
  const compare = page.getByRole('button', { name: 'Compare', exact: true });
  await expect(compare).toHaveAttribute('aria-disabled', 'true');
  await page.getByRole('checkbox', { name: 'Compare Overnight soak' }).press(' ');
  await expect(page.getByText('Tick one more to compare it with Overnight soak.')).toBeVisible();
  await page.getByRole('checkbox', { name: 'Compare Kernel build, stock fan curve' }).press(' ');
  await compare.press('Enter');
  await expect(page).toHaveURL(/#\/recordings\/soak%2F/);
  await expect(page.getByRole('heading', { level: 2, name: 'Compare recordings' })).toBeVisible();
  await page.getByRole('combobox', { name: 'Chart' }).selectOption('hw.temperature');
  await expect(page.getByRole('button', { name: /A package/ })).toBeVisible();
  await expect(page.getByRole('button', { name: /B package/ })).toBeVisible();
  const row = page.getByRole('row', { name: /package/ });
  await expect(row).toContainText(/72\s°C.*64\s°C.*−8\s°C.*−11\.1\s%/);
});

test('a third tick lets go of the first one', async ({ open }) => {
  const page = await open({}, '#/recordings');
  const boxes = page.getByRole('checkbox');
  for (const index of [0, 1, 2]) await boxes.nth(index).check();
  await expect(boxes.nth(0)).not.toBeChecked();
  await expect(boxes.nth(2)).toBeChecked();
});

test('the player compares its recording with another one', async ({ open }) => {
  const page = await open({}, '#/recordings/soak');
  await page.getByRole('combobox', { name: 'Compare with' }).selectOption({ index: 0 });
  await page.getByRole('button', { name: 'Compare', exact: true }).click();
  await expect(page.getByRole('link', { name: 'Overnight soak' })).toBeVisible();
  await page.getByRole('link', { name: 'Swap A and B' }).click();
  await expect(page).toHaveURL(/%2Fsoak$/);
});

test('they are laid on each other where a condition held first, and what is wrong with one is told', async ({
  open,
}) => {
  const page = await open({}, '#/recordings/soak%2Fstock');
  await page.getByRole('radio', { name: 'Condition' }).check({ force: true });
  const field = page.getByRole('textbox', { name: 'Where this held first' });
  await field.fill('value > 80');
  await field.press('Enter');
  await expect(page.getByRole('status')).toHaveText('A at 1:00, B at 1:00');
  expect(await asked(page, 'findInRecording')).toEqual([
    ['soak', 'value > 80'],
    ['stock', 'value > 80'],
  ]);
  await field.fill('never');
  await page.getByRole('button', { name: 'Align', exact: true }).click();
  await expect(page.getByRole('status')).toHaveText('It never held in A, B; the alignment is as it was.');
});

test('they are laid on each other at markers, those of the same name first', async ({ open }) => {
  const page = await open({}, '#/recordings/soak');
  await expect(page.getByText('0:00 / 15:00')).toBeVisible();
  const notes = (at: number, ...names: string[]) => ({
    tags: [],
    markers: names.map((name, index) => ({ at: Date.parse('2026-11-20T08:00:00Z') + at + index * 60_000, name })),
  });
  await page.evaluate((kept) => localStorage.setItem('notes', JSON.stringify(kept)), {
    soak: notes(120_000, 'build'),
    stock: notes(0, 'boot', 'build'),
  });
  await page.goto(page.url().replace(/#.*/, '#/recordings/soak%2Fstock'));
  await page.reload();
  await page.getByRole('radio', { name: 'Marker' }).check({ force: true });
  await expect(page.getByRole('combobox', { name: 'Marker of A' })).toHaveText(/build · 2:00/);
  await expect(page.getByRole('status')).toHaveText('A at 2:00, B at 1:00');
  await page.getByRole('combobox', { name: 'Marker of B' }).selectOption({ index: 0 });
  await expect(page.getByRole('status')).toHaveText('A at 2:00, B at 0:00');
});

test('without a marker in both it says what to do', async ({ open }) => {
  const page = await open({}, '#/recordings/soak%2Fstock');
  await page.getByRole('radio', { name: 'Marker' }).check({ force: true });
  await expect(page.getByText('Both need a marker: open a recording and press M')).toBeVisible();
});

test('the series are chosen in the table, and one stays', async ({ open }) => {
  const page = await open({}, '#/recordings/soak%2Fstock');
  await page.getByRole('checkbox', { name: 'Show total' }).uncheck();
  await expect(page.getByRole('button', { name: /A total/ })).toHaveCount(0);
  await expect(page.getByRole('button', { name: /A 0/ })).toBeVisible();
  await page.getByRole('checkbox', { name: 'Show 0' }).click();
  await expect(page.getByRole('checkbox', { name: 'Show 0' })).toBeChecked();
});

test('a span that is dragged has its own figures, of the time of each recording', async ({ open }) => {
  const page = await open({}, '#/recordings/soak%2Fstock');
  const plot = page.getByRole('application').first();
  await dragIn(plot, [200, 60], [320, 60]);
  await expect(page.getByText(/Of all rows in the span that the chart shows: \d+:\d\d to \d+:\d\d\./)).toBeVisible();
  await expect.poll(async () => (await asked(page, 'recordingFigures')).length).toBe(4);
  await page.getByRole('button', { name: 'Show all of both' }).click();
  await expect(page.getByText('Of all rows of both.')).toBeVisible();
});

test('one that is encrypted asks for its passphrase first', async ({ open }) => {
  const page = await open({}, '#/recordings/soak%2Flocked');
  await expect(page.getByRole('heading', { name: 'B, locked' })).toBeVisible();
  await page.getByLabel('Passphrase').fill('sesame');
  await page.getByLabel('Passphrase').press('Enter');
  await expect(page.getByRole('combobox', { name: 'Chart' })).toBeVisible();
});
