import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, goTo, shareMillrace, start, test, waitForReadings } from './support/millrace.ts';

const shared = shareMillrace();

test('units are those that are chosen, in charts and their tables', async () => {
  const { page } = shared();
  const memory = page.getByRole('region', { name: 'Memory' });
  await expect(memory).toContainText(/\d\s*[MG]iB/);
  await waitForReadings(page);
  await goTo(page, 'Settings');
  await page.getByRole('radio', { name: '1000 (MB)' }).check();
  await page.getByRole('radio', { name: 'Bits' }).check();
  await page.getByRole('radio', { name: '12 h' }).check();
  await page.getByRole('radio', { name: '°F' }).check();
  await goTo(page, 'Dashboard');
  await expect(memory).toContainText(/\d\s*[MG]B/);
  await expect(page.getByRole('region', { name: 'Network' })).toContainText(/\d\s*[kM]?bit\/s/);
  await page.getByRole('application', { name: /^Memory/ }).focus();
  await page.keyboard.press('t');
  const table = page.getByRole('table', { name: /^Memory, readings up to .*[AP]M/i });
  await expect(table.getByRole('row').nth(1)).toContainText(/[MG]B/);
  await page.keyboard.press('Escape');
  await goTo(page, 'Settings');
  await expect(page.getByRole('radio', { name: '°F' })).toBeChecked();
});

test('another language is there at once, also in the menu, and another theme in the window too', async () => {
  const { app, page } = shared();
  await goTo(page, 'Settings');
  await page.getByRole('radio', { name: '简体中文' }).check();
  await expect(page.getByRole('heading', { level: 1, name: '设置' })).toBeVisible();
  const menu = (): Promise<string[]> =>
    app.evaluate(({ Menu }) => Menu.getApplicationMenu()!.items.map(({ label }) => label));
  await expect.poll(menu).toContain('编辑(&E)');
  await page.getByRole('radio', { name: 'English' }).check();
  await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible();
  // What the page sees of light and dark is the test's own choice; the window's is the app's.
  const theme = (): Promise<string> => app.evaluate(({ nativeTheme }) => nativeTheme.themeSource);
  for (const [name, source] of [
    ['Dark', 'dark'],
    ['Light', 'light'],
    ['High contrast', 'system'],
  ] as const) {
    await page.getByRole('radio', { name }).check();
    await expect.poll(theme).toBe(source);
  }
  const colours = (): Promise<string[]> =>
    page.evaluate(() => [getComputedStyle(document.body).color, getComputedStyle(document.body).backgroundColor]);
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect.poll(colours).toEqual(['rgb(255, 255, 255)', 'rgb(0, 0, 0)']);
  await page.emulateMedia({ colorScheme: 'light' });
  await expect.poll(colours).toEqual(['rgb(0, 0, 0)', 'rgb(255, 255, 255)']);
});

test('the app starts at login only once a person has asked for it, and takes that back', async ({ data }) => {
  const configuration = path.join(data, 'config');
  const entry = path.join(configuration, 'autostart', 'millrace.desktop');
  const app = await start(data, [], { XDG_CONFIG_HOME: configuration });
  const page = await app.firstWindow();
  await goTo(page, 'Settings');
  const atLogin = page.getByRole('checkbox', { name: 'Open Millrace when I log in' });
  await expect(atLogin).not.toBeChecked();
  await expect(page.getByRole('checkbox', { name: 'Then stay out of sight' })).not.toBeChecked();
  expect(existsSync(entry)).toBe(false);
  await atLogin.check();
  await expect.poll(() => existsSync(entry) && readFileSync(entry, 'utf8')).toMatch(/^Exec=.* --at-login$/m);
  await atLogin.uncheck();
  await expect.poll(() => existsSync(entry)).toBe(false);
  await app.close();
});

test('started at login it stays out of sight where that was chosen, works, and shows itself when it is started again', async ({
  data,
}) => {
  mkdirSync(data, { recursive: true });
  writeFileSync(path.join(data, 'settings.json'), JSON.stringify({ startAtLogin: true, startHidden: true }));
  const app = await start(data, ['--at-login']);
  // It reads the sensors, and keeps what their charts would show.
  await expect.poll(() => existsSync(path.join(data, 'history')), { timeout: 30_000 }).toBe(true);
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(0);
  const [program, ...args] = app.process().spawnargs;
  const own = args.filter((arg) => !/^--(inspect|remote-debugging|at-login)|^-r$|loader/.test(arg));
  const window = app.waitForEvent('window');
  spawn(program!, own, { stdio: 'ignore' });
  const page = await window;
  await expect(page.getByRole('region', { name: 'Memory' })).toContainText(/\d\s*[KMG]iB/);
  await app.close();
});
