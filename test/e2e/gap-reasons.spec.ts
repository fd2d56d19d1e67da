import type { Page } from '@playwright/test';
import { expect, goTo, launch, test } from './support/millrace.ts';

/** Longer than what a source calls late, and than a page waits for a word: it says that the program does not answer. */
const ASLEEP_MS = 15_000;
/** Wide enough on a minute for a word in its band. */
const STOPPED_MS = 5_000;

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

/** Keeps from now on what the page says of a program that does not answer; with it standing still, nobody can ask the page. */
async function watchSilence(page: Page): Promise<() => Promise<string>> {
  const said = await page.evaluateHandle(() => {
    const kept = { text: '' };
    new MutationObserver(() => {
      const note = document.querySelector('[data-state=disconnected]');
      if (note !== null) kept.text = note.textContent;
    }).observe(document.body, { childList: true, subtree: true });
    return kept;
  });
  return () => said.evaluate(({ text }) => text);
}

test('a program that stands still is said not to answer; a chart says why readings are missing, also after the next start', async ({
  data,
}) => {
  const first = await launch(data);
  await expect(first.page.getByRole('application').first()).toBeVisible();
  await first.page.getByRole('button', { name: '1 min', exact: true }).click();
  const before = await watchWords(first.page);
  // Some readings, so that a span without is told from the usual step.
  await first.page.waitForTimeout(5_000);
  await goTo(first.page, 'Pipelines');
  await first.page.getByRole('button', { name: 'Stop System health', exact: true }).click();
  await first.page.waitForTimeout(STOPPED_MS);
  await first.page.getByRole('button', { name: 'Start System health', exact: true }).click();
  await goTo(first.page, 'Dashboard');
  await expect.poll(before, { timeout: 15_000 }).toContain('stopped');
  // The pipeline goes on all the while: that there is a gap is told by the readings alone.
  const silence = await watchSilence(first.page);
  const { pid } = first.app.process();
  process.kill(pid!, 'SIGSTOP');
  await new Promise((resolve) => setTimeout(resolve, ASLEEP_MS));
  process.kill(pid!, 'SIGCONT');
  expect(await silence()).toMatch(/The program has not answered since (?:today )?\d\d:\d\d.*Reload the window/);
  await expect(first.page.locator('[data-state=disconnected]')).toHaveCount(0);
  await expect.poll(before, { timeout: 15_000 }).toContain('app closed');
  const words = await before();
  await first.app.close();

  const { app, page } = await launch(data);
  const after = await watchWords(page);
  await expect(page.getByRole('application').first()).toBeVisible();
  await expect.poll(after, { timeout: 15_000 }).toContain('stopped');
  await expect.poll(after, { timeout: 15_000 }).toContain('app closed');
  expect([...words, ...(await after())]).not.toContain('no data');
  await goTo(page, 'Pipelines');
  await page.getByRole('tab', { name: 'Events' }).click();
  await expect(page.getByRole('table', { name: 'Events' }).getByText('stopped', { exact: true })).toHaveCount(1);
  await app.close();
});
