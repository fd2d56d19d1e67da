import { expect, test } from './support/page-test.ts';

test('another language is there at once, on every part of the page, and the focus stays where it was', async ({
  open,
}) => {
  const page = await open({}, '#/settings');
  await page.getByRole('radio', { name: '简体中文' }).check();
  await expect(page.getByRole('heading', { level: 1, name: '设置' })).toBeVisible();
  await expect(page.getByRole('link', { name: '仪表板' })).toBeVisible();
  await expect(page.getByRole('radio', { name: '简体中文' })).toBeFocused();
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  await page.getByRole('radio', { name: 'English' }).check();
  await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible();
});

test('units are those that are chosen, in the charts too', async ({ open }) => {
  const page = await open({}, '#/settings');
  await page.getByRole('radio', { name: '1000 (MB)' }).check();
  await page.getByRole('radio', { name: 'Bits' }).check();
  await page.getByRole('link', { name: 'Dashboard' }).click();
  await expect(page.getByRole('region', { name: 'Memory' })).toContainText(/\d\s*GB/);
  await expect(page.getByRole('region', { name: 'Network' })).toContainText(/\d\s*Mbit\/s/);
});

test('high contrast makes texts black on white, or white on black', async ({ page, open }) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await open({}, '#/settings');
  const colours = (): Promise<string[]> =>
    page.evaluate(() => [getComputedStyle(document.body).color, getComputedStyle(document.body).backgroundColor]);
  await expect(page.getByRole('radio', { name: 'High contrast' })).toBeVisible();
  const before = await colours();
  await page.getByRole('radio', { name: 'High contrast' }).check();
  await expect.poll(colours).toEqual(['rgb(255, 255, 255)', 'rgb(0, 0, 0)']);
  await page.getByRole('radio', { name: 'Dark' }).check();
  await expect.poll(colours).toEqual(before);
});

test('a folder is chosen in a dialog and can be taken back', async ({ open }) => {
  const page = await open({}, '#/settings');
  const recordings = page.getByRole('region', { name: 'Recordings' });
  await recordings.getByRole('button', { name: 'Choose a folder…' }).click();
  await expect(recordings).toContainText('/mnt/large/recordings');
  await recordings.getByRole('button', { name: 'Back to the app’s own folder' }).click();
  await expect(recordings).toContainText('/home/me/.config/Millrace/recordings');
});

test('tray, login and hidden start are choices of their own, all off at first', async ({ open }) => {
  const page = await open({}, '#/settings');
  const boxes = page.getByRole('checkbox');
  await expect(boxes).toHaveCount(3);
  for (const box of await boxes.all()) await expect(box).not.toBeChecked();
  await page.getByRole('checkbox', { name: 'Open Millrace when I log in' }).check();
  await expect
    .poll(() => page.evaluate(() => window.fake.asked.find(({ name }) => name === 'changeSettings')))
    .toEqual({ name: 'changeSettings', args: [{ startAtLogin: true }] });
});

test('where the desktop has no tray, closing to it is not offered, and the page says why', async ({ open }) => {
  const page = await open({ hasTray: false }, '#/settings');
  await expect(page.getByRole('checkbox', { name: /Keep running in the tray/ })).toBeDisabled();
  await expect(page.getByRole('region', { name: 'Window and start' })).toContainText('This desktop shows no tray');
});

test('the budget of the app is none until one is chosen', async ({ open }) => {
  const page = await open({}, '#/settings');
  const budget = page.getByRole('group', { name: 'Budget' });
  await expect(budget.getByRole('radio', { name: 'None' })).toBeChecked();
  await budget.getByRole('radio', { name: '5 % of a core' }).check();
  await expect(budget.getByRole('radio', { name: '5 % of a core' })).toBeChecked();
});

test('with encryption on, each new recording asks for a passphrase, twice, and none is started without', async ({
  open,
}) => {
  const page = await open({}, '#/settings');
  await page.getByRole('group', { name: 'Encryption' }).getByRole('radio', { name: 'With a passphrase' }).check();
  await page.getByRole('button', { name: 'Record', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Record with a passphrase' });
  await dialog.getByLabel('Passphrase').fill('open sesame');
  await dialog.getByLabel('Once more').fill('open');
  await expect(dialog.getByRole('alert')).toHaveText('The two differ.');
  await page.keyboard.press('Enter');
  await expect(dialog).toBeVisible();
  await dialog.getByLabel('Once more').fill('open sesame');
  await dialog.getByRole('button', { name: 'Start recording' }).click();
  await expect(dialog).toBeHidden();
  await expect
    .poll(() => page.evaluate(() => window.fake.asked.filter(({ name }) => name === 'startRecording')))
    .toEqual([{ name: 'startRecording', args: ['open sesame'] }]);
});

test('with encryption on, keeping the last minutes asks for a passphrase too', async ({ open }) => {
  const page = await open({}, '#/settings');
  await page.getByRole('group', { name: 'Encryption' }).getByRole('radio', { name: 'With a passphrase' }).check();
  await page.getByRole('link', { name: 'Recordings' }).click();
  await page.getByRole('button', { name: 'Keep last 10 min' }).click();
  const dialog = page.getByRole('dialog', { name: 'Keep with a passphrase' });
  await dialog.getByLabel('Passphrase').fill('open sesame');
  await dialog.getByLabel('Once more').fill('open sesame');
  await dialog.getByRole('button', { name: 'Keep the last minutes' }).click();
  await expect(page.getByText(/^The last 9:59 are kept/)).toBeVisible();
  const asked = await page.evaluate(() => window.fake.asked.filter(({ name }) => name === 'keepRecent'));
  expect(asked).toEqual([{ name: 'keepRecent', args: ['open sesame'] }]);
});

test('a passphrase that is not given starts no recording, and the focus is back at the button', async ({ open }) => {
  const page = await open({}, '#/settings');
  await page.getByRole('group', { name: 'Encryption' }).getByRole('radio', { name: 'With a passphrase' }).check();
  const record = page.getByRole('button', { name: 'Record', exact: true });
  await record.click();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(record).toBeFocused();
  expect(await page.evaluate(() => window.fake.asked.some(({ name }) => name === 'startRecording'))).toBe(false);
});

test('the values in the tray are chosen among the charts', async ({ open }) => {
  const page = await open({}, '#/settings');
  const values = page.getByRole('group', { name: 'Values in the tray' });
  await values.getByRole('button', { name: 'CPU' }).click();
  await values.getByRole('button', { name: 'Memory' }).click();
  await expect(values.getByRole('button', { name: 'CPU', pressed: true })).toBeVisible();
  await values.getByRole('button', { name: 'CPU' }).click();
  await expect(values.getByRole('button', { pressed: true })).toHaveText(['Memory']);
});
