import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { expect, goTo, shareMillrace, test } from './support/millrace.ts';
import { canHide, launchWithout } from './support/unreadable.ts';

/** It runs, and none of its rows comes through: what it feeds waits. */
const QUIET = `version: 1
name: Quiet
sources: { rows: { type: system, interval: 1s, metrics: [system.memory.usage] } }
operators: { none: { type: filter, inputs: [rows], where: value < 0 } }
sinks: { chart: { type: chart, title: Never, inputs: [none], x: ts, y: value } }
`;

const shared = shareMillrace((data) => {
  mkdirSync(path.join(data, 'pipelines'), { recursive: true });
  writeFileSync(path.join(data, 'pipelines', 'quiet.yaml'), QUIET);
});

/** What is there instead of what one came for, by its kind. */
const state = (part: Page | Locator, kind: string): Locator => part.locator(`[data-state="${kind}"]`);

test('no permission: a tile of what this user may not read says so, and gives the commands, which are copied as they stand', async ({
  data,
}) => {
  test.skip(!canHide('/proc/diskstats'), 'this system lets nobody but root have mounts of their own');
  const { app, page } = await launchWithout('/proc/diskstats', data);
  const tile = page.getByRole('region', { name: 'Disk I/O', exact: true });
  await expect(state(tile, 'denied')).toContainText('May not be read by this user');
  await expect(tile).toContainText('/proc/diskstats may not be read by this user (permission denied)');
  await expect(tile.getByText('ls -l /proc/diskstats', { exact: true })).toBeVisible();
  const copy = tile.getByRole('button', { name: 'Copy the command sudo usermod -aG GROUP $USER' });
  await copy.click();
  await expect(copy).toHaveText('Copied');
  expect(await app.evaluate(({ clipboard }) => clipboard.readText())).toBe('sudo usermod -aG GROUP $USER');
  // The others go on.
  await expect(page.getByRole('region', { name: 'Memory' })).toContainText(/\d\s*[KMG]iB/);
  await app.close();
});

test('stopped: a pipeline that has never run says what its parts wait for, and is run from there', async () => {
  const { page } = shared();
  const tile = page.getByRole('region', { name: 'Never', exact: true });
  await expect(tile).toContainText('Quiet is stopped');
  await goTo(page, 'Pipelines');
  await page.getByRole('link', { name: /Quiet/ }).click();
  await page.getByRole('tab', { name: 'Checkpoints' }).click();
  await expect(state(page.getByRole('tabpanel'), 'empty')).toContainText('No checkpoint yet');
  await page.getByRole('tab', { name: 'Events' }).click();
  await expect(state(page.getByRole('tabpanel'), 'empty')).toContainText(
    'Nothing has happened since the app was started.',
  );
  await page.getByRole('tab', { name: 'Live rows' }).click();
  await expect(state(page.getByRole('tabpanel'), 'stopped')).toContainText(
    'Rows can be looked at while the pipeline runs.',
  );
  await page.getByRole('tabpanel').getByRole('button', { name: 'Run it' }).click();
  await expect(page.getByRole('button', { name: 'Stop Quiet', exact: true })).toBeVisible();
});

test('empty: what runs and gives nothing says so in its rows, its windows and its checkpoints', async () => {
  const { page } = shared();
  const panel = page.getByRole('tabpanel');
  await panel.getByRole('button', { name: 'Last rows of none', exact: true }).click();
  await expect(state(panel, 'empty')).toContainText('No row has come out of none yet.');
  await page.getByRole('tab', { name: 'Windows' }).click();
  await expect(state(panel, 'empty')).toContainText('This pipeline has no windows.');
  await panel.getByRole('button', { name: 'Open the definition' }).click();
  await expect(page.getByRole('textbox', { name: 'Text of Quiet' })).toBeVisible();
});

test('loading: a tile of what runs and has given nothing waits for its first reading', async () => {
  const { page } = shared();
  await goTo(page, 'Dashboard');
  const tile = page.getByRole('region', { name: 'Never', exact: true });
  await expect(state(tile, 'loading')).toHaveText('Waiting for the first reading');
});

test('filtered out: lines that are switched off and words that nothing is called are had back by one press', async () => {
  const { page } = shared();
  await goTo(page, 'Dashboard');
  const tile = page.getByRole('region', { name: 'Memory' });
  for (const line of await tile.getByRole('listitem').getByRole('button').all())
    await line.click({ modifiers: ['ControlOrMeta'] });
  await expect(state(tile, 'filtered')).toContainText('All lines are switched off.');
  await state(tile, 'filtered').getByRole('button', { name: 'Show all' }).click();
  await expect(state(tile, 'filtered')).toHaveCount(0);
  await expect(tile.getByRole('application', { name: /^Memory: latest/ })).toBeVisible();
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').getByRole('combobox').fill('qqqqzzzz');
  await expect(state(page, 'filtered')).toContainText('Nothing is called so.');
  await page.getByRole('button', { name: 'Show all commands' }).click();
  await expect(page.getByRole('listbox').getByRole('option').first()).toBeVisible();
  await page.keyboard.press('Escape');
});

test('empty: a library without a recording and alerts without a rule say what they wait for, and begin it', async () => {
  const { page } = shared();
  await goTo(page, 'Alerts');
  await expect(state(page, 'empty')).toHaveCount(2);
  await expect(state(page, 'empty').last()).toContainText('What rules do is kept here');
  await goTo(page, 'Recordings');
  await expect(state(page, 'empty')).toContainText('A recording keeps every reading of this machine');
  await page.getByRole('button', { name: 'Make a recording' }).click();
  await page.getByRole('button', { name: 'Stop recording' }).click();
  await expect(page.getByRole('table', { name: 'Recordings' }).getByRole('row').nth(1)).toContainText('complete');
  await expect(page.getByRole('button', { name: 'Record', exact: true })).toBeVisible();
});

test('failed: a recording that cannot be read says why and is tried again, one that is gone leads back to the library', async () => {
  const { page, recordings } = shared();
  const [name = ''] = readdirSync(recordings);
  const manifest = path.join(recordings, name, 'manifest.json');
  const kept = readFileSync(manifest);
  writeFileSync(manifest, '{');
  await page.evaluate((id) => (location.hash = `#/recordings/${encodeURIComponent(id)}`), name);
  await expect(state(page, 'failed')).toContainText('This recording cannot be shown:');
  writeFileSync(manifest, kept);
  await state(page, 'failed').getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByText(/ · complete$/)).toBeVisible();
  await expect(state(page, 'failed')).toHaveCount(0);
  await page.evaluate(() => (location.hash = '#/recordings/never'));
  await expect(state(page, 'failed')).toContainText('It may have been deleted');
  await state(page, 'failed').getByRole('link', { name: 'All recordings' }).click();
  await expect(page.getByRole('table', { name: 'Recordings' })).toBeVisible();
});
