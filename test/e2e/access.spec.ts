import AxeBuilder from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { expect, goTo, shareMillrace, test } from './support/millrace.ts';

const shared = shareMillrace();

/** Presses Tab until it is there: everything is reached so, in less than this many steps. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let step = 0; step < 120; step++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  await expect(target).toBeFocused();
}

/** Goes to something by Tab, and presses Enter there. */
async function enter(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  await tabTo(page, target);
  await page.keyboard.press('Enter');
}

test('by keyboard alone an example is added, started, opened and stopped, an alert is made, and a recording is made and played', async () => {
  const { page } = shared();
  const link = (name: string | RegExp): Locator => page.getByRole('link', { name });
  const button = (name: string): Locator => page.getByRole('button', { name, exact: true });
  await enter(page, link('Pipelines'));
  await enter(page, button('Add an example'));
  await enter(page, button('Add the example Network bursts'));
  await enter(page, link(/^Network bursts/));
  await enter(page, button('Start Network bursts'));
  await expect(button('Stop Network bursts')).toBeVisible();
  await tabTo(page, page.getByRole('tab', { name: 'Nodes' }));
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('tabpanel', { name: 'Windows' })).toBeVisible();
  await enter(page, button('Stop Network bursts'));
  await expect(button('Start Network bursts')).toBeVisible();

  await enter(page, link('Alerts'));
  await enter(page, button('New alert'));
  await expect(page.getByRole('textbox', { name: 'Name' })).toBeFocused();
  await page.keyboard.type('Busy');
  await tabTo(page, page.getByRole('spinbutton', { name: 'Level' }));
  await page.keyboard.type('95');
  await tabTo(page, page.getByRole('spinbutton', { name: 'Well again at' }));
  await page.keyboard.type('50');
  await enter(page, button('Create'));
  await expect(page.getByRole('list', { name: 'Rules' })).toContainText(/system\.cpu\.utilization .*over 95/);

  await enter(page, button('Record'));
  await expect(page.getByRole('timer')).toHaveText(/0:0[2-9]/, { timeout: 15_000 });
  await enter(page, page.getByRole('button', { name: /^Stop recording/ }));
  await enter(page, link('Open it'));
  await tabTo(page, page.getByRole('slider', { name: 'Position' }));
  await page.keyboard.press('End');
  await expect(page.getByText(/^(\d+:\d\d) \/ \1$/)).toBeVisible();
  await page.keyboard.press('Home');
  await enter(page, button('Play'));
  await expect(button('Pause')).toBeVisible();
  await expect(page.getByText(/^(\d+:\d\d) \/ \1$/)).toBeVisible({ timeout: 15_000 });
  await expect(button('Play')).toBeVisible();
});

test('axe finds nothing on any page with what is really there', async () => {
  const { page } = shared();
  /** In this one window: axe would open another one for its results. */
  const found = async (): Promise<unknown> => {
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
    return violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
  };
  for (const name of ['Dashboard', 'Alerts', 'Settings', 'Recordings', 'Pipelines'] as const) {
    await goTo(page, name);
    expect([name, await found()]).toEqual([name, []]);
  }
  await page.getByRole('tab', { name: 'Definition' }).click();
  await expect(page.getByRole('textbox', { name: /^Text of/ })).toBeVisible();
  expect(await found()).toEqual([]);
  await goTo(page, 'Recordings');
  await page.getByRole('table', { name: 'Recordings' }).getByRole('link').first().click();
  await expect(page.getByRole('slider', { name: 'Position' })).toBeVisible();
  expect(await found()).toEqual([]);
});

test('where a person wants less motion, charts move with each reading, and else between them too; the system’s choice holds at once', async () => {
  const { page } = shared();
  await goTo(page, 'Dashboard');
  await page.getByRole('button', { name: '1 min', exact: true }).click();
  /** How often the chart of the memory is drawn from one reading to the second after it. */
  const drawn = (): Promise<number> =>
    page.evaluate(async () => {
      let count = 0;
      const { clearRect } = CanvasRenderingContext2D.prototype;
      CanvasRenderingContext2D.prototype.clearRect = function (...place) {
        if (this.canvas.closest('section')?.ariaLabel?.startsWith('Memory')) count++;
        clearRect.apply(this, place);
      };
      let frames = 0;
      await new Promise<void>((resolve) => {
        const stop = window.bridge.listen('frame', () => {
          frames++;
          if (frames === 1) count = 0;
          if (frames < 3) return;
          stop();
          resolve();
        });
      });
      CanvasRenderingContext2D.prototype.clearRect = clearRect;
      return count;
    });
  await expect.poll(drawn).toBeGreaterThan(4);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await expect.poll(drawn).toBeLessThan(4);
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  await expect.poll(drawn).toBeGreaterThan(4);
});
