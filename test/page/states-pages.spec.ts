import { expect, test } from './support/page-test.ts';
import { state } from './support/states.ts';

test('a page that has not been answered yet says that it starts, and then that it takes long', async ({
  page,
  open,
}) => {
  await page.clock.install();
  await open({ silent: ['openPage'] });
  await expect(state(page, 'loading')).toHaveText('Millrace is starting');
  await page.clock.runFor(9000);
  await expect(state(page, 'loading')).toContainText('The program does not answer yet.');
  await page.evaluate(() => (window.troubles.silent = []));
  await expect(page.getByRole('button', { name: 'Reload the window' })).toBeVisible();
});

test('a program that tells nothing any more is said not to answer, until it does', async ({ page, open }) => {
  await page.clock.install();
  await open();
  await expect(page.getByRole('application').first()).toBeVisible();
  await page.evaluate(() => (window.troubles.isMute = true));
  await page.clock.runFor(14_000);
  await expect(state(page, 'disconnected')).toContainText('The program has not answered since');
  await expect(state(page, 'disconnected').getByRole('button', { name: 'Reload the window' })).toBeVisible();
  await page.evaluate(() => (window.troubles.isMute = false));
  await page.clock.runFor(2000);
  await expect(state(page, 'disconnected')).toHaveCount(0);
});

test('pipelines: without one the page has buttons that make one', async ({ open }) => {
  const page = await open({}, '#/pipelines');
  await page.evaluate(() => (window.troubles.isMute = false));
  await page.evaluate(() => window.fake.tell('pipelinesChanged', []));
  await expect(page.getByRole('button', { name: 'New pipeline' })).toBeVisible();
});

test('recordings: an empty library, a search without hits, and a folder that may be gone are three things', async ({
  open,
}) => {
  const page = await open({}, '#/recordings');
  await page.getByRole('searchbox', { name: 'Search recordings' }).fill('nothing like it');
  await expect(state(page, 'filtered')).toBeVisible();
  await state(page, 'filtered').getByRole('button').click();
  await expect(page.getByRole('table')).toBeVisible();
  await page.evaluate(() => window.fake.tell('recordingsChanged', []));
  await expect(state(page, 'empty')).toContainText('A recording keeps every reading');
  await page.getByRole('link', { name: 'Settings' }).click();
  await page.evaluate(async () => {
    const reply = await window.bridge.request('chooseRecordingsFolder');
    window.fake.tell('settingsChanged', reply.ok ? reply.value : null);
  });
  await page.getByRole('link', { name: 'Recordings' }).click();
  await expect(state(page, 'empty')).toContainText('They are looked for in /mnt/large/recordings.');
  await expect(page.getByRole('button', { name: 'Choose another folder' })).toBeVisible();
});

test('player: a recording on its way, one that cannot be read, and one that is gone lead back to the library', async ({
  open,
}) => {
  const page = await open({ silent: ['openRecording'] }, '#/recordings/stock');
  await expect(state(page, 'loading').getByRole('link', { name: 'All recordings' })).toBeVisible();
  await page.evaluate(() => Object.assign(window.troubles, { silent: [], failing: ['openRecording'] }));
  await page.evaluate(() => (location.hash = '#/recordings/soak'));
  await expect(state(page, 'failed').getByRole('button')).toBeVisible();
  await page.evaluate(() => (location.hash = '#/recordings/never'));
  await expect(state(page, 'failed')).toContainText('It may have been deleted');
  await state(page, 'failed').getByRole('link', { name: 'All recordings' }).click();
  await expect(page.getByRole('table')).toBeVisible();
});

test('compare: two on their way and two that cannot be read lead back to the library', async ({ open }) => {
  const page = await open({ silent: ['openRecording'] }, '#/recordings');
  await page.getByRole('checkbox', { name: 'Compare Kernel build, stock fan curve' }).check();
  await page.getByRole('checkbox', { name: 'Compare Overnight soak' }).check();
  await page.getByRole('button', { name: 'Compare', exact: true }).click();
  await expect(state(page, 'loading').getByRole('link', { name: 'All recordings' })).toBeVisible();
  await page.evaluate(() => Object.assign(window.troubles, { silent: [], failing: ['openRecording'] }));
  await page.goBack();
  await page.goForward();
  await expect(state(page, 'failed').getByRole('button')).toBeVisible();
  await expect(state(page, 'failed').getByRole('link', { name: 'All recordings' })).toBeVisible();
});

test('alerts: no rule and no history each say what they wait for', async ({ open }) => {
  const page = await open({}, '#/alerts');
  await expect(state(page, 'empty')).toHaveCount(2);
  await expect(state(page, 'empty').last()).toContainText('What rules do is kept here');
  await state(page, 'empty').first().getByRole('button').click();
  await expect(page.getByRole('form')).toBeVisible();
});

test('palette: words that name no command are taken away by one press', async ({ open }) => {
  const page = await open();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('qqqqzzzz');
  await expect(state(page, 'filtered')).toContainText('Nothing is called so.');
  await page.getByRole('button', { name: 'Show all commands' }).click();
  await expect(page.getByRole('dialog').getByRole('option').first()).toBeVisible();
  await expect(page.getByRole('dialog').getByRole('combobox')).toBeFocused();
});

for (const [language, says] of [
  ['en', 'The program has not answered since'],
  ['zh-CN', '没有应答'],
] as const) {
  test(`disconnected: is said in ${language} and fits the smallest window`, async ({ page, open }) => {
    await page.setViewportSize({ width: 480, height: 300 });
    await page.clock.install();
    await open({ language });
    await expect(page.getByRole('application').first()).toBeAttached();
    await page.evaluate(() => (window.troubles.isMute = true));
    await page.clock.runFor(14_000);
    await expect(state(page, 'disconnected')).toContainText(says);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  });
}
