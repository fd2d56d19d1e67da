import type { Page } from '@playwright/test';
import { dragIn, standing } from '../support/standing.ts';
import { expect, test } from './support/page-test.ts';

const slider = (page: Page) => page.getByRole('slider', { name: 'Position' });

test('a recording opens from the list on a page of its charts, with what each was at the head', async ({ open }) => {
  const page = await open({}, '#/recordings');
  await page.getByRole('link', { name: 'Overnight soak' }).click();
  await expect(page.getByRole('heading', { level: 2, name: 'Overnight soak' })).toBeVisible();
  const heat = page.getByRole('region', { name: 'hw.temperature' });
  await expect(heat).toContainText('66');
  await slider(page).press('End');
  await expect(heat).toContainText(/8\d\.?\d?/);
  await page.getByRole('link', { name: 'Back to the library' }).click();
  await expect(page.getByRole('table', { name: 'Recordings' })).toBeVisible();
});

test('it is played, paused, stepped, sped up and looped by buttons', async ({ open }) => {
  const page = await open({}, '#/recordings/soak');
  await expect(page.getByText('0:00 / 15:00')).toBeVisible();
  await page.getByRole('button', { name: 'Step forward' }).click();
  await expect(page.getByText('0:01 / 15:00')).toBeVisible();
  await page.getByRole('button', { name: 'Step back' }).click();
  await expect(page.getByText('0:00 / 15:00')).toBeVisible();
  await page.getByRole('combobox', { name: 'Speed' }).selectOption('100×');
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  await expect(page.getByText(/^[1-9]:\d\d \/ 15:00$/)).toBeVisible();
  await page.getByRole('button', { name: 'Pause' }).click();
  const at = await slider(page).inputValue();
  await page.getByRole('combobox', { name: 'Speed' }).selectOption('max');
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  // It ends, and pauses at the end.
  await expect(page.getByText('15:00 / 15:00')).toBeVisible({ timeout: 15_000 });
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
  expect(Number(at)).toBeGreaterThan(0);
  const loop = page.getByRole('button', { name: 'Loop' });
  await loop.click();
  await expect(loop).toHaveAttribute('aria-pressed', 'true');
});

test('it is played by keyboard alone', async ({ open }) => {
  const page = await open({}, '#/recordings/soak');
  await expect(page.getByText('0:00 / 15:00')).toBeVisible();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(page.getByText('0:02 / 15:00')).toBeVisible();
  await page.keyboard.press('>');
  await expect(page.getByRole('combobox', { name: 'Speed' })).toHaveValue('2');
  await page.keyboard.press(' ');
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible();
  await page.keyboard.press(' ');
  await page.keyboard.press('End');
  await expect(page.getByText('15:00 / 15:00')).toBeVisible();
  await slider(page).focus();
  await page.keyboard.press('Home');
  await expect(slider(page)).toHaveAttribute('aria-valuetext', /^0:00 of 15:00, \d\d:\d\d:\d\d$/);
});

test('the slider scrubs by mouse, and the charts tell the values there', async ({ open }) => {
  const page = await open({}, '#/recordings/soak');
  const box = await standing(slider(page));
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  await expect(page.getByText(/^7:[23]\d \/ 15:00$/)).toBeVisible();
  await expect(page.getByRole('region', { name: 'hw.temperature' }).getByText(/^69/).first()).toBeVisible();
});

test('markers are set with a name, jumped to, kept, and removed', async ({ open }) => {
  const page = await open({}, '#/recordings/soak');
  await slider(page).press('End');
  await slider(page).blur();
  await page.keyboard.press('m');
  const dialog = page.getByRole('dialog', { name: 'Name of the marker at 15:00' });
  await dialog.getByRole('textbox').fill('the end');
  await dialog.getByRole('textbox').press('Enter');
  await page.keyboard.press('Home');
  await page.keyboard.press(']');
  await expect(page.getByText('15:00 / 15:00')).toBeVisible();
  await expect.poll(() => page.evaluate(() => localStorage.getItem('notes'))).toContain('the end');
  await page.reload();
  const jump = page.getByRole('button', { name: 'Go to the end, 15:00' });
  await jump.click();
  await expect(page.getByText('15:00 / 15:00')).toBeVisible();
  await page.getByRole('button', { name: 'Remove the end' }).click();
  await expect(jump).toHaveCount(0);
});

test('a span that is dragged in a chart is read anew, and the window follows the head', async ({ open }) => {
  const page = await open({}, '#/recordings/soak');
  const plot = page.getByRole('application').first();
  await dragIn(plot, [80, 40], [110, 40]);
  await expect
    .poll(() => page.evaluate(() => window.fake.asked.filter(({ name }) => name === 'readRecording').length))
    .toBe(2);
  const all = page.getByRole('button', { name: 'Show all of it' });
  await expect(all).toBeVisible();
  await page.mouse.move(5, 5);
  await slider(page).press('End');
  await expect
    .poll(() => page.evaluate(() => window.fake.asked.filter(({ name }) => name === 'readRecording').length))
    .toBe(3);
  await all.click();
  await expect(all).toHaveCount(0);
});

test('an encrypted recording asks for its passphrase, and says that a wrong one is wrong', async ({ open }) => {
  const page = await open({}, '#/recordings/locked');
  const field = page.getByLabel('Passphrase');
  await expect(field).toBeFocused();
  await field.fill('barley');
  await field.press('Enter');
  await expect(page.getByText('the passphrase does not open the recording')).toHaveRole('alert');
  await page.getByLabel('Passphrase').fill('sesame');
  await page.getByRole('button', { name: 'Open' }).click();
  await expect(slider(page)).toBeVisible();
});

test('a recording that cannot be read says why, in the place of its charts', async ({ open }) => {
  const page = await open({ failing: ['openRecording'] }, '#/recordings/soak');
  await expect(page.getByRole('main')).toContainText('This recording cannot be shown: openRecording');
  await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible();
});

test('a played chart has its table on a key', async ({ open }) => {
  const page = await open({}, '#/recordings/soak');
  await expect(slider(page)).toBeVisible();
  await page.getByRole('application').first().focus();
  await page.keyboard.press('t');
  await expect(page.getByRole('table').first()).toContainText('0.');
});

test('a recording is replayed through a pipeline at the chosen speed', async ({ open }) => {
  const page = await open({}, '#/recordings/soak');
  await page.getByRole('combobox', { name: 'Speed' }).selectOption('10×');
  const through = page.getByRole('combobox', { name: 'Replay through' });
  // Only what reads sensors, or may do so, can read a recording instead.
  await expect(through.getByRole('option')).toHaveText(['System health', 'Nightly import']);
  await through.selectOption('Nightly import');
  await page.getByRole('button', { name: 'Replay', exact: true }).click();
  await expect(page).toHaveURL(/#\/pipelines\/nightly-import-soak$/);
  expect(await page.evaluate(() => window.fake.asked.find(({ name }) => name === 'replayRecording')!.args)).toEqual([
    'soak',
    'nightly-import',
    10,
  ]);
});
