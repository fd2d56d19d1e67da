import { expect, test } from './support/page-test.ts';

test('the page says where it is, and goes where its links say', async ({ open }) => {
  const page = await open();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Dashboard');
  await expect(page.getByRole('link', { name: 'Dashboard' })).toHaveAttribute('aria-current', 'page');
  await page.getByRole('link', { name: 'Pipelines' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Pipelines');
  await page.getByRole('link', { name: 'Recordings' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Recordings');
  await expect(page).toHaveTitle('Recordings · Millrace');
});

test('each chart has a tile with its title, its latest value and a drawn plot', async ({ open }) => {
  const page = await open();
  const tiles = page.getByRole('main').locator('section');
  await expect(tiles.getByRole('heading', { level: 2 })).toHaveText([
    'CPU',
    'Temperature',
    'Memory',
    'Disk I/O',
    'Disk busy',
    'Network',
  ]);
  await expect(page.getByRole('application')).toHaveCount(5);
  await expect(page.getByRole('application').first()).toHaveAccessibleName(
    /^CPU: latest [\d.]+\s%, lowest [\d.]+\s%, highest [\d.]+\s%$/,
  );
  await expect(tiles.first().locator('.value').first()).toHaveText(/^\d+\.\d%$/);
  await expect(tiles.first()).toContainText('utilization, 8 cores');
  await expect(tiles.nth(3).getByRole('listitem')).toHaveText([/^\s*read .*B\/s$/, /^\s*write .*B\/s$/]);
});

test('a reading that the machine lacks is told with its reason and what would help', async ({ open }) => {
  const page = await open();
  const tile = page.getByRole('region', { name: 'Temperature' });
  await expect(tile).toContainText('Not available on this machine');
  await expect(tile).toContainText('virtual machines usually have none');
  await expect(tile).toContainText('load the kernel module');
  await expect(tile.locator('canvas')).toHaveCount(0);
});

test('before the first reading a tile waits instead of showing an empty axis', async ({ open }) => {
  const page = await open({ historySeconds: 0, hasReadings: false });
  await expect(page.getByRole('region', { name: 'Memory' })).toContainText('Waiting for the first reading');
});

test('a stopped pipeline is told in its tiles, and started from there', async ({ open }) => {
  const page = await open({ pipeline: 'stopped', historySeconds: 60 });
  const tile = page.getByRole('region', { name: 'Memory' });
  await expect(tile).toContainText('System health is stopped');
  await tile.getByRole('button', { name: 'Start System health' }).click();
  await expect(tile).not.toContainText('System health is stopped');
});

test('every frame is answered after it was drawn', async ({ open }) => {
  const page = await open();
  await expect
    .poll(() =>
      page.evaluate(() =>
        window.fake.asked
          .filter(({ name }) => name === 'frameDrawn')
          .slice(0, 3)
          .map(({ args }) => args[0]),
      ),
    )
    .toEqual([1, 2, 3]);
});

test('paused charts stand still, say how far they are behind, and go live again', async ({ open }) => {
  const page = await open();
  await page.getByRole('button', { name: 'Pause' }).click();
  const behind = async (): Promise<number> =>
    Number(/^paused, (\d+) s behind$/.exec((await page.getByText(/^paused, /).textContent())!)?.[1]);
  // A second behind: the frame that shows the moment of the pause is long drawn.
  await expect.poll(behind).toBeGreaterThan(0);
  const since = await behind();
  const picture = (): Promise<string> =>
    page
      .locator('canvas')
      .nth(2)
      .evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
  const before = await picture();
  await expect.poll(behind).toBeGreaterThan(since + 1);
  expect(await picture()).toBe(before);
  await page.getByRole('button', { name: 'Go live' }).click();
  await expect(page.getByText(/behind$/)).toHaveCount(0);
  await expect.poll(picture).not.toBe(before);
});

test('a range is chosen from four, and one is in force', async ({ open }) => {
  const page = await open();
  const ranges = page.getByRole('group', { name: 'Time range' }).getByRole('button');
  await expect(ranges).toHaveText(['1 min', '5 min', '15 min', '1 h']);
  await expect(page.getByRole('button', { pressed: true })).toHaveText(['5 min']);
  await page.getByRole('button', { name: '15 min' }).click();
  await expect(page.getByRole('button', { pressed: true })).toHaveText(['15 min']);
});

test('the pointer puts one crosshair at one moment into all charts', async ({ open }) => {
  const page = await open();
  await page.getByRole('application', { name: /^Memory/ }).hover();
  await expect(page.locator('.lines .crosshair')).toHaveCount(5);
  await expect(page.locator('.lines .at')).toHaveCount(5);
  const moments = await page.locator('.lines .at').allTextContents();
  expect(new Set(moments).size).toBe(1);
  await page.getByRole('heading', { level: 1 }).hover();
  await expect(page.locator('.crosshair')).toHaveCount(0);
});

test('the crosshair is moved, read aloud and let go by keyboard', async ({ open }) => {
  const page = await open();
  const chart = page.getByRole('application', { name: /^Memory/ });
  await chart.focus();
  await page.keyboard.press('ArrowLeft');
  await expect(page.locator('.lines .crosshair')).toHaveCount(5);
  const told = chart.locator('[aria-live]');
  await expect(told).toHaveText(/^\d\d:\d\d:\d\d: used [\d.]+\sGiB, cached [\d.]+\sGiB, free [\d.]+\sGiB$/);
  // It is of the moment that was pointed at, and stays.
  const first = (await told.textContent())!;
  await page.keyboard.press('ArrowLeft');
  await expect(told).not.toHaveText(first);
  await page.keyboard.press('Escape');
  await expect(page.locator('.crosshair')).toHaveCount(0);
});

test('t turns a focused chart into a table of its readings, and back', async ({ open }) => {
  const page = await open();
  await page.getByRole('application', { name: /^CPU/ }).focus();
  await page.keyboard.press('t');
  const table = page.getByRole('table', { name: /^CPU, readings up to \d\d:\d\d:\d\d/ });
  await expect(table.getByRole('columnheader')).toHaveText(['Time', 'total', '0', '1', '2', '3', '4', '5', '6', '7']);
  await expect(table.getByRole('row')).toHaveCount(201);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('application', { name: /^CPU/ })).toBeVisible();
});

test('what this app costs stands in the rail', async ({ open }) => {
  const page = await open();
  await expect(page.getByRole('region', { name: 'This app' })).toHaveText(
    /This app\s*0\.\d\s% CPU\s*148\sMiB\s*dearest sensor: processes, 0\.3\s%/,
  );
});

test('what is read less often for the sake of the budget is told in the rail', async ({ open }) => {
  const page = await open({ thinned: [{ sensor: 'processes', everyMs: 4000 }] });
  const cost = page.getByRole('region', { name: 'This app' });
  await expect(cost).toContainText('Over its budget, so read less often:');
  await expect(cost.getByRole('listitem')).toHaveText('processes: every 4 s');
});

test('trouble that main tells is in a banner until it is dismissed, and repeats are counted', async ({ open }) => {
  const page = await open();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  const fault = { code: 'internal', message: 'sink "recording": the disk is full; free 200 MB to go on' };
  await page.evaluate((one) => [window.fake.tell('fault', one), window.fake.tell('fault', one)], fault);
  await expect(page.getByRole('alert')).toHaveText(/the disk is full; free 200 MB to go on\s+\(2 times\)/);
  await page.getByRole('button', { name: 'Dismiss' }).click();
  await expect(page.getByRole('alert')).toHaveText('');
});

test('a Chinese system gets a Chinese page', async ({ open }) => {
  const page = await open({ language: 'zh-CN' });
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('仪表板');
  await expect(page.getByRole('button', { name: '录制', exact: true })).toBeVisible();
  await page.screenshot({ path: 'out/screenshots/dashboard-zh-CN.png' });
});

test('a page that cannot reach the program says so', async ({ open }) => {
  const page = await open({ failing: ['openPage'] });
  await expect(page.getByRole('alert')).toContainText('openPage');
  await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible();
});
