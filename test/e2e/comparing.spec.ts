import type fs from 'node:fs';
import { mkdirSync, readdirSync, renameSync } from 'node:fs';
import path from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { expect, goTo, shareMillrace, test } from './support/millrace.ts';
import { importReadings } from './support/rows-file.ts';

const shared = shareMillrace();

const figures = (page: Page): Locator =>
  page.getByRole('table', { name: 'Figures of CPU' }).getByRole('row', { name: /total/ });

/** Sets a marker at a second of the recording that is shown. */
async function mark(page: Page, second: number, name: string): Promise<void> {
  const slider = page.getByRole('slider', { name: 'Position' });
  await slider.press('Home');
  for (let step = 0; step < second; step++) await page.getByRole('button', { name: 'Step forward' }).click();
  await page.getByRole('button', { name: 'Set a marker' }).click();
  const field = page.getByRole('dialog', { name: /^Name of the marker at/ }).getByRole('textbox', { name: 'Name' });
  await field.fill(name);
  await field.press('Enter');
  await expect(page.getByRole('button', { name: `Go to ${name}, 0:0${second}` })).toBeVisible();
}

test('two recordings are compared from their starts: mean, 95 %, highest, and their differences in a table', async () => {
  const { page } = shared();
  await importReadings(shared(), 'Before', [10, 10, 10, 50, 50, 50, 50, 50]);
  await importReadings(shared(), 'After', [10, 40, 40, 40, 40, 40]);
  for (const name of ['Before', 'After']) await page.getByRole('checkbox', { name: `Compare ${name}` }).check();
  await page.getByRole('button', { name: 'Compare', exact: true }).click();
  await expect(page.getByRole('heading', { level: 2, name: 'Compare recordings' })).toBeVisible();
  await expect(page.getByRole('radio', { name: 'Start' })).toBeChecked();
  await expect(page.getByRole('button', { name: /A total/ })).toBeVisible();
  await expect(page.getByRole('button', { name: /B total/ })).toBeVisible();
  await expect(figures(page)).toHaveText(
    /35\.0\s%\s*35\.0\s%\s*±0\.0\s%\s*±0\.0\s%\s*50\.0\s%\s*40\.0\s%\s*−10\.0\s%\s*−20\.0\s%\s*50\.0\s%\s*40\.0\s%\s*−10\.0\s%\s*−20\.0\s%/,
  );
});

test('they are laid on each other at their markers of one name', async () => {
  const { page } = shared();
  for (const [name, second] of [
    ['Before', 3],
    ['After', 1],
  ] as const) {
    await goTo(page, 'Recordings');
    await page.getByRole('table', { name: 'Recordings' }).getByRole('link', { name }).click();
    await mark(page, second, 'busy');
  }
  await page.getByRole('combobox', { name: 'Compare with' }).selectOption({ label: 'Before' });
  await page.getByRole('button', { name: 'Compare', exact: true }).click();
  await page.getByRole('radio', { name: 'Marker' }).check({ force: true });
  await expect(page.getByRole('status')).toHaveText('A at 0:01, B at 0:03');
  await expect(figures(page)).toContainText(/35\.0\s%/);
});

test('a recording is moved to the trash once that is confirmed, and is in the library again when it is put back from there', async () => {
  const { app, page, data, recordings } = shared();
  const trash = path.join(data, 'trash');
  mkdirSync(trash);
  await app.evaluate(({ shell }, folder) => {
    const { renameSync } = process.mainModule!.require('node:fs') as typeof fs;
    shell.trashItem = (file) => Promise.resolve(renameSync(file, `${folder}/${file.split('/').at(-1)}`));
  }, trash);
  await goTo(page, 'Recordings');
  const found = page.getByRole('table', { name: 'Recordings' }).getByRole('link');
  const ask = page.getByRole('button', { name: 'Delete After', exact: true });
  const dialog = page.getByRole('dialog', { name: 'Move “After” to the trash?' });
  await ask.click();
  await expect(dialog).toContainText(/^.*6 rows, .* put it back from the trash of your system/);
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(found).toHaveCount(2);
  await ask.click();
  await dialog.getByRole('button', { name: 'Move to trash' }).click();
  await expect(found).toHaveText(['Before']);
  expect(readdirSync(recordings)).toEqual(['Before']);
  renameSync(path.join(trash, 'After'), path.join(recordings, 'After'));
  // As a person who comes back from the trash of their system.
  await app.evaluate(({ app: own, BrowserWindow }) =>
    own.emit('browser-window-focus', {}, BrowserWindow.getAllWindows()[0]),
  );
  await expect(found).toHaveText(['After', 'Before']);
});
