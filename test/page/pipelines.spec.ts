import { standing } from '../support/standing.ts';
import { expect, test } from './support/page-test.ts';

test('the list names each pipeline, its state and its rate', async ({ open }) => {
  const page = await open({}, '#/pipelines');
  const list = page.getByRole('navigation', { name: 'Pipelines' });
  await expect(list.getByRole('link')).toHaveText([
    /System health\s*running · 20 rows\/s/,
    /Nightly import\s*finished/,
    /Build server\s*failed/,
  ]);
});

test('a running pipeline shows since when it runs, and what each node counts', async ({ open }) => {
  const page = await open({}, '#/pipelines');
  await expect(page.getByText('running for 3 h 12 min')).toBeVisible();
  const table = page.getByRole('table', { name: 'Counts since start' });
  await expect(table.getByRole('columnheader')).toHaveText([
    'Node',
    'Type',
    'Rows in',
    'Rows out',
    'Late',
    'Rejected',
    'Dropped',
    'Watermark',
    'Busy',
    'Backpressured',
    'Idle',
    'In flight',
    'Keeps',
    'Rows',
  ]);
  await expect(table.getByRole('row').nth(1)).toHaveText(/sensors.*–.*230,\d\d\d.*1\.\d\ss behind/);
  await expect(table.getByRole('row', { name: 'window-10s' })).toHaveText(/99\.0\s?%.*42 keys, 84 entries/);
  await expect(page.getByRole('group', { name: 'Flow' }).getByRole('article')).toHaveCount(14);
});

test('a pipeline is stopped and started by a button that says which', async ({ open }) => {
  const page = await open({}, '#/pipelines');
  await page.getByRole('button', { name: 'Stop System health', exact: true }).click();
  await page.getByRole('button', { name: 'Start System health', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Stop System health', exact: true })).toBeVisible();
});

test('a double click starts a pipeline and does not stop it again', async ({ open }) => {
  const page = await open({ pipeline: 'stopped', answerMs: 1 }, '#/pipelines');
  await page.getByRole('button', { name: 'Start System health' }).dblclick();
  await expect(page.getByRole('button', { name: 'Stop System health' })).toBeVisible();
  const asked = await page.evaluate(() => window.fake.asked.map(({ name }) => name));
  expect(asked.filter((name) => name.endsWith('Pipeline'))).toEqual(['startPipeline']);
});

test('a failed pipeline says what failed and what to do', async ({ open }) => {
  const page = await open({}, '#/pipelines/build-server');
  await expect(
    page.getByText(/failed .*: source "rows": .* \(permission denied\); give this user access to it/),
  ).toBeVisible();
  await expect(page.getByRole('button', { name: 'Start Build server', exact: true })).toBeVisible();
});

test('a pipeline that cannot be started says why', async ({ open }) => {
  const page = await open({ pipeline: 'stopped', failing: ['startPipeline'] }, '#/pipelines');
  await page.getByRole('button', { name: 'Start System health' }).click();
  await expect(page.getByRole('alert')).toContainText('startPipeline: no pipeline runs; start System health first');
});

test('the last rows of a node are shown and put away by keyboard', async ({ open }) => {
  const page = await open({}, '#/pipelines');
  await page.getByRole('button', { name: 'Last rows of window-10s' }).press('Enter');
  const table = page.getByRole('table', { name: 'Last rows of window-10s' });
  await expect(table.getByRole('columnheader')).toHaveText(['ts', 'metric', 'value']);
  await expect(table.getByRole('row')).toHaveCount(21);
  await expect(table.getByRole('row').nth(1)).toHaveText(/T.*Z.*of window-10s.*–/);
  await page.getByRole('button', { name: 'Close the rows' }).press('Enter');
  await expect(table).toHaveCount(0);
});

test('a pipeline that is started again says which node failed and why, which attempt comes and when', async ({
  open,
}) => {
  const page = await open({ pipeline: 'restarting' }, '#/pipelines');
  await expect(page.getByRole('navigation', { name: 'Pipelines' }).getByRole('link').first()).toContainText(
    /System health\s*restarting/,
  );
  await expect(
    page.getByText(
      /failed, attempt 3 starts in 4\d s from the last checkpoint: sink "recording": cannot write .* \(the disk is full\)/,
    ),
  ).toBeVisible();
  // It holds the machine: it can be stopped, not started.
  await expect(page.getByRole('button', { name: 'Stop System health', exact: true })).toBeVisible();
});

test('a pipeline says when its newest checkpoint was taken, how large it is and how long it took', async ({ open }) => {
  const page = await open({}, '#/pipelines');
  await expect(page.getByText(/^last checkpoint (?:today|yesterday) \d\d:\d\d: 48\.2\skB in 12 ms$/)).toBeVisible();
  await expect(page.getByText(/last checkpoint/)).toHaveCount(1);
});

test('the graph shows each edge with its rate, and what keeps time with its watermark and late rows', async ({
  open,
}) => {
  const page = await open({}, '#/pipelines');
  const flow = page.getByRole('group', { name: 'Flow' });
  await expect(flow.getByRole('button', { name: /^sensors to cpu: 20 rows per second, queue 0\.0\s%/ })).toHaveText(
    '20/s',
  );
  await expect(flow.getByRole('button', { name: /rows per second/ })).toHaveCount(13);
  await expect(flow.getByRole('article').filter({ hasText: 'window-10s' })).toHaveText(/\D1\.\d\ss behind · 3 late/);
});

test('an edge that is pressed shows its rows', async ({ open }) => {
  const page = await open({}, '#/pipelines');
  await page.getByRole('button', { name: /^sensors to cpu:/ }).press('Enter');
  await expect(page.getByRole('table', { name: 'Last rows of sensors' }).getByRole('row')).toHaveCount(21);
});

test('the graph is zoomed by keys and by buttons, and made to fit again', async ({ open }) => {
  const page = await open({}, '#/pipelines');
  await page.getByRole('button', { name: /^Fit/ }).click();
  await standing(page.getByRole('article').first());
  const fitting = await page.getByRole('button', { name: /^Fit/ }).textContent();
  await page.getByRole('group', { name: 'Flow' }).press('+');
  await expect(page.getByRole('button', { name: /^Fit/ })).not.toHaveText(fitting!);
  await page.getByRole('button', { name: 'Zoom in' }).click();
  await page.getByRole('group', { name: 'Flow' }).press('0');
  await expect(page.getByRole('button', { name: /^Fit/ })).toHaveText(fitting!);
});

test('tabs are walked by arrow keys, and one at a time is in the order of Tab', async ({ open }) => {
  const page = await open({}, '#/pipelines');
  const tabs = page.getByRole('tablist', { name: 'About System health' }).getByRole('tab');
  await expect(tabs).toHaveText(['Nodes', 'Windows', 'Live rows', 'Checkpoints', 'Events', 'Definition']);
  await page.getByRole('tab', { name: 'Nodes' }).focus();
  await page.keyboard.press('ArrowLeft');
  await expect(page.getByRole('tab', { name: 'Definition' })).toBeFocused();
  await expect(page.getByRole('tabpanel', { name: 'Definition' })).toHaveText(/# system-health\s*version: 1/);
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowRight');
  await expect(
    page
      .getByRole('table', { name: /^Open windows of / })
      .first()
      .getByRole('row'),
  ).toHaveCount(3);
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('tab', { selected: true })).toHaveText('Live rows');
  await expect(page.locator('[role=tab][tabindex="0"]')).toHaveCount(1);
  await page.getByRole('tabpanel').getByRole('button', { name: 'Last rows of memory', exact: true }).press('Enter');
  await expect(page.getByRole('table', { name: 'Last rows of memory' })).toBeVisible();
});

test('open windows are asked for once a second, however often pipelines tell of themselves', async ({ open }) => {
  const page = await open({}, '#/pipelines');
  await page.getByRole('tab', { name: 'Windows' }).click();
  await expect(page.getByRole('table', { name: /^Open windows of / }).first()).toBeVisible();
  await expect(
    page.getByRole('tabpanel', { name: 'Windows' }).getByText('watermark', { exact: true }).first(),
  ).toBeVisible();
  const asked = await page.evaluate(async () => {
    const count = (): number => window.fake.asked.filter(({ name }) => name === 'tapNode').length;
    const before = count();
    const reply = await window.bridge.request('openPage');
    const { pipelines } = reply.ok ? reply.value : { pipelines: [] };
    for (let i = 0; i < 5; i++) {
      window.fake.tell('pipelinesChanged', structuredClone(pipelines));
      await new Promise(requestAnimationFrame);
    }
    return count() - before;
  });
  expect(asked).toBeLessThan(3);
});

test('checkpoints are listed, the newest first, and a stopped pipeline is started from one of them', async ({
  open,
}) => {
  const page = await open({}, '#/pipelines');
  await page.getByRole('tab', { name: 'Checkpoints' }).click();
  const rows = page.getByRole('table', { name: 'Checkpoints' }).getByRole('row');
  await expect(rows).toHaveText([
    /Number.*When.*Size.*Took.*State/,
    /8.*\d\d:\d\d:\d\d\.\d\d\d.*48\.2\skB.*12 ms.*checkpoint, complete/,
    /7.*900\sB.*9 ms/,
  ]);
  await expect(rows.getByRole('button')).toHaveCount(0);
  await page.getByRole('button', { name: 'Stop with savepoint: System health' }).click();
  await page.getByRole('button', { name: 'Start from here: System health, number 7' }).click();
  await expect(page.getByRole('button', { name: 'Stop System health', exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Take a savepoint of System health' }).click();
  const asked = (): Promise<unknown> =>
    page.evaluate(() => window.fake.asked.filter(({ name }) => name.endsWith('ipeline') || name.endsWith('From')));
  await expect.poll(asked).toEqual([
    { name: 'stopAndSavePipeline', args: ['system-health'] },
    { name: 'startPipelineFrom', args: ['system-health', 7] },
    { name: 'savePipeline', args: ['system-health'] },
  ]);
});

test('events tell what happened and when, and that nothing did', async ({ open }) => {
  const page = await open({}, '#/pipelines');
  await page.getByRole('tab', { name: 'Events' }).click();
  await expect(page.getByRole('table', { name: 'Events' }).getByRole('row')).toHaveText([
    /When/,
    /no readings.*machine asleep, for 39 s/,
    /\d\d:\d\d:\d\d\.\d\d\d.*warning.*sensors: \/sys\/class\/hwmon cannot be read/,
    /failed, tries again.*sink "recording": the disk is full/,
    /started/,
  ]);
  await page.getByRole('link', { name: /Nightly import/ }).click();
  await expect(page.getByText('Nothing has happened since the app was started.')).toBeVisible();
});

test('an example is chosen by what it teaches, added to the list, and not offered again', async ({ open }) => {
  const page = await open({}, '#/pipelines');
  await page.getByRole('button', { name: 'Add an example' }).press('Enter');
  await expect(page.getByText('Rows come up to three seconds out of order, and two windows count them.')).toBeVisible();
  await page.getByRole('button', { name: 'Add the example Out of order' }).press('Enter');
  await expect(page.getByRole('link', { name: /The example out-of-order/ })).toBeVisible();
  await page.getByRole('button', { name: 'Add an example' }).click();
  await expect(page.getByRole('button', { name: /^Add the example/ })).toHaveCount(6);
  await page.getByRole('link', { name: 'Dashboard' }).click();
  await expect(page.getByText('Rows', { exact: true })).toBeVisible();
});
