import { expect, goTo, launch, test } from './support/millrace.ts';

const titles = ['CPU', 'Temperature', 'Memory', 'Disk I/O', 'Disk busy', 'Network'];

test('a first start shows live charts within two seconds of its window', async ({ millrace: { page } }) => {
  const memory = page.getByRole('region', { name: 'Memory' });
  await expect(memory).toContainText(/\d\s*[KMG]iB/, { timeout: 2_000 });
  await expect(page.getByRole('region').getByRole('heading', { level: 2 })).toHaveText(['This app', ...titles]);
  await expect(page.getByRole('region', { name: 'CPU' })).toContainText(/\d\s*%/);
});

test('readings go on coming', async ({ millrace: { page } }) => {
  const points = (): Promise<number> =>
    page.evaluate(async () => {
      const reply = await window.bridge.request('openPage');
      return reply.ok ? Math.max(0, ...reply.value.history.map(({ times }) => times.length)) : -1;
    });
  await expect.poll(points, { timeout: 15_000 }).toBeGreaterThan(3);
});

test('a page that is loaded again begins with what was there', async ({ millrace: { page } }) => {
  const memory = page.getByRole('region', { name: 'Memory' });
  await expect(memory).toContainText(/\d\s*[KMG]iB/);
  await page.reload();
  await expect(memory).toContainText(/\d\s*[KMG]iB/, { timeout: 2_000 });
});

test('the three pages are reached by their links', async ({ millrace: { page } }) => {
  await goTo(page, 'Pipelines');
  await goTo(page, 'Recordings');
  await goTo(page, 'Dashboard');
});

test('a pipeline stops and starts, also when its button is clicked twice', async ({ millrace: { page } }) => {
  await goTo(page, 'Pipelines');
  const start = page.getByRole('button', { name: 'Start System health' });
  const stop = page.getByRole('button', { name: 'Stop System health' });
  await stop.dblclick();
  await expect(start).toBeVisible();
  await start.dblclick();
  await expect(stop).toBeVisible();
  await expect(page.getByRole('alert')).toBeEmpty();
});

test('both themes follow the system', async ({ millrace: { page } }) => {
  const body = page.locator('body');
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect(body).toHaveCSS('background-color', 'rgb(15, 19, 24)');
  await page.emulateMedia({ colorScheme: 'light' });
  await expect(body).toHaveCSS('background-color', 'rgb(245, 247, 249)');
});

test('the app speaks Chinese where it is asked to', async ({ data }) => {
  const { app, page } = await launch(data, ['--lang=zh-CN']);
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  await expect(page.getByRole('heading', { level: 1 })).not.toHaveText('Dashboard');
  await app.close();
});
