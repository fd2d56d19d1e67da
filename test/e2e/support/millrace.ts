import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Rectangle } from 'electron';
import { _electron, expect, test as base, type ElectronApplication, type Page } from '@playwright/test';
import type { Bridge } from '../../../electron/ipc/contract.ts';

declare global {
  interface Window {
    readonly bridge: Bridge;
  }
}

const root = path.resolve(import.meta.dirname, '..', '..', '..');

/** The app as a person has it in front of them, with a data folder of its own. */
export interface Millrace {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly data: string;
  readonly recordings: string;
}

/** Starts the app on the data folder `data`, and waits for its window: the packaged one that `APP_EXE` names, else that of this checkout. */
export async function launch(
  data: string,
  args: readonly string[] = [],
  more: Readonly<Record<string, string>> = {},
): Promise<Millrace> {
  const app = await start(data, args, more);
  const page = await app.firstWindow();
  return { app, page, data, recordings: path.join(data, 'recordings') };
}

/** The same, whether a window comes or not. */
export function start(
  data: string,
  args: readonly string[],
  more: Readonly<Record<string, string>> = {},
): Promise<ElectronApplication> {
  const packaged = process.env['APP_EXE'];
  const switches = [`--user-data-dir=${data}`, ...args];
  const env = { ...process.env, ...more } as Record<string, string>;
  return _electron.launch(
    packaged ? { executablePath: packaged, args: switches, env } : { args: [root, ...switches], env },
  );
}

/** A test with a folder that is removed afterwards, and an app that is started on it. */
export const test = base.extend<{ data: string; millrace: Millrace }>({
  // eslint-disable-next-line no-empty-pattern -- Playwright reads the names of fixtures from the pattern
  data: async ({}, use) => {
    const data = mkdtempSync(path.join(tmpdir(), 'millrace-e2e-'));
    await use(data);
    rmSync(data, { recursive: true, force: true });
  },
  millrace: async ({ data }, use) => {
    const millrace = await launch(data);
    await use(millrace);
    await millrace.app.close();
  },
});

export { expect };

/** What an app runs in that a test has made for it. */
export interface Surroundings {
  readonly switches: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/**
 * One app for all tests of a file, in their order: a start costs more than most of what is tested. Gives what returns it.
 * Tests that share it leave behind nothing that the next one stumbles over.
 */
export function shareMillrace(
  prepare: (data: string) => void = () => undefined,
  surround: () => Promise<Surroundings | null> = () => Promise.resolve(null),
): () => Millrace {
  let shared: Millrace | null = null;
  let around: Surroundings | null = null;
  test.beforeAll(async () => {
    const data = mkdtempSync(path.join(tmpdir(), 'millrace-e2e-'));
    prepare(data);
    around = await surround();
    shared = await launch(data, around?.switches, around?.environment);
    await expect(shared.page.getByRole('heading', { level: 1, name: 'Dashboard' })).toBeVisible();
  });
  test.afterAll(async () => {
    await shared?.app.close();
    await around?.close();
    if (shared !== null) rmSync(shared.data, { recursive: true, force: true });
  });
  return () => shared!;
}

/** Settles with the exit code when the app's process has ended. */
export function exitOf({ app }: Millrace): Promise<number | null> {
  const child = app.process();
  return child.exitCode === null
    ? new Promise((resolve) => child.once('exit', resolve))
    : Promise.resolve(child.exitCode);
}

/** The only recording in the library: its manifest, and the rows that its finished parts hold. */
export function readOnlyRecording(recordings: string): { manifest: { state: string; rows: number }; rows: number } {
  const names = existsSync(recordings) ? readdirSync(recordings) : [];
  expect(names, 'there is one recording').toHaveLength(1);
  const folder = path.join(recordings, names[0]!);
  const manifest = JSON.parse(readFileSync(path.join(folder, 'manifest.json'), 'utf8')) as {
    state: string;
    rows: number;
  };
  const parts = readdirSync(folder).filter((name) => name.startsWith('part-'));
  const rows = parts.flatMap((name) => readFileSync(path.join(folder, name), 'utf8').split('\n').filter(Boolean));
  for (const row of rows) JSON.parse(row);
  return { manifest, rows: rows.length };
}

/** Waits until charts hold some readings, as after some seconds: what they draw ends a bit behind now. */
export async function waitForReadings(page: Page): Promise<void> {
  const points = (): Promise<number> =>
    page.evaluate(async () => {
      const reply = await window.bridge.request('openPage');
      return reply.ok ? Math.max(0, ...reply.value.history.map(({ times }) => times.length)) : -1;
    });
  await expect.poll(points, { timeout: 15_000 }).toBeGreaterThan(4);
}

/** Goes to a page by its link. */
export async function goTo(
  page: Page,
  name: 'Dashboard' | 'Pipelines' | 'Recordings' | 'Alerts' | 'Settings',
): Promise<void> {
  await page.getByRole('link', { name }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
}

/** Starts to record, and waits until rows are taken: the button says so before, as soon as it is pressed. */
export async function startRecording(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Record', exact: true }).click();
  await expect(page.getByRole('button', { name: /^Stop recording/ })).toHaveAttribute('aria-disabled', 'false');
}

/** Where the window stands on the screen. */
export function windowBounds(app: ElectronApplication): Promise<Rectangle> {
  return app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.getNormalBounds());
}
