import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { exitOf, expect, goTo, launch, test } from './support/millrace.ts';

test('a running pipeline is edited, told what it loses, applied, and a file that was changed outside is not written over', async ({
  millrace,
}) => {
  const { page, data } = millrace;
  const file = path.join(data, 'pipelines', 'out-of-order.yaml');
  await goTo(page, 'Pipelines');
  await page.getByRole('button', { name: 'Add an example' }).click();
  await page.getByRole('button', { name: 'Add the example Out of order' }).click();
  await page.getByRole('link', { name: /Out of order/ }).click();
  await page.getByRole('button', { name: 'Start Out of order', exact: true }).click();
  await page.getByRole('tab', { name: 'Definition' }).click();
  const text = page.getByRole('textbox', { name: 'Text of Out of order' });
  await expect(text).toContainText('what a watermark is for');

  await text.press('Control+Home');
  await text.press('Control+End');
  await text.pressSequentially('wrong');
  await expect(page.getByRole('list', { name: /^Problems:/ }).getByRole('button')).not.toHaveCount(0);
  await page.getByRole('button', { name: 'Revert the text of Out of order' }).click();
  await expect(page.getByText('runs as it is written here')).toBeVisible();

  const before = readFileSync(file, 'utf8');
  const changed = before.replace(/size: \d+s/, 'size: 7s');
  expect(changed).not.toEqual(before);
  writeFileSync(file, changed);
  await text.press('Control+End');
  await text.pressSequentially('# mine');
  await page.getByRole('button', { name: 'Save the text of Out of order' }).click();
  const conflict = page.getByRole('alert').filter({ hasText: 'since it was read here' });
  await conflict.getByRole('button', { name: 'Load what the file has' }).click();
  await expect(page.getByText(/^Begins anew, because it has changed: /)).toBeVisible();
  await expect(page.getByRole('link', { name: /Out of order/ })).toContainText('edited, not running');

  const apply = page.getByRole('button', { name: 'Apply the text of Out of order' });
  await apply.click();
  await page.getByRole('button', { name: 'Apply and lose it' }).click();
  await expect(page.getByText('runs as it is written here')).toBeVisible();
  await expect(page.getByRole('link', { name: /Out of order/ })).not.toContainText('edited, not running');
  await expect(page.getByRole('button', { name: 'Stop Out of order', exact: true })).toBeVisible();
  expect(readFileSync(file, 'utf8')).toEqual(changed);
});

test('pipelines are made, copied, renamed and deleted, a deletion is undone, and what is deleted does not come back with the next start', async ({
  data,
}) => {
  const millrace = await launch(data);
  const { page } = millrace;
  const list = page.getByRole('navigation', { name: 'Pipelines' }).getByRole('link');
  await goTo(page, 'Pipelines');
  await page.getByRole('button', { name: 'New pipeline' }).click();
  await page.getByRole('button', { name: 'Start New pipeline', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Stop New pipeline', exact: true })).toBeVisible();

  // A name is no reason to interrupt what runs.
  await page.getByRole('button', { name: 'More for New pipeline' }).click();
  await page.getByRole('menuitem', { name: 'Rename…' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Load');
  await page.getByRole('button', { name: 'Rename', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Stop Load', exact: true })).toBeVisible();
  await expect(page.getByText('runs as it is written here')).toBeVisible();
  await page.getByRole('button', { name: 'More for Load' }).click();
  await page.getByRole('menuitem', { name: 'Duplicate' }).click();
  await expect(page.getByRole('heading', { name: 'Load copy' })).toBeVisible();

  await page.getByRole('link', { name: /System health/ }).click();
  for (let i = 0; i < 2; i++) {
    await page.getByRole('button', { name: 'More for System health' }).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await expect(list).toHaveText([/Load\s*running/, /Load copy\s*stopped/]);
    if (i === 0) await page.getByRole('button', { name: 'Put back System health' }).click();
    if (i === 0) await expect(page.getByRole('button', { name: 'Stop System health', exact: true })).toBeVisible();
  }
  const exit = exitOf(millrace);
  void millrace.app.evaluate(({ app }) => app.quit()).catch(() => undefined);
  await exit;

  const again = await launch(data);
  await goTo(again.page, 'Pipelines');
  await expect(again.page.getByRole('navigation', { name: 'Pipelines' }).getByRole('link')).toHaveText([
    /Load copy\s*stopped/,
    /Load\s*running/,
  ]);
  await again.app.close();
});

test('a node is chosen in the graph, its form writes into the text, an operator is added, and all of it runs', async ({
  millrace,
}) => {
  const { page } = millrace;
  await goTo(page, 'Pipelines');
  await page.getByRole('button', { name: 'New pipeline' }).click();
  await page.getByRole('button', { name: 'Start New pipeline', exact: true }).click();
  await page.getByRole('button', { name: 'Edit the node sensors' }).press('Enter');
  const form = page.getByRole('group', { name: 'Node' });
  await form.getByRole('textbox', { name: 'interval' }).fill('500ms');
  await form.getByRole('textbox', { name: 'interval' }).press('Enter');
  const text = page.getByRole('textbox', { name: 'Text of New pipeline' });
  await expect(text).toContainText('interval: 500ms');

  await form.getByText('Add a node behind sensors').click();
  await form.getByRole('button', { name: 'Add filter' }).click();
  const flow = page.getByRole('group', { name: 'Flow' });
  await expect(flow.getByRole('article').filter({ hasText: 'not running yet' })).toHaveText(/filter/);
  await form.getByRole('textbox', { name: 'where' }).fill('0 <= value');
  await form.getByRole('textbox', { name: 'where' }).press('Enter');
  await expect(page.getByText('Nothing is lost.')).toBeVisible();
  await page.getByRole('button', { name: 'Apply the text of New pipeline' }).click();
  await expect(page.getByText('runs as it is written here')).toBeVisible();
  await page.getByRole('button', { name: /^filter to screen/ }).click();
  await expect(page.getByRole('table', { name: 'Last rows of filter' }).getByRole('row')).not.toHaveCount(0);
});

test('an edited pipeline is tried before it is applied: on rows that are held while it runs on, and on those of its own sources', async ({
  millrace,
}) => {
  const { page, data } = millrace;
  await goTo(page, 'Pipelines');
  await page.getByRole('link', { name: /System health/ }).click();
  await page.getByRole('tab', { name: 'Definition' }).click();
  const on = page.getByRole('combobox', { name: 'Try it on' });
  await expect(on.getByRole('option').first()).toHaveText(/^the last \d+ s, [\d,]+ rows$/);
  await page.getByRole('button', { name: 'Try the text of System health' }).click();
  const held = page.getByRole('region', { name: /^Tried on the last \d+ s: [\d,]+ rows$/ });
  await expect(held).toContainText('Every result is the same as now.');

  await page.getByRole('button', { name: 'Add an example' }).click();
  await page.getByRole('button', { name: 'Add the example Out of order' }).click();
  await page.getByRole('link', { name: /Out of order/ }).click();
  await page.getByRole('button', { name: 'Start Out of order', exact: true }).click();
  // The tab stays where it is from one pipeline to the next: the document is read anew when it is opened again.
  await page.getByRole('tab', { name: 'Nodes' }).click();
  const file = path.join(data, 'pipelines', 'out-of-order.yaml');
  const before = readFileSync(file, 'utf8');
  const patient = before.replace('event_time: { column: at }', 'event_time: { column: at, out_of_orderness: 3s }');
  expect(patient).not.toEqual(before);
  writeFileSync(file, patient);
  await page.getByRole('tab', { name: 'Definition' }).click();
  await expect(page.getByText('edited, not running', { exact: true }).first()).toBeVisible();
  await page.getByRole('button', { name: 'Try the text of Out of order' }).click();
  const trial = page.getByRole('region', { name: /^Tried on [\d,]+ rows$/ });
  const nodes = trial.getByRole('table', { name: 'Rows of each node' });
  // Who waits as long as rows come out of order has no late ones.
  await expect(
    nodes
      .getByRole('row', { name: /^hasty \d/ })
      .getByRole('cell')
      .nth(3),
  ).toHaveText('0');
  await expect(
    nodes
      .getByRole('row', { name: /^hasty \d/ })
      .getByRole('cell')
      .nth(2),
  ).not.toHaveText('0');
  await expect(page.getByText('edited, not running', { exact: true }).first()).toBeVisible();
});
