import AxeBuilder from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { dragIn, standing } from '../support/standing.ts';
import { expect, test } from './support/page-test.ts';

const box = (page: Page, id: string): Locator => page.locator(`[data-node="${id}"]`);

/** Where a box stands in the window. */
async function at(page: Page, id: string): Promise<readonly [number, number]> {
  const { x, y } = await standing(box(page, id));
  return [Math.round(x), Math.round(y)];
}

function drag(page: Page, id: string, right: number, down: number): Promise<void> {
  return dragIn(box(page, id), [30, 22], [30 + right, 22 + down]);
}

test('a box is dragged, its edges follow, nothing is restarted or opened, and it stands there when one comes back', async ({
  open,
}) => {
  const page = await open({}, '#/pipelines');
  const [x, y] = await at(page, 'network');
  const words = page.getByRole('button', { name: /^sensors to network: / });
  const before = await standing(words);
  await drag(page, 'network', 80, 48);
  const [movedX, movedY] = await at(page, 'network');
  expect([40 < movedX - x, 24 < movedY - y]).toEqual([true, true]);
  expect((await standing(words)).x).toBeGreaterThan(before.x);
  await expect(page.getByRole('tab', { name: 'Nodes' })).toHaveAttribute('aria-selected', 'true');
  const asked = await page.evaluate(() => window.fake.asked.map(({ name }) => name));
  expect(asked.filter((name) => /Pipeline|Document/.test(name))).toEqual([]);
  await page.getByRole('link', { name: 'Settings' }).click();
  await page.getByRole('link', { name: 'Pipelines' }).click();
  await expect.poll(() => at(page, 'network')).toEqual([movedX, movedY]);
});

test('a box is moved by keyboard, which is said, taken back and done again, and one button puts all in order', async ({
  open,
}) => {
  const page = await open({}, '#/pipelines');
  const first = await at(page, 'memory');
  const button = page.getByRole('button', { name: 'Edit the node memory', exact: true });
  await button.focus();
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('Shift+ArrowRight');
  await expect(page.getByText(/^memory: \d+ from the left, \d+ from the top$/)).toBeAttached();
  await expect(button).toBeFocused();
  const second = await at(page, 'memory');
  expect(second[0]).toBeGreaterThan(first[0] + 15);
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await expect.poll(() => at(page, 'memory')).toEqual(first);
  await page.keyboard.press('Control+y');
  await page.keyboard.press('Control+Shift+z');
  await expect.poll(() => at(page, 'memory')).toEqual(second);
  await page.getByRole('button', { name: 'Automatic layout' }).click();
  await expect.poll(() => at(page, 'memory')).toEqual(first);
  await page.getByRole('button', { name: 'Undo the last move' }).click();
  await expect.poll(() => at(page, 'memory')).toEqual(second);
  expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id)).toEqual([]);
  await expect
    .poll(() => page.evaluate(() => window.fake.asked.filter(({ name }) => name === 'changeSettings').at(-1)?.args[0]))
    .toMatchObject({ graphPlaces: { 'system-health': { memory: {} } } });
});

test('a click that is no drag still opens the form of a node', async ({ open }) => {
  const page = await open({}, '#/pipelines');
  await drag(page, 'network', 1, 1);
  await expect(page.getByRole('tab', { name: 'Definition' })).toHaveAttribute('aria-selected', 'true');
});
