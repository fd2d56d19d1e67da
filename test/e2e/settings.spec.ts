import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, goTo, launch, startRecording, test } from './support/millrace.ts';

test('what is chosen holds at once, in the window and its menu, and after a restart', async ({ data }) => {
  const first = await launch(data);
  await goTo(first.page, 'Settings');
  // The window's own parts follow it too; what its page sees, the test's own browser settings decide.
  const isDark = (): Promise<boolean> => first.app.evaluate(({ nativeTheme }) => nativeTheme.shouldUseDarkColors);
  await first.page.getByRole('radio', { name: 'Dark' }).check();
  await expect.poll(isDark).toBe(true);
  await first.page.getByRole('radio', { name: 'Light' }).check();
  await expect.poll(isDark).toBe(false);
  await first.page.getByRole('radio', { name: '简体中文' }).check();
  await expect(first.page.getByRole('heading', { level: 1, name: '设置' })).toBeVisible();
  const menu = (): Promise<string[]> =>
    first.app.evaluate(({ Menu }) => Menu.getApplicationMenu()!.items.map(({ label }) => label));
  await expect.poll(menu).toContain('编辑(&E)');
  await first.app.close();
  const second = await launch(data);
  await expect(second.page.getByRole('heading', { level: 1, name: '仪表板' })).toBeVisible();
  await expect.poll(() => second.app.evaluate(({ nativeTheme }) => nativeTheme.themeSource)).toBe('light');
  await second.app.close();
});

test('damaged settings are told and kept aside, and the app starts with the defaults', async ({ data }) => {
  writeFileSync(path.join(data, 'settings.json'), '{"theme":"da');
  const { app, page } = await launch(data);
  await expect(page.getByRole('alert')).toContainText('settings.json is damaged');
  expect(readFileSync(path.join(data, 'settings.json.damaged'), 'utf8')).toBe('{"theme":"da');
  await app.close();
});

test('recordings are made in the folder that a person has chosen', async ({ data, millrace: { app, page } }) => {
  const chosen = path.join(data, 'elsewhere');
  mkdirSync(chosen);
  await app.evaluate(({ dialog }, folder) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [folder] });
  }, chosen);
  await goTo(page, 'Settings');
  await page.getByRole('button', { name: 'Choose a folder…' }).click();
  await expect(page.getByRole('region', { name: 'Recordings' })).toContainText(chosen);
  await startRecording(page);
  await page.getByRole('button', { name: 'Stop recording' }).click();
  await goTo(page, 'Recordings');
  await expect(page.getByRole('row', { name: /System health/ })).toContainText('complete');
  expect(readdirSync(chosen)).toHaveLength(1);
  expect(existsSync(path.join(data, 'recordings'))).toBe(false);
});

test('with encryption on, a recording is made that its passphrase alone opens', async ({
  data,
  millrace: { page },
}) => {
  await goTo(page, 'Settings');
  await page.getByRole('radio', { name: 'With a passphrase' }).check();
  await page.getByRole('button', { name: 'Record', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Record with a passphrase' });
  await dialog.getByLabel('Passphrase').fill('open sesame');
  await dialog.getByLabel('Once more').fill('open sesame');
  await dialog.getByRole('button', { name: 'Start recording' }).click();
  await expect(page.getByRole('timer', { name: 'Recording time' })).toHaveText(/^0:0[2-9]$/, { timeout: 15_000 });
  await page.getByRole('button', { name: /^Stop recording/ }).click();
  await goTo(page, 'Recordings');
  await expect(page.getByRole('row', { name: /System health/ })).toContainText('complete');
  const [name = ''] = readdirSync(path.join(data, 'recordings'));
  const files = readdirSync(path.join(data, 'recordings', name));
  const parts = files.filter((file) => file.startsWith('part-'));
  expect([0 < parts.length, parts.every((file) => file.endsWith('.age'))]).toEqual([true, true]);
  await page.getByRole('link', { name }).click();
  await page.getByLabel('Passphrase').fill('wrong');
  await page.getByRole('button', { name: 'Open' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'does not open' })).toBeVisible();
  await page.getByLabel('Passphrase').fill('open sesame');
  await page.getByRole('button', { name: 'Open' }).click();
  // Each part costs whoever opens it half a second of work, by intent.
  await expect(page.getByRole('region', { name: 'system.cpu.utilization' })).toBeVisible({ timeout: 20_000 });
});

test('with encryption on, the last minutes are kept so that nothing of them can be read without the passphrase', async ({
  data,
  millrace: { page },
}) => {
  await goTo(page, 'Settings');
  await page.getByRole('radio', { name: 'With a passphrase' }).check();
  await goTo(page, 'Dashboard');
  await expect(page.getByRole('application').first()).toBeVisible();
  await page.getByRole('button', { name: 'Keep last 10 min' }).click();
  const dialog = page.getByRole('dialog', { name: 'Keep with a passphrase' });
  await dialog.getByLabel('Passphrase').fill('open sesame');
  await dialog.getByLabel('Once more').fill('open sesame');
  await dialog.getByRole('button', { name: 'Keep the last minutes' }).click();
  await page.getByRole('link', { name: 'Open it' }).click();
  const [name = ''] = readdirSync(path.join(data, 'recordings'));
  const files = readdirSync(path.join(data, 'recordings', name));
  const bytes = files
    .filter((file) => file !== 'manifest.json')
    .map((file) => readFileSync(path.join(data, 'recordings', name, file), 'latin1'));
  expect([files.some((file) => file.endsWith('.ndjson.age')), bytes.some((text) => text.includes('system.'))]).toEqual([
    true,
    false,
  ]);
  await page.getByLabel('Passphrase').fill('open sesame');
  await page.getByRole('button', { name: 'Open' }).click();
  await expect(page.getByRole('slider', { name: 'Position' })).toBeVisible({ timeout: 20_000 });
});

test('how often the sensors are read is changed in the settings, in the document, and in what runs', async ({
  data,
  millrace: { page },
}) => {
  await goTo(page, 'Settings');
  const sampling = page.getByRole('group', { name: 'Sensors are read every' });
  await expect(sampling.getByRole('radio', { name: '1 s', exact: true })).toBeChecked();
  await sampling.getByRole('radio', { name: '200 ms' }).check();
  await expect(sampling.getByRole('radio', { name: '200 ms' })).toBeChecked();
  await expect
    .poll(() => readFileSync(path.join(data, 'pipelines', 'system-health.yaml'), 'utf8'))
    .toMatch(/interval: 200ms\n[\s\S]*# entity: total/);
  // Five readings a second of each sensor: more rows in three seconds than there were in ten before.
  await goTo(page, 'Pipelines');
  const list = page.getByRole('navigation', { name: 'Pipelines' });
  await expect
    .poll(async () => Number(/([\d.]+) rows\/s/.exec((await list.textContent()) ?? '')?.[1] ?? 0), { timeout: 20_000 })
    .toBeGreaterThan(35);
});
