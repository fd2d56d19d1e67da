import { standing } from '../support/standing.ts';
import { expect, test } from './support/page-test.ts';

test('the text of a pipeline is completed from the tables of the contract', async ({ open }) => {
  const page = await open({}, '#/pipelines');
  await page.getByRole('tab', { name: 'Definition' }).click();
  const text = page.getByRole('textbox', { name: 'Text of System health' });
  await expect(text).toContainText('name: System health');
  await text.press('Control+End');
  await text.pressSequentially('set');
  const option = page.getByRole('option', { name: 'settings' });
  await expect(option).toBeVisible();
  await expect(page.getByText('How the pipeline runs.')).toBeVisible();
  await option.click();
  await expect(text).toContainText('settings:');
  await expect(option).toHaveCount(0);
  // The rules of the editor are there though the policy refuses style elements.
  await expect(page.locator('.cm-content')).toHaveCSS('font-family', /JetBrains Mono/);
  // Lines that are scrolled sideways pass behind their numbers.
  await expect(page.locator('.cm-gutters')).not.toHaveCSS('background-color', 'rgba(0, 0, 0, 0)');
});

test('what is wrong is told while one types, in the text and in a list that leads there', async ({ open }) => {
  const page = await open({}, '#/pipelines');
  await page.getByRole('tab', { name: 'Definition' }).click();
  const text = page.getByRole('textbox', { name: 'Text of System health' });
  await text.press('Control+End');
  await text.pressSequentially('wrong: 1');
  const problem = page.getByRole('list', { name: 'Problems: 1' }).getByRole('button');
  await expect(problem).toHaveText(/line 3:1\s*unknown key "wrong"/);
  await expect(page.locator('.cm-lintRange-error')).toHaveText('name');
  await expect(page.getByRole('button', { name: 'Apply the text of System health' })).toHaveAttribute(
    'aria-disabled',
    'true',
  );
  await problem.press('Enter');
  await expect(text).toBeFocused();
  await page.keyboard.type('#');
  await expect(text).toContainText('#name: System health');
});

test('an edited text is saved by keyboard and applied, and what that loses is told and asked before', async ({
  open,
}) => {
  const page = await open({}, '#/pipelines');
  await page.getByRole('tab', { name: 'Definition' }).click();
  const text = page.getByRole('textbox', { name: 'Text of System health' });
  await text.press('Control+End');
  await text.pressSequentially('# changed');
  await expect(page.getByText('edited, not saved')).toBeVisible();
  await text.press('Control+s');
  await expect(page.getByText('edited, not running')).toBeVisible();
  await expect(page.getByText('Begins anew, because it has changed: window-10s.')).toBeVisible();
  const apply = page.getByRole('button', { name: 'Apply the text of System health' });
  await apply.click();
  const asks = page.getByRole('alert').filter({ hasText: 'is lost' });
  await asks.getByRole('button', { name: 'Keep running' }).click();
  await expect(asks).toHaveCount(0);
  await apply.click();
  await asks.getByRole('button', { name: 'Apply and lose it' }).click();
  await expect(page.getByText('runs as it is written here')).toBeVisible();
  const asked = await page.evaluate(() => window.fake.asked.map(({ name }) => name));
  expect(asked.filter((name) => name === 'applyDocument' || name === 'saveDocument')).toEqual([
    'saveDocument',
    'applyDocument',
  ]);
});

test('a file that was changed by something else is not written over unasked', async ({ open }) => {
  const page = await open({}, '#/pipelines');
  await page.getByRole('tab', { name: 'Definition' }).click();
  const text = page.getByRole('textbox', { name: 'Text of System health' });
  await text.press('Control+End');
  await text.pressSequentially('# conflict');
  await page.getByRole('button', { name: 'Save the text of System health' }).click();
  const conflict = page.getByRole('alert').filter({ hasText: 'was changed by something else' });
  await conflict.getByRole('button', { name: 'Save over it' }).click();
  await expect(conflict).toHaveCount(0);
  await expect(page.getByText('edited, not saved')).toHaveCount(0);
});

test('a badge says whether the text is portable to Flink, shows the SQL, or says why not', async ({ open }) => {
  const page = await open({}, '#/pipelines');
  await page.getByRole('tab', { name: 'Definition' }).click();
  await expect(page.getByText('Portable to Flink', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Export to Flink SQL' }).click();
  await expect(page.getByRole('group', { name: 'Flink SQL' })).toHaveText(/CREATE TABLE sensors/);
  await page.getByRole('button', { name: 'Copy the SQL' }).click();
  await expect(page.getByText('copied')).toBeVisible();
  const text = page.getByRole('textbox', { name: 'Text of System health' });
  await text.press('Control+End');
  await text.pressSequentially('# local');
  await page.getByText('Not portable to Flink, reasons: 1').click();
  await expect(page.getByText("allowed_lateness on window-10s: Flink's window functions have none;")).toBeVisible();
});

test('why the text is not portable is told in the language of the page', async ({ open }) => {
  const page = await open({ language: 'zh-CN' }, '#/pipelines');
  await page.getByRole('tab', { name: '定义' }).click();
  const text = page.locator('.cm-content');
  await text.press('Control+End');
  await text.pressSequentially('# local');
  await page.locator('.portability summary').click();
  await expect(page.getByText('window-10s 的 allowed_lateness：Flink 的窗口函数没有它；')).toBeVisible();
});

test('what is wrong with a text is told in the language of the page, with its words as they are', async ({ open }) => {
  const page = await open({ language: 'zh-CN' }, '#/pipelines');
  await page.getByRole('tab', { name: '定义' }).click();
  const text = page.locator('.cm-content');
  await text.press('Control+End');
  await text.pressSequentially('wrong: 1');
  const problem = page.getByRole('list', { name: '问题：1' }).getByRole('button');
  await expect(problem).toHaveText(/第 3 行 1 列\s*未知的键 "wrong"/);
  await page.locator('.cm-lintRange-error').hover();
  await expect(page.locator('.cm-tooltip')).toHaveText('未知的键 "wrong"');
});

test('a pipeline that runs otherwise than its document says is marked in the list', async ({ open }) => {
  const page = await open({}, '#/pipelines');
  await page.getByRole('link', { name: /System health/ }).waitFor();
  await page.evaluate(() => window.fake.tell('editedChanged', ['system-health']));
  await expect(page.getByRole('link', { name: /System health/ })).toContainText('edited, not running');
});

test('a pipeline is made, and opens to be edited', async ({ open }) => {
  const page = await open({}, '#/pipelines');
  await page.getByRole('button', { name: 'New pipeline' }).click();
  await expect(page.getByRole('heading', { name: 'The example New pipeline' })).toBeVisible();
  await expect(page.getByRole('tab', { name: 'Definition' })).toHaveAttribute('aria-selected', 'true');
});

test('a pipeline is renamed and copied from a menu that is used by keyboard', async ({ open }) => {
  const page = await open({}, '#/pipelines');
  const more = page.getByRole('button', { name: 'More for System health' });
  await more.press('Enter');
  await expect(page.getByRole('menuitem', { name: 'Rename…' })).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await expect(page.getByRole('menuitem', { name: 'Delete' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(more).toBeFocused();
  await more.press('Enter');
  await page.keyboard.press('Enter');
  await page.getByRole('textbox', { name: 'Name' }).fill('Machine');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Machine' })).toBeVisible();
  await page.getByRole('button', { name: 'More for Machine' }).click();
  await page.getByRole('menuitem', { name: 'Duplicate' }).click();
  await expect(page.getByRole('heading', { name: 'The example Machine copy' })).toBeVisible();
});

test('a deleted pipeline is put back by one button', async ({ open }) => {
  const page = await open({}, '#/pipelines');
  await page.getByRole('button', { name: 'More for System health' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'System health is in the trash' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Nightly import' })).toBeVisible();
  await page.getByRole('button', { name: 'Put back System health' }).click();
  await expect(page.getByRole('heading', { name: 'System health' })).toBeVisible();
  await expect(page.getByText('is in the trash')).toHaveCount(0);
});

test('the menu of a pipeline is all in sight in a small window', async ({ open }) => {
  const page = await open({}, '#/pipelines');
  await page.setViewportSize({ width: 960, height: 600 });
  await page.getByRole('button', { name: 'More for System health' }).click();
  const box = await standing(page.getByRole('menu'));
  expect(box.x + box.width).toBeLessThanOrEqual(960);
  expect(box.y + box.height).toBeLessThanOrEqual(600);
});

test('a node of the graph opens a form made from the contract, whose changes go into the text', async ({ open }) => {
  const page = await open({}, '#/pipelines');
  await page.getByRole('button', { name: 'Edit the node cpu', exact: true }).press('Enter');
  const form = page.getByRole('group', { name: 'Node' });
  const where = form.getByRole('textbox', { name: 'where' });
  await expect(where).toHaveValue('0 < value');
  await expect(where).toHaveAccessibleDescription('Rows for which this is TRUE go on.');
  await expect(form.getByRole('textbox', { name: 'inputs' })).toHaveValue('sensors');
  await where.fill('1 < value');
  await where.press('Enter');
  const text = page.getByRole('textbox', { name: 'Text of System health' });
  await expect(text).toContainText('{"kind":"set","path":["operators","cpu","where"],"value":"1 < value"}');
  await form.getByRole('combobox', { name: 'on_error' }).selectOption('fail');
  await expect(text).toContainText('"path":["operators","cpu","on_error"],"value":"fail"');
});

test('the palette adds a node behind the chosen one, which is in the graph and the form at once', async ({ open }) => {
  const page = await open({}, '#/pipelines');
  await page.getByRole('button', { name: 'Edit the node cpu', exact: true }).click();
  await page.getByText('Add a node behind cpu').click();
  await page.getByRole('button', { name: 'Add filter' }).click();
  const text = page.getByRole('textbox', { name: 'Text of System health' });
  await expect(text).toContainText('"path":["operators","filter"]');
  await expect(text).toContainText('"value":{"type":"filter","inputs":["cpu"],"where":"85 < value"}');
});

test('a node is renamed and removed in its form, and a name that is taken is refused there', async ({ open }) => {
  const page = await open({}, '#/pipelines');
  await page.getByRole('button', { name: 'Edit the node cpu', exact: true }).click();
  const form = page.getByRole('group', { name: 'Node' });
  const id = form.getByRole('textbox', { name: 'Id' });
  await id.fill('sensors');
  await id.press('Enter');
  await expect(form.getByRole('alert')).toContainText('no other node has it');
  await form.getByRole('button', { name: 'Remove the node cpu' }).click();
  const text = page.getByRole('textbox', { name: 'Text of System health' });
  await expect(text).toContainText('{"kind":"remove","path":["operators","cpu"]}');
  await expect(form.getByRole('combobox', { name: 'Node' })).toHaveValue('sensors');
});
