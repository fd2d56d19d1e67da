import AxeBuilder from '@axe-core/playwright';
import { expect, test } from './support/page-test.ts';

test('an edited pipeline is tried on the last rows: results on one chart and in tables, before anything is applied', async ({
  open,
}) => {
  const page = await open({}, '#/pipelines');
  await page.getByRole('tab', { name: 'Definition' }).click();
  const on = page.getByRole('combobox', { name: 'Try it on' });
  await expect(on.getByRole('option').first()).toHaveText(/^the last 2 min 1\d s, 4,120 rows$/);
  await page.getByRole('button', { name: 'Try the text of System health' }).press('Enter');
  const trial = page.getByRole('region', { name: /^Tried on the last 2 min 1\d s: 4,120 rows$/ });
  await expect(trial).toContainText('Results that differ: 1.');
  await expect(trial).toContainText('Windows that were still open at the last row have not fired.');
  // What differs is shown first.
  await expect(trial.getByRole('combobox', { name: 'Results of' })).toHaveValue('cpu-chart');
  await expect(trial.getByRole('application')).toHaveAccessibleName(/^CPU, now and edited/);
  const figures = trial.getByRole('table', { name: 'CPU, now and edited' });
  await expect(figures.getByRole('row', { name: /total/ })).toHaveText(
    /40\.0\s%\s*48\.0\s%\s*\+8\.0\s%\s*58\.0\s%\s*69\.6\s%\s*\+11\.6\s%\s*60\.0\s%\s*72\.0\s%\s*\+12\.0\s%\s*1/,
  );
  const nodes = trial.getByRole('table', { name: 'Rows of each node' });
  await expect(nodes.getByRole('row', { name: /^window-10s/ })).toHaveText(/120\s*120\s*7\s*0\s*0\s*0/);
  await expect(nodes.getByRole('row', { name: /^cpu new/ })).toHaveText(/–\s*240\s*–\s*0\s*–\s*0/);
  await trial.getByText('Results that differ', { exact: true }).click();
  await expect(trial.getByRole('table', { name: 'Results that differ' }).getByRole('row')).toHaveCount(2);
  const asked = await page.evaluate(() => window.fake.asked.filter(({ name }) => /apply|save/.test(name)));
  expect(asked).toEqual([]);
});

test('one line can be looked at alone, and another sink chosen', async ({ open }) => {
  const page = await open({}, '#/pipelines');
  await page.getByRole('tab', { name: 'Definition' }).click();
  await page.getByRole('button', { name: 'Try the text of System health' }).click();
  const trial = page.getByRole('region', { name: /^Tried on/ });
  const legend = trial.getByRole('listitem');
  await expect(legend.filter({ hasText: /edited|now/ })).toHaveCount(4);
  await trial.getByRole('button', { name: 'Show the line total' }).press('Space');
  await expect(legend.filter({ hasText: /edited|now/ })).toHaveCount(2);
  await trial.getByRole('combobox', { name: 'Results of' }).selectOption('same');
  await expect(trial.getByRole('application')).toHaveAccessibleName(/^Same, now and edited/);
});

test('a trial says when it is of an earlier text, is closed, and runs on a recording', async ({ open }) => {
  const page = await open({}, '#/pipelines');
  await page.getByRole('tab', { name: 'Definition' }).click();
  const run = page.getByRole('button', { name: 'Try the text of System health' });
  await run.click();
  await expect(page.getByRole('region', { name: /^Tried on/ })).toBeVisible();
  const text = page.getByRole('textbox', { name: 'Text of System health' });
  await text.press('Control+End');
  await text.pressSequentially('# more');
  await expect(page.getByText('The text was changed since. Try it again')).toBeVisible();
  await page.getByRole('button', { name: 'Close the trial' }).click();
  await expect(page.getByRole('region', { name: /^Tried on/ })).toHaveCount(0);
  const on = page.getByRole('combobox', { name: 'Try it on' });
  const recording = (await on.getByRole('option').nth(1).getAttribute('value'))!;
  await on.selectOption(recording);
  await run.click();
  await expect(page.getByRole('region', { name: `Tried on the recording ${recording}: 4,120 rows` })).toBeVisible();
  const tried = await page.evaluate(() => window.fake.asked.filter(({ name }) => name === 'tryDocument'));
  expect(tried.map(({ args }) => args[2])).toEqual([null, recording]);
});

test('a trial that takes long is cancelled, one that cannot be made says why, and a wrong text is not tried', async ({
  open,
}) => {
  const page = await open({}, '#/pipelines');
  await page.getByRole('tab', { name: 'Definition' }).click();
  const text = page.getByRole('textbox', { name: 'Text of System health' });
  const run = page.getByRole('button', { name: 'Try the text of System health' });
  await text.press('Control+End');
  await text.pressSequentially('# endless');
  await run.click();
  await page.getByRole('button', { name: 'Cancel the trial' }).click();
  await expect(run).toBeVisible();
  await text.press('Control+End');
  for (let i = 0; i < 'endless'.length; i++) await text.press('Backspace');
  await text.pressSequentially('no rows');
  await run.click();
  await expect(page.getByRole('alert').filter({ hasText: 'It' })).toHaveText(
    /^It could not be tried: source "sensors": no rows/,
  );
  await page.getByRole('button', { name: 'Close the trial' }).click();
  await text.press('Control+End');
  await text.pressSequentially(' wrong');
  await expect(run).toHaveAttribute('aria-disabled', 'true');
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing in a trial, and nothing is cut off at 960 pixels, in ${colorScheme}`, async ({
    open,
    page,
  }) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width: 960, height: 600 });
    await open({}, '#/pipelines');
    await page.getByRole('tab', { name: 'Definition' }).click();
    await page.getByRole('button', { name: 'Try the text of System health' }).click();
    await expect(page.getByRole('region', { name: /^Tried on/ })).toBeVisible();
    const { violations } = await new AxeBuilder({ page }).include('#tab-panel').analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
    const overflow = await page.locator('main').evaluate((main) => main.scrollWidth - main.clientWidth);
    expect(overflow).toBe(0);
  });
}
