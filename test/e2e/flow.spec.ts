import type { Locator, Page } from '@playwright/test';
import { dragIn, standing } from '../support/standing.ts';
import { expect, goTo, shareMillrace, test } from './support/millrace.ts';

const shared = shareMillrace();

const box = (page: Page, id: string): Locator =>
  page.getByRole('article').filter({ has: page.getByRole('button', { name: `Edit the node ${id}`, exact: true }) });

test('the graph of what runs has rates on its edges, shares on its boxes, and the age of watermarks with what came late', async () => {
  const { page } = shared();
  await goTo(page, 'Pipelines');
  await page.getByRole('button', { name: 'Add an example' }).click();
  await page.getByRole('button', { name: 'Add the example Out of order' }).click();
  await page.getByRole('link', { name: /Out of order/ }).click();
  await page.getByRole('button', { name: 'Start Out of order', exact: true }).click();
  await expect(
    page.getByRole('button', { name: /^patient-rows to patient: [\d.]+ rows per second, queue [\d.]+\s% full/ }),
  ).toBeVisible();
  await expect(box(page, 'hasty')).toContainText(/busy [\d.]+\s%/);
  await expect(box(page, 'hasty')).toContainText(/[\d.]+ s behind · [1-9]\d* late/);
  await expect(box(page, 'patient')).toContainText(/watermark [\d.]+ s behind$/);
});

test('the last rows of an edge are shown where one points at it or comes to it by keyboard, and a press makes them a table and a tile', async () => {
  const { page } = shared();
  const edge = page.getByRole('button', { name: /^patient-rows to patient/ });
  await edge.hover();
  await expect(page.getByRole('tooltip')).toContainText('Last rows of patient-rows');
  await expect(page.getByRole('tooltip').getByRole('row')).toHaveCount(6);
  await page.getByRole('heading', { level: 1 }).hover();
  await expect(page.getByRole('tooltip')).toHaveCount(0);
  await edge.focus();
  await expect(page.getByRole('tooltip')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('tooltip')).toHaveCount(0);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('table', { name: 'Last rows of patient-rows' }).getByRole('row')).not.toHaveCount(0);
  await page.getByRole('button', { name: 'Put on the dashboard' }).click();
  await expect(page.getByText('It is on the dashboard Overview.')).toBeVisible();
  await goTo(page, 'Dashboard');
  await expect(page.getByRole('region', { name: 'patient-rows' })).toBeVisible();
  await page.getByRole('button', { name: 'Tile patient-rows: options' }).click();
  await page.getByRole('button', { name: 'Remove', exact: true }).click();
});

test('its tabs tell of open windows and why they wait, of rows, checkpoints, events, and of its definition', async () => {
  const { page } = shared();
  await goTo(page, 'Pipelines');
  await page.getByRole('link', { name: /Out of order/ }).click();
  await page.getByRole('tab', { name: 'Windows' }).click();
  const patient = page.getByRole('region', { name: 'Open windows of patient' });
  await expect(patient).toContainText(/The watermark is at .*: it says that no row from before that is still expected/);
  await expect(patient.getByRole('progressbar', { name: 'Passed by the watermark' }).first()).toBeVisible();
  await page.getByRole('tab', { name: 'Live rows' }).click();
  await page.getByRole('button', { name: 'Last rows of hasty', exact: true }).click();
  await expect(page.getByRole('table', { name: 'Last rows of hasty' })).toBeVisible();
  await page.getByRole('tab', { name: 'Checkpoints' }).click();
  await page.getByRole('button', { name: 'Take a savepoint of Out of order' }).click();
  await expect(page.getByRole('row', { name: /savepoint, stays until you remove it/ })).toHaveCount(1);
  await expect(page.getByRole('button', { name: 'Stop Out of order', exact: true })).toBeVisible();
  await page.getByRole('tab', { name: 'Events' }).click();
  await expect(page.getByRole('table', { name: 'Events' }).getByRole('row').last()).toContainText('started');
  await page.getByRole('tab', { name: 'Definition' }).click();
  await expect(page.getByRole('textbox', { name: 'Text of Out of order' })).toContainText('version: 1');
});

test('a box is moved by mouse and keyboard, which restarts nothing and is there when the page comes again', async () => {
  const { page } = shared();
  await page.getByRole('tab', { name: 'Events' }).click();
  const events = page.getByRole('table', { name: 'Events' }).getByRole('row');
  await expect(events.last()).toContainText('started');
  const before = await events.allTextContents();
  /** Beside another box, both at one moment: the sheet stands in the middle of its room. */
  const place = (): Promise<readonly number[]> =>
    page.evaluate(() => {
      const [own, other] = ['hasty', 'patient'].map((id) => document.querySelector(`[data-node="${id}"]`));
      if (!own || !other) return [];
      const [here, there] = [own.getBoundingClientRect(), other.getBoundingClientRect()];
      return [Math.round(here.x - there.x), Math.round(here.y - there.y)];
    });
  await standing(box(page, 'hasty'));
  const first = await place();
  await dragIn(box(page, 'hasty'), [100, 12], [140, 60]);
  await page.getByRole('button', { name: 'Edit the node hasty', exact: true }).press('Shift+ArrowDown');
  await expect(page.getByText(/^hasty: \d+ from the left, \d+ from the top$/)).toBeAttached();
  await standing(box(page, 'hasty'));
  const moved = await place();
  expect(moved).not.toEqual(first);
  // Asked for anew: the list that is there could be one from before.
  await page.getByRole('tab', { name: 'Nodes' }).click();
  await page.getByRole('tab', { name: 'Events' }).click();
  await expect(events.last()).toContainText('started');
  expect(await events.allTextContents()).toEqual(before);
  await page.reload();
  await page.getByRole('link', { name: /Out of order/ }).click();
  await expect.poll(place).toEqual(moved);
  await page.getByRole('button', { name: 'Automatic layout' }).click();
  await expect.poll(place).toEqual(first);
});
