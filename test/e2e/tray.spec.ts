import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { ElectronApplication } from '@playwright/test';
import { Desktop } from './support/desktop.ts';
import { exitOf, expect, goTo, launch, readOnlyRecording, start, startRecording, test } from './support/millrace.ts';

test.skip(process.platform !== 'linux', 'the desktop of this test is one of Linux');

let desktop: Desktop;
test.beforeEach(async () => {
  desktop = await Desktop.open();
});
test.afterEach(() => desktop.close());

const windows = (app: ElectronApplication): Promise<number> =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);

/** Closes the window as the button in its corner does. */
const closeWindow = (app: ElectronApplication): Promise<void> =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.close());

test('the app goes on in the tray without its window, comes back from there, and ends properly by its menu', async ({
  data,
}) => {
  const millrace = await launch(data, [], desktop.environment);
  const { app, page } = millrace;
  await goTo(page, 'Settings');
  await page.getByRole('checkbox', { name: 'Keep running in the tray when the window is closed' }).check();
  const item = await desktop.item();
  expect(await item.menu()).toEqual(['Open Millrace', 'Quit Millrace']);
  const wanted = page.getByRole('group', { name: 'Values in the tray' });
  await wanted.getByRole('button', { name: 'CPU', exact: true }).click();
  await wanted.getByRole('button', { name: 'Memory', exact: true }).click();
  await startRecording(page);
  await closeWindow(app);
  await expect.poll(() => windows(app)).toBe(0);
  // The values are those of now also while nobody looks.
  const values: unknown[] = [/^\(CPU \d+\.\d %\)$/, /^\(Memory [\d.]+ [MG]iB\)$/].map((each) =>
    expect.stringMatching(each),
  );
  await expect.poll(() => item.menu(), { timeout: 10_000 }).toEqual([...values, 'Open Millrace', 'Quit Millrace']);
  expect(await item.tip()).toMatch(/^Millrace\nCPU \d+\.\d %\nMemory [\d.]+ [MG]iB$/);
  const [again] = await Promise.all([app.waitForEvent('window'), item.press()]);
  await expect(again.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible();
  await expect(again.getByRole('button', { name: /^Stop recording/ })).toBeVisible();
  await closeWindow(app);
  await expect.poll(() => windows(app)).toBe(0);
  const [third] = await Promise.all([app.waitForEvent('window'), item.choose('Open Millrace')]);
  await expect(third.getByRole('button', { name: /^Stop recording/ })).toBeVisible();
  await closeWindow(app);
  await expect.poll(() => windows(app)).toBe(0);
  const [code] = await Promise.all([exitOf(millrace), item.choose('Quit Millrace')]);
  expect(code).toBe(0);
  const { manifest, rows } = readOnlyRecording(millrace.recordings);
  expect(manifest).toMatchObject({ state: 'complete', rows });
});

test('where the app is not to stay in the tray, its icon is gone and closing the window ends it', async ({ data }) => {
  const millrace = await launch(data, [], desktop.environment);
  await goTo(millrace.page, 'Settings');
  const stays = millrace.page.getByRole('checkbox', { name: 'Keep running in the tray when the window is closed' });
  await stays.check();
  const item = await desktop.item();
  await stays.uncheck();
  await expect.poll(() => item.isThere()).toBe(false);
  const [code] = await Promise.all([exitOf(millrace), closeWindow(millrace.app)]);
  expect(code).toBe(0);
});

test('started at login it stays out of sight where a person wants it so, and opens from the tray', async ({ data }) => {
  writeFileSync(path.join(data, 'settings.json'), JSON.stringify({ closeToTray: true, startHidden: true }));
  const app = await start(data, ['--at-login'], desktop.environment);
  const item = await desktop.item();
  expect(await item.menu()).toEqual(['Open Millrace', 'Quit Millrace']);
  expect(await windows(app)).toBe(0);
  const [page] = await Promise.all([app.waitForEvent('window'), item.press()]);
  await expect(page.getByRole('heading', { level: 1, name: 'Dashboard' })).toBeVisible();
  await app.close();
});
