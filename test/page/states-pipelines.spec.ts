import type { Page } from '@playwright/test';
import type { Machine } from './support/machine.ts';
import { expect, test } from './support/page-test.ts';
import { BARE_NODE, state, STOPPED_BARE } from './support/states.ts';

/** Opens a tab of the pipeline that is shown first. */
async function tab(page: Page, name: string): Promise<void> {
  await page.getByRole('tab', { name }).click();
}

const TABS: readonly { tab: string; asked: string; loading: string; failed: string; there: string }[] = [
  {
    tab: 'Windows',
    asked: 'tapNode',
    loading: 'Looking for open windows',
    failed: 'The open windows cannot be told. Try again',
    there: 'Open windows of window-10s',
  },
  {
    tab: 'Events',
    asked: 'listEvents',
    loading: 'Reading what happened',
    failed: 'What happened cannot be told. Try again',
    there: 'Events',
  },
];

for (const { tab: name, asked, loading, failed, there } of TABS) {
  test(`${name}: what is on its way is said, and what cannot be had can be asked for again`, async ({ open }) => {
    const page = await open({ silent: [asked] }, '#/pipelines');
    await tab(page, name);
    await expect(state(page, 'loading')).toHaveText(loading);
    await page.evaluate((request) => {
      window.troubles.silent = [];
      window.troubles.failing = [request];
    }, asked);
    await tab(page, 'Nodes');
    await tab(page, name);
    await expect(state(page, 'failed')).toHaveText(failed);
    await page.evaluate(() => (window.troubles.failing = []));
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect(page.getByRole('table', { name: there })).toBeVisible();
    await expect(state(page, 'failed')).toHaveCount(0);
  });
}

test('live rows: what is on its way, what failed and what has given no row yet are three things', async ({ open }) => {
  const page = await open({ silent: ['tapNode'] }, '#/pipelines');
  await page.getByRole('button', { name: 'Last rows of cpu', exact: true }).click();
  await expect(state(page, 'loading')).toHaveText('Waiting for the first answer of cpu');
  await page.evaluate(() => Object.assign(window.troubles, { silent: [], failing: ['tapNode'] }));
  await page.getByRole('button', { name: 'Close the rows' }).click();
  await page.getByRole('button', { name: 'Last rows of cpu', exact: true }).click();
  await expect(state(page, 'failed')).toHaveText('The rows of cpu cannot be told. Try again');
  await page.evaluate(() => (window.troubles.failing = []));
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('table', { name: 'Last rows of cpu' })).toBeVisible();
});

test('live rows: before one is chosen each node can be chosen there', async ({ open }) => {
  const page = await open({}, '#/pipelines');
  await tab(page, 'Live rows');
  await expect(state(page, 'empty')).toContainText('Press an edge of the graph');
  await page.getByRole('button', { name: 'Last rows of memory', exact: true }).click();
  await expect(page.getByRole('table', { name: 'Last rows of memory' })).toBeVisible();
});

test('definition: while it is read, and where it cannot be read, the tab says so', async ({ open }) => {
  const page = await open({ silent: ['openDocument'] }, '#/pipelines');
  await tab(page, 'Definition');
  await expect(state(page, 'loading')).toHaveText('Reading the document');
  await page.evaluate(() => Object.assign(window.troubles, { silent: [], failing: ['openDocument'] }));
  await tab(page, 'Nodes');
  await tab(page, 'Definition');
  await expect(state(page, 'failed')).toHaveText('The document cannot be read. Try again');
  await page.evaluate(() => (window.troubles.failing = []));
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('textbox', { name: 'Text of System health' })).toBeVisible();
});

test('editor: a form whose keys cannot be had leaves the text to be edited, and can be asked for again', async ({
  open,
}) => {
  const page = await open({ lost: ['documentKeys'] }, '#/pipelines');
  await tab(page, 'Definition');
  await expect(state(page, 'failed')).toContainText('the text can be edited all the same');
  await expect(page.getByRole('textbox', { name: 'Text of System health' })).toBeVisible();
  await page.evaluate(() => (window.troubles.failing = []));
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('combobox', { name: 'Node' })).toBeVisible();
});

const STILL: readonly { tab: string; says: string }[] = [
  { tab: 'Windows', says: 'Open windows can be looked at while the pipeline runs.' },
  { tab: 'Live rows', says: 'Rows can be looked at while the pipeline runs.' },
];

for (const { tab: name, says } of STILL) {
  test(`${name}: of a pipeline that is stopped it is run from there`, async ({ open }) => {
    const page = await open({ pipeline: 'stopped' }, '#/pipelines');
    await tab(page, name);
    await expect(state(page, 'stopped')).toContainText(says);
    await page.getByRole('tabpanel').getByRole('button', { name: 'Run it' }).click();
    await expect(page.getByRole('button', { name: 'Stop System health', exact: true })).toBeVisible();
    await expect(state(page, 'stopped')).toHaveCount(0);
  });

  test(`${name}: of a pipeline that has failed and comes back by itself nobody is asked to start it`, async ({
    open,
  }) => {
    const page = await open({ pipeline: 'restarting' }, '#/pipelines');
    await tab(page, name);
    await expect(state(page, 'failed')).toContainText('It has failed and is started again by itself.');
    await expect(page.getByRole('button', { name: 'Run it' })).toHaveCount(0);
  });
}

test('a pipeline that has never run says what the graph, nodes and checkpoints wait for, and has one button to run it', async ({
  open,
}) => {
  const page = await open({ otherPipelines: [STOPPED_BARE] }, '#/pipelines/bare');
  await expect(state(page, 'stopped')).toHaveText([
    'Start it to see what each part does.',
    'Its parts are counted while it runs. Run it',
  ]);
  const runIt = page.getByRole('button', { name: 'Run it' });
  await expect(runIt).toHaveCount(1);
  await tab(page, 'Checkpoints');
  await expect(state(page, 'empty')).toContainText('No checkpoint yet');
  await expect(runIt).toHaveCount(1);
  await tab(page, 'Events');
  await expect(state(page, 'empty')).toHaveText('Nothing has happened since the app was started. Run it');
});

test('nodes: of a document that cannot be read the way leads to its definition', async ({ open }) => {
  const page = await open({}, '#/pipelines/build-server');
  await expect(state(page, 'failed')).toContainText('its document cannot be read');
  await page.getByRole('button', { name: 'Open the definition' }).click();
  await expect(page.getByRole('tab', { name: 'Definition' })).toHaveAttribute('aria-selected', 'true');
});

test('windows: a pipeline without one says so before it runs, and leads to its definition', async ({ open }) => {
  const machine: Machine = {
    otherPipelines: [{ ...STOPPED_BARE, nodes: [BARE_NODE] }],
  };
  const page = await open(machine, '#/pipelines/bare');
  await tab(page, 'Windows');
  await expect(state(page, 'empty')).toContainText('This pipeline has no windows.');
  await page.getByRole('button', { name: 'Open the definition' }).click();
  await expect(page.getByRole('tab', { name: 'Definition' })).toHaveAttribute('aria-selected', 'true');
});

test('what takes long says so, and the window can be loaded anew', async ({ page, open }) => {
  await page.clock.install();
  await open({ silent: ['listEvents'] }, '#/pipelines');
  await tab(page, 'Events');
  await expect(state(page, 'loading')).toHaveText('Reading what happened');
  await page.clock.runFor(9000);
  await expect(state(page, 'loading')).toContainText('This takes longer than usual. Reload the window');
});

for (const width of [1440, 1600]) {
  test(`nodes: every column of the table is in sight in a window of ${width} pixels`, async ({ page, open }) => {
    await page.setViewportSize({ width, height: 900 });
    await open({}, '#/pipelines');
    const table = page.getByRole('group', { name: 'Counts since start' });
    await expect(table.getByRole('columnheader')).toHaveCount(14);
    expect(await table.evaluate((box) => box.scrollWidth - box.clientWidth)).toBe(0);
  });
}
