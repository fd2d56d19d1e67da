import type { Page } from '@playwright/test';
import { expect, launch, test } from './support/millrace.ts';

/** Longer than what a source calls late, and wide enough on a minute for a word in its band. */
const STILL_MS = 9_000;

/** Collects from now on what is written on the charts, which are pictures. */
async function watchWords(page: Page): Promise<() => Promise<readonly string[]>> {
  const words = await page.evaluateHandle(() => {
    const seen = new Set<string>();
    const { fillText } = CanvasRenderingContext2D.prototype;
    CanvasRenderingContext2D.prototype.fillText = function (text, ...place) {
      seen.add(text);
      fillText.call(this, text, ...place);
    };
    return seen;
  });
  return () => words.evaluate((seen) => [...seen]);
}

test('a chart says why readings are missing, and says so still after the app was started again', async ({ data }) => {
  const first = await launch(data);
  await expect(first.page.getByRole('application').first()).toBeVisible();
  const group = first.page.getByRole('group', { name: 'Time range' });
  await group.getByRole('radio', { name: '1 min' }).check({ force: true });
  const before = await watchWords(first.page);
  // Some readings, so that a span without is told from the usual step.
  await first.page.waitForTimeout(6_000);
  const { pid } = first.app.process();
  process.kill(pid!, 'SIGSTOP');
  await new Promise((resolve) => setTimeout(resolve, STILL_MS));
  process.kill(pid!, 'SIGCONT');
  await expect.poll(before, { timeout: 15_000 }).toContain('too slow to keep up');
  expect(await before()).not.toContain('no data');
  await first.app.close();

  const { app, page } = await launch(data);
  await expect(page.getByRole('application').first()).toBeVisible();
  const after = await watchWords(page);
  await expect.poll(after, { timeout: 15_000 }).toContain('app closed');
  expect(await after()).toContain('too slow to keep up');
  expect(await after()).not.toContain('no data');
  await page.getByRole('link', { name: 'Pipelines' }).click();
  await page.getByRole('tab', { name: 'Events' }).click();
  await expect(page.getByRole('table', { name: 'Events' })).toContainText('too slow to keep up');
  await app.close();
});
