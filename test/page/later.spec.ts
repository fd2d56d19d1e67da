import { expect, test } from './support/page-test.ts';

const pages = [
  ['Pipelines', 'PipelinesPage'],
  ['Recordings', 'RecordingsPage'],
  ['Alerts', 'AlertsPage'],
  ['Settings', 'SettingsPage'],
] as const;

test('the dashboard loads nothing of the other pages, and each comes once when it is opened', async ({
  page,
  open,
}) => {
  const loaded: string[] = [];
  page.on('request', (request) => loaded.push(new URL(request.url()).pathname));
  const scripts = (): string[] => pages.map(([, file]) => file).filter((file) => count(loaded, file) === 1);
  await open();
  await expect(page.getByRole('application', { name: /^Memory: latest/ })).toBeVisible();
  expect(loaded.filter((path) => /Page-|code-editor/.test(path))).toEqual([]);
  for (const round of [1, 2]) {
    for (const [name] of pages) {
      await page.getByRole('link', { name }).click();
      await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
      await expect(page.getByText(`Loading ${name}…`), `round ${round}`).toHaveCount(0);
    }
  }
  expect(scripts()).toEqual(pages.map(([, file]) => file));
});

test('a page that is on its way is named, and then there', async ({ page, open }) => {
  let letGo = (): void => undefined;
  const held = new Promise<void>((resolve) => (letGo = resolve));
  await page.route(/SettingsPage-.*\.js/, async (route) => {
    await held;
    await route.continue();
  });
  await open();
  await page.getByRole('link', { name: 'Settings' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Loading Settings…' })).toBeVisible();
  letGo();
  await expect(page.getByRole('heading', { name: 'Cost of the app' })).toBeVisible();
  await expect(page.getByText('Loading Settings…')).toHaveCount(0);
});

function count(paths: readonly string[], file: string): number {
  return paths.filter((path) => new RegExp(`/${file}-[^/]*\\.js$`).test(path)).length;
}
