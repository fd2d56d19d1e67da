import AxeBuilder from '@axe-core/playwright';
import { NO_ALERTS, TWO_ALERTS } from './support/made-up-alerts.ts';
import { expect, test } from './support/page-test.ts';

test('rules say what they are in, of which sensor, and are counted beside the page’s name', async ({ open }) => {
  const page = await open(TWO_ALERTS, '#/alerts');
  await expect(page.getByRole('link', { name: /Alerts.*1 alerting/ })).toBeVisible();
  const rules = page.getByRole('list', { name: 'Rules' });
  await expect(rules).toContainText('hw.temperature over 85 °C for 30 s, well again at 70 °C');
  await expect(rules).toContainText(/package.*91\s°C.*alerting/);
  await expect(rules).toContainText(/error.*Disk is full/);
  await expect(page.getByRole('table', { name: 'What was told' })).toContainText(/CPU is hot.*package · fired.*91\s°C/);
});

test('a rule is made with levels in the unit that people read', async ({ open }) => {
  const page = await open({}, '#/alerts');
  await page.getByRole('button', { name: 'New alert' }).click();
  await expect(page.getByRole('textbox', { name: 'Name' })).toBeFocused();
  await page.keyboard.type('Busy');
  await page.getByRole('textbox', { name: 'Sensor' }).fill('total');
  await page.getByRole('spinbutton', { name: 'Level' }).fill('95');
  await page.getByRole('spinbutton', { name: 'Well again at' }).fill('97');
  await expect(page.getByRole('status')).toHaveText('Well again has to be on the other side of the level.');
  await page.getByRole('spinbutton', { name: 'Well again at' }).fill('50');
  await page.getByRole('button', { name: 'Create' }).click();
  await expect(page.getByRole('list', { name: 'Rules' })).toContainText(
    'system.cpu.utilization · total over 95.0 % for 10 s',
  );
  const asked = await page.evaluate(() => window.fake.asked.find(({ name }) => name === 'createAlert')!.args[0]);
  expect(asked).toEqual({
    name: 'Busy',
    metric: 'system.cpu.utilization',
    entity: 'total',
    comparison: 'over',
    level: 0.95,
    clear: 0.5,
    forSeconds: 10,
  });
  await expect(page.getByRole('button', { name: 'New alert' })).toBeFocused();
});

test('a rule and one sensor of it are muted and tell again, and a test is asked for', async ({ open }) => {
  const page = await open(TWO_ALERTS, '#/alerts');
  await page.getByRole('combobox', { name: 'Mute CPU is hot' }).selectOption('Mute until restart');
  await expect(page.getByRole('list', { name: 'Rules' })).toContainText('mute until the app starts again');
  const sensor = page.getByRole('button', { name: 'Mute nvme0 of CPU is hot' });
  await sensor.click();
  await expect(sensor).toHaveAttribute('aria-pressed', 'true');
  await sensor.click();
  await expect(sensor).toHaveAttribute('aria-pressed', 'false');
  await page.getByRole('button', { name: 'Test CPU is hot' }).click();
  await expect
    .poll(() => page.evaluate(() => window.fake.asked.find(({ name }) => name === 'testAlert')))
    .toEqual({ name: 'testAlert', args: ['cpu-is-hot'] });
});

test('all rules are mute for an hour, which is said beside the press that ends it, also in the palette', async ({
  open,
}) => {
  const page = await open(TWO_ALERTS, '#/alerts');
  const main = page.getByRole('main');
  await page.getByRole('button', { name: 'Mute all for an hour' }).click();
  await expect(main).toContainText(/All of them: mute until \d\d:\d\d/);
  await expect(page.getByRole('button', { name: 'Let all tell again' })).toBeFocused();
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'What do you want to do?' }).fill('tell again');
  await page.getByRole('option', { name: /Let all tell again/ }).click();
  await expect(main).not.toContainText('All of them');
  await expect(page.getByRole('button', { name: 'Mute all for an hour' })).toBeVisible();
});

test('a rule is edited in its form, with its levels as people read them, and the focus goes back', async ({ open }) => {
  const page = await open(TWO_ALERTS, '#/alerts');
  const edit = page.getByRole('button', { name: 'Edit CPU is hot' });
  await edit.click();
  const form = page.getByRole('form', { name: 'Edit CPU is hot' });
  await expect(form.getByRole('textbox', { name: 'Name' })).toHaveValue('CPU is hot');
  await expect(form.getByRole('spinbutton', { name: 'Level' })).toHaveValue('85');
  await form.getByRole('spinbutton', { name: 'Level' }).fill('90');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('list', { name: 'Rules' })).toContainText('hw.temperature over 90');
  await expect(edit).toBeFocused();
  const asked = await page.evaluate(() => window.fake.asked.find(({ name }) => name === 'changeAlert')!.args);
  expect(asked).toMatchObject(['cpu-is-hot', { level: 90, clear: 70, forSeconds: 30 }]);
});

test('a deleted rule can be put back by one press', async ({ open }) => {
  const page = await open(TWO_ALERTS, '#/alerts');
  await page.getByRole('button', { name: 'Delete CPU is hot' }).click();
  await page.getByRole('button', { name: 'Put back CPU is hot' }).click();
  await expect
    .poll(() => page.evaluate(() => window.fake.asked.map(({ name, args }) => [name, ...args].join(' '))))
    .toEqual(expect.arrayContaining(['deletePipeline cpu-is-hot', 'restorePipeline cpu-is-hot']));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Alerts');
});

test('what a rule would have done on a recording is told before it is made, as a replay', async ({ open }) => {
  const page = await open(TWO_ALERTS, '#/alerts');
  await page.getByRole('button', { name: 'Edit CPU is hot' }).click();
  await page.getByRole('button', { name: 'What would it have done?' }).click();
  await expect(page.getByText(/A replay: it would have notified 1 time and fired 2 times/)).toBeVisible();
  const table = page.getByRole('table', { name: 'What it would have done, replayed' });
  await expect(table.getByRole('row')).toHaveCount(5);
  await expect(table).toContainText(/package.*alerting.*would have been shown/);
  expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id)).toEqual([]);
  await page.screenshot({ path: 'out/screenshots/alert-replay.png' });
});

test('where there is no recording, the sample is offered to see what an alert would have done', async ({ open }) => {
  const page = await open({ recordings: 'none' }, '#/alerts');
  await page.getByRole('button', { name: 'New alert' }).click();
  await expect(page.getByRole('group', { name: 'What would it have done?' })).toContainText('There is none yet');
  await expect(page.getByRole('button', { name: 'Open a sample recording' })).toBeVisible();
});

test('where the desktop shows no notifications, the page says where alerts are', async ({ open }) => {
  const page = await open({ alerts: { ...NO_ALERTS, canNotify: false } }, '#/alerts');
  await expect(page.getByRole('main')).toContainText('This desktop shows no notifications');
});

test('a rule without a reading says that this machine has none, why, and what would help', async ({ open }) => {
  const [hot, full] = TWO_ALERTS.alerts.alerts;
  const silent = { ...hot!, state: 'no-data' as const, sensors: [] };
  const page = await open({ ...TWO_ALERTS, alerts: { ...TWO_ALERTS.alerts, alerts: [silent, full!] } }, '#/alerts');
  const rules = page.getByRole('list', { name: 'Rules' });
  await expect(rules).toContainText(
    /no data.*Not available on this machine: This machine shows no temperature sensor.*What would help:.*sensors-detect/,
  );
  await expect(rules.getByText('What would help:')).toHaveCount(1);
});

test('among the pipelines, alerts stand last and are marked, and lead to where their rule is', async ({ open }) => {
  const bare = { description: '', state: { kind: 'stopped' }, nodes: [], recording: null, checkpoints: [] } as const;
  const otherPipelines = [
    { id: 'cpu-is-hot', name: 'CPU is hot', ...bare },
    { id: 'zoo', name: 'Zoo', ...bare },
  ];
  const page = await open({ ...TWO_ALERTS, otherPipelines }, '#/pipelines/cpu-is-hot');
  const links = page.getByRole('navigation', { name: 'Pipelines' }).getByRole('link');
  await expect(links).toHaveText([/System health\s+running/, /Zoo\s+stopped/, /CPU is hot\s+Alert\s+stopped/]);
  await page.getByRole('link', { name: 'See its rule' }).click();
  await expect(page.getByRole('list', { name: 'Rules' })).toContainText('CPU is hot');
});
