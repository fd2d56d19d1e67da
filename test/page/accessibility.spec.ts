import AxeBuilder from '@axe-core/playwright';
import { TWO_ALERTS } from './support/made-up-alerts.ts';
import { expect, test } from './support/page-test.ts';

for (const colorScheme of ['dark', 'light'] as const) {
  for (const name of ['dashboard', 'pipelines', 'pipelines/build-server', 'recordings', 'alerts', 'settings']) {
    test(`axe finds nothing serious on ${name} in ${colorScheme}`, async ({ page, open }) => {
      await page.emulateMedia({ colorScheme });
      await open(TWO_ALERTS, `#/${name}`);
      await page.getByRole('button', { name: 'Record', exact: true }).click();
      await expect(page.getByRole('timer')).toBeVisible();
      const { violations } = await new AxeBuilder({ page }).analyze();
      const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
      expect(serious.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
    });
  }
}

test('axe finds nothing serious in the confirmation and in a table of readings', async ({ page, open }) => {
  await open({}, '#/recordings');
  await page
    .getByRole('button', { name: /^Delete/ })
    .first()
    .click();
  await expect(page.getByRole('dialog')).toBeVisible();
  expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id)).toEqual([]);
  await page.keyboard.press('Escape');
  await page.getByRole('link', { name: 'Dashboard' }).click();
  await page.getByRole('application').first().focus();
  await page.keyboard.press('t');
  await expect(page.getByRole('table')).toBeVisible();
  expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id)).toEqual([]);
});

for (const name of ['Windows', 'Live rows', 'Checkpoints', 'Events', 'Definition']) {
  test(`axe finds nothing in the tab ${name} of a pipeline`, async ({ page, open }) => {
    await open({}, '#/pipelines');
    await page.getByRole('tab', { name }).click();
    await expect(page.getByRole('tabpanel', { name })).not.toBeEmpty();
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
  });
}

/** The smallest window, and the same at 200 %. */
const SMALL = [
  { width: 960, height: 600 },
  { width: 480, height: 300 },
];

for (const viewport of SMALL) {
  for (const name of ['dashboard', 'pipelines', 'pipelines/build-server', 'recordings', 'alerts', 'settings']) {
    test(`${name} fits ${viewport.width} pixels, and what scrolls there can be scrolled by keyboard`, async ({
      page,
      open,
    }) => {
      await page.setViewportSize(viewport);
      await open(TWO_ALERTS, `#/${name}`);
      await page.getByRole('button', { name: 'Record', exact: true }).click();
      await expect(page.getByRole('timer')).toBeVisible();
      const stickingOut = await page.evaluate(() =>
        [document.documentElement, ...document.querySelectorAll('header, main')]
          .filter((element) => element.clientWidth < element.scrollWidth)
          .map(({ tagName }) => tagName),
      );
      expect(stickingOut).toEqual([]);
      expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id)).toEqual([]);
    });
  }
}

test('a key that is held down starts or stops nothing twice', async ({ page, open }) => {
  await open({ answerMs: 1 }, '#/pipelines');
  await page.getByRole('button', { name: 'Stop System health', exact: true }).focus();
  await page.keyboard.down('Enter');
  await expect(page.getByRole('button', { name: 'Start System health', exact: true })).toBeVisible();
  // Down again without up is how a held key repeats.
  await page.keyboard.down('Enter');
  await page.keyboard.up('Enter');
  const asked = await page.evaluate(() => window.fake.asked.map(({ name }) => name));
  expect(asked.filter((name) => name.endsWith('Pipeline'))).toEqual(['stopPipeline']);
});

test('everything that can be pressed is reached by Tab, in the order of reading', async ({ open }) => {
  const page = await open({}, '#/recordings');
  await expect(page.getByRole('button', { name: 'Delete Kernel build, stock fan curve' })).toBeVisible();
  const names: string[] = [];
  for (let i = 0; i < 15; i++) {
    await page.keyboard.press('Tab');
    names.push(
      await page.evaluate(
        () => document.activeElement!.getAttribute('aria-label') ?? document.activeElement!.textContent.trim(),
      ),
    );
  }
  expect(names.slice(0, 8)).toEqual([
    'Skip to the content',
    'Dashboard',
    'Pipelines',
    'Recordings',
    'Alerts',
    'Settings',
    'Keep last 10 min',
    'Record',
  ]);
  expect(names.slice(8)).toEqual([
    'Compare',
    'Import…',
    'Search recordings',
    'Compare Kernel build, stock fan curve',
    'Kernel build, stock fan curve',
    'Reveal Kernel build, stock fan curve',
    'Delete Kernel build, stock fan curve',
  ]);
});

test('with forced colours and reduced motion the page still shows everything', async ({ page, open }) => {
  await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' });
  await open();
  await expect(page.getByRole('application')).toHaveCount(5);
  await page.screenshot({ path: 'out/screenshots/dashboard-forced-colours.png' });
});
