import { mkdirSync, renameSync, writeFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { expect, goTo, shareMillrace, test } from './support/millrace.ts';

/** Writes what it reads to a disk. */
const documentOf = (name: string, restart: string): string => `version: 1
name: ${name}
settings: { checkpoint: { interval: 300ms }, restart: ${restart} }
sources: { rows: { type: system, interval: 200ms, metrics: [system.memory.usage] } }
operators: { used: { type: filter, inputs: [rows], where: metric = 'system.memory.usage' } }
sinks:
  chart: { type: chart, title: ${name} rows, inputs: [used], x: ts, y: value, series: entity, unit: By }
  files: { type: file, inputs: [rows], path: disk/${name}, format: ndjson }
`;

/** Ends at its fourth row, which nothing can be divided by. */
const DIVIDES = `version: 1
name: Divides
settings: { restart: { strategy: none } }
sources: { rows: { type: generator, rate: 20, columns: { n: { sequence: {} } } } }
operators: { shares: { type: select, inputs: [rows], columns: { share: 12 / (n - 3) }, on_error: fail } }
sinks: { none: { type: discard, inputs: [shares] } }
`;

const shared = shareMillrace((data) => {
  mkdirSync(path.join(data, 'pipelines'), { recursive: true });
  const documents = {
    Patient: '{ strategy: exponential_delay, initial: 3s, max: 6s, multiplier: 2, jitter: 0 }',
    Brief: '{ strategy: fixed_delay, attempts: 2, delay: 300ms }',
  };
  for (const [name, restart] of Object.entries(documents))
    writeFileSync(path.join(data, 'pipelines', `${name.toLowerCase()}.yaml`), documentOf(name, restart));
  writeFileSync(path.join(data, 'pipelines', 'divides.yaml'), DIVIDES);
});

const box = (page: Page, id: string): Locator =>
  page.getByRole('article').filter({ has: page.getByRole('button', { name: `Edit the node ${id}`, exact: true }) });

const events = (page: Page): Locator => page.getByRole('table', { name: 'Events' }).getByRole('row');

const tile = (page: Page, name: string): Locator => page.getByRole('region', { name: `${name} rows`, exact: true });

/** Starts a pipeline, and waits until it has a checkpoint. */
async function startUp(page: Page, name: string): Promise<void> {
  await page.getByRole('link', { name: new RegExp(`^${name}`) }).click();
  await page.getByRole('button', { name: `Start ${name}`, exact: true }).click();
  await expect(page.getByText(/^last checkpoint /)).toBeVisible();
}

test('a failure is shown where it happened: at its node, with why, which attempt comes and when, each later than the one before', async () => {
  const { page, data } = shared();
  await goTo(page, 'Pipelines');
  await startUp(page, 'Brief');
  await startUp(page, 'Patient');
  await page.getByRole('tab', { name: 'Events' }).click();
  // As a disk that is taken out.
  renameSync(path.join(data, 'disk'), path.join(data, 'taken out'));
  writeFileSync(path.join(data, 'disk'), '');
  await expect(
    page.getByText(/^failed, attempt 2 starts in [1-3] s from the last checkpoint: sink "files": .*disk/),
  ).toBeVisible();
  await expect(box(page, 'files')).toContainText('failed here, attempt 2');
  await expect(box(page, 'rows')).not.toContainText('failed here');
  await expect(page.getByRole('link', { name: /^Patient/ })).toContainText('restarting');
  await expect(events(page).filter({ hasText: /failed, tries again.*sink "files"/ })).toHaveCount(1);
  await expect(page.getByText(/^failed, attempt 3 starts in [4-6] s /)).toBeVisible({ timeout: 15_000 });
  await expect(events(page).filter({ hasText: /failed, tries again.*sink "files"/ })).toHaveCount(2);
});

test('its chart says that it comes back by itself, and leads to why', async () => {
  const { page } = shared();
  await goTo(page, 'Dashboard');
  await expect(tile(page, 'Patient')).toContainText('Patient has failed and is started again by itself');
  await tile(page, 'Patient').getByRole('link', { name: 'See why' }).click();
  await expect(page.getByText(/^failed, attempt \d starts in /)).toBeVisible();
});

test('after as many attempts as it may have it stays failed, and says so', async () => {
  const { page } = shared();
  await page.getByRole('link', { name: /^Brief/ }).click();
  await expect(page.getByText(/^failed (?:today|yesterday) .*: sink "files": .*disk/)).toBeVisible();
  await expect(box(page, 'files')).toContainText('failed here');
  await page.getByRole('tab', { name: 'Events' }).click();
  await expect(events(page).filter({ hasText: 'failed, tries again' })).toHaveCount(2);
  await expect(events(page).nth(1)).toContainText(/failed.*sink "files"/);
  await goTo(page, 'Dashboard');
  await expect(tile(page, 'Brief')).toContainText('Brief has failed');
  await expect(tile(page, 'Brief').getByRole('button', { name: 'Start Brief' })).toBeVisible();
});

test('with its cause gone it runs on by itself and says how long nothing was read, and what has stayed failed is started from its chart', async () => {
  const { page, data } = shared();
  rmSync(path.join(data, 'disk'));
  renameSync(path.join(data, 'taken out'), path.join(data, 'disk'));
  await tile(page, 'Brief').getByRole('button', { name: 'Start Brief' }).click();
  for (const name of ['Brief', 'Patient'])
    await expect(tile(page, name)).not.toContainText('failed', { timeout: 20_000 });
  await goTo(page, 'Pipelines');
  for (const name of ['Brief', 'Patient']) {
    await page.getByRole('link', { name: new RegExp(`^${name}`) }).click();
    await expect(page.getByText(/^running for /)).toBeVisible();
    await expect(box(page, 'files')).not.toContainText('failed here');
  }
  await page.getByRole('tab', { name: 'Events' }).click();
  await expect(events(page).filter({ hasText: /no readings.*failed, for \d+ s/ })).toHaveCount(1);
});

test('an operator that cannot compute a row is named with why, and where nothing is to be tried again it stays so', async () => {
  const { page } = shared();
  await page.getByRole('link', { name: /^Divides/ }).click();
  await page.getByRole('button', { name: 'Start Divides', exact: true }).click();
  await expect(page.getByText(/^failed (?:today|yesterday) .*: operator "shares": .*zero/)).toBeVisible();
  await expect(box(page, 'shares')).toContainText('failed here');
  await expect(page.getByText('failed here')).toHaveCount(1);
  await page.getByRole('tab', { name: 'Events' }).click();
  await expect(events(page).filter({ hasText: 'failed, tries again' })).toHaveCount(0);
  await expect(events(page).nth(1)).toContainText(/failed.*operator "shares"/);
  await expect(page.getByRole('button', { name: 'Start Divides', exact: true })).toBeVisible();
});
