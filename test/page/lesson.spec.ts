import AxeBuilder from '@axe-core/playwright';
import { expect, test } from './support/page-test.ts';
import { OUT_OF_ORDER } from './support/states.ts';

const EXAMPLE = { otherPipelines: [OUT_OF_ORDER] };
const HASH = '#/pipelines/out-of-order';

test('the example with late rows explains beside itself what a watermark is, and leads to windows and late rows', async ({
  open,
}) => {
  const page = await open(EXAMPLE, HASH);
  const lesson = page.getByRole('region', { name: 'What is a watermark?' });
  await expect(lesson).toContainText('Each row carries the time at which it was made.');
  await expect(lesson.getByRole('row', { name: /^hasty/ })).toHaveText(/158/);
  await lesson.getByRole('button', { name: 'See the windows' }).press('Enter');
  await expect(page.getByRole('tab', { name: 'Windows' })).toHaveAttribute('aria-selected', 'true');
  await lesson.getByRole('button', { name: 'See the late rows' }).press('Enter');
  await expect(page.getByRole('table', { name: 'Last rows of late rows of hasty' })).toBeVisible();
});

test('in a small window the explanation leaves the list and the pipeline that it is about in sight, and is scrolled itself', async ({
  open,
}) => {
  const page = await open(EXAMPLE, HASH);
  await page.setViewportSize({ width: 960, height: 600 });
  const lesson = page.getByRole('region', { name: 'What is a watermark?' });
  await expect(page.getByRole('link', { name: /^Out of order/ })).toBeInViewport({ ratio: 1 });
  await expect(page.getByRole('button', { name: 'Add an example' })).toBeInViewport({ ratio: 1 });
  await expect(lesson).toBeInViewport({ ratio: 1 });
  await expect(page.getByRole('heading', { level: 2, name: 'Out of order' })).toBeInViewport({ ratio: 1 });
  const dismiss = lesson.getByRole('button', { name: 'Do not explain this again' });
  await dismiss.focus();
  await expect(dismiss).toBeInViewport({ ratio: 1 });
});

test('the explanation is put away for good, and the palette brings it back with the example', async ({ open }) => {
  const page = await open(EXAMPLE, HASH);
  const lesson = page.getByRole('region', { name: 'What is a watermark?' });
  await lesson.getByRole('button', { name: 'Do not explain this again' }).press('Enter');
  await expect(lesson).toHaveCount(0);
  await expect(page.getByRole('main')).toBeFocused();
  expect(await page.evaluate(() => window.fake.asked.filter(({ name }) => name === 'changeSettings').at(-1))).toEqual({
    name: 'changeSettings',
    args: [{ lesson: false }],
  });
  await page.getByRole('link', { name: 'Recordings' }).click();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('watermark');
  await page.keyboard.press('Enter');
  await expect(lesson).toBeVisible();
  await expect(page.getByRole('tab', { name: 'Windows' })).toHaveAttribute('aria-selected', 'true');
});

test('what the window tab draws is told in words, and what came late is counted there, one press away', async ({
  open,
}) => {
  const page = await open(EXAMPLE, HASH);
  await page.getByRole('tab', { name: 'Windows' }).click();
  await expect(page.getByRole('list', { name: 'How to read it' }).getByRole('listitem')).toHaveText([
    /^watermark: rows from before it are no longer waited for$/,
    /^newest row: /,
    /^between them: /,
    /^open: /,
    /^fired: /,
  ]);
  const hasty = page.getByRole('region', { name: 'Open windows of hasty' });
  await expect(hasty).toContainText('Late rows: 158.');
  await expect(page.getByRole('region', { name: 'Open windows of patient' })).not.toContainText('Late rows');
  await hasty.getByRole('button', { name: 'Show the late rows of hasty' }).press('Enter');
  await expect(page.getByRole('table', { name: 'Last rows of late rows of hasty' })).toBeVisible();
});

test('under a box its watermark leads to its windows, and its late rows to themselves', async ({ open }) => {
  const page = await open(EXAMPLE, HASH);
  await page.getByRole('button', { name: /^Watermark of patient: .* Show its windows\.$/ }).press('Enter');
  await expect(page.getByRole('tab', { name: 'Windows' })).toHaveAttribute('aria-selected', 'true');
  await page.getByRole('button', { name: 'Late rows of hasty: 158. Show them.' }).press('Enter');
  await expect(page.getByRole('table', { name: 'Last rows of late rows of hasty' })).toBeVisible();
});

test('what the columns of the table of nodes say is told by a button', async ({ open }) => {
  const page = await open({}, '#/pipelines');
  const help = page.getByRole('button', { name: 'What do the columns say?' });
  const said = page.getByText('how far the watermark is: rows from before it');
  await expect(said).toBeHidden();
  await help.press('Enter');
  await expect(said).toBeVisible();
  await help.press('Enter');
  await expect(said).toBeHidden();
});

for (const [language, colorScheme, width, height] of [
  ['en', 'dark', 1440, 900],
  ['zh-CN', 'light', 960, 600],
  ['zh-CN', 'dark', 480, 300],
] as const) {
  test(`axe finds nothing in the explanation in ${language} at ${width} pixels, and nothing sticks out`, async ({
    page,
    open,
  }) => {
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme });
    await open({ ...EXAMPLE, language }, HASH);
    await page.locator('#tab-windows').click();
    await expect(page.getByRole('progressbar').first()).toBeAttached();
    const isWider = await page.evaluate(() => {
      const main = document.querySelector('main')!;
      return main.clientWidth < main.scrollWidth;
    });
    expect(isWider).toBe(false);
    expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id)).toEqual([]);
  });
}
