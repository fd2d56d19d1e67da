import { expect, goTo, launch, test } from './support/millrace.ts';

test('a first start says what to do first: an example, a sample recording and the sensors are a press away, and it is put away for good', async ({
  data,
}) => {
  const first = await launch(data);
  const { page } = first;
  const card = page.getByRole('group', { name: 'First steps' });
  await card.getByRole('button', { name: 'Open a sample recording' }).click();
  await expect(page.getByRole('region', { name: 'hw.temperature' })).toBeVisible();
  await goTo(page, 'Dashboard');
  await card.getByRole('button', { name: 'Choose sensors' }).click();
  await expect(page.getByRole('tab', { name: 'Definition' })).toHaveAttribute('aria-selected', 'true');
  await expect(page.getByRole('combobox', { name: 'Node' })).toHaveValue('sensors');
  await goTo(page, 'Dashboard');
  await card.getByRole('button', { name: 'Try an example' }).click();
  await expect(page.getByRole('button', { name: 'Stop Out of order', exact: true })).toBeVisible();
  await goTo(page, 'Dashboard');
  await card.getByRole('button', { name: 'Do not show this again' }).click();
  await expect(card).toHaveCount(0);
  await first.app.close();
  const second = await launch(data);
  await expect(second.page.getByRole('region', { name: 'Memory' })).toBeVisible();
  await expect(second.page.getByRole('group', { name: 'First steps' })).toHaveCount(0);
  await second.app.close();
});

const EXAMPLES = [
  'Out of order',
  'Thermal guard',
  'Disk latency',
  'Network bursts',
  'Process hogs',
  'Anomaly by deviation',
  'Session activity',
];

test('every example is added and started by a press each, and runs beside the pipeline that the app begins with', async ({
  millrace: { page },
}) => {
  await goTo(page, 'Pipelines');
  for (const name of EXAMPLES) {
    await page.getByRole('button', { name: 'Add an example' }).click();
    await page.getByRole('button', { name: `Add the example ${name}` }).click();
    await page.getByRole('link', { name: new RegExp(`^${name}`) }).click();
    await page.getByRole('button', { name: `Start ${name}`, exact: true }).click();
    await expect(page.getByRole('button', { name: `Stop ${name}`, exact: true })).toBeVisible();
  }
  await expect(page.getByRole('button', { name: 'Add an example' })).toHaveCount(0);
  const list = page.getByRole('navigation', { name: 'Pipelines' }).getByRole('link');
  await expect(list).toHaveCount(8);
  for (const name of [...EXAMPLES, 'System health'])
    await expect(list.filter({ hasText: name })).toHaveText(/running · [\d.]+ rows\/s/);
  await expect(page.getByRole('alert')).toBeEmpty();
  // With all of their parts open: rows have come to where they are going, or windows wait for them.
  for (const name of EXAMPLES) {
    await list.filter({ hasText: name }).click();
    await page.getByRole('tab', { name: 'Events' }).click();
    await expect(page.getByRole('table', { name: 'Events' }).getByRole('row').last()).toContainText('started');
    await expect(page.getByRole('table', { name: 'Events' })).not.toContainText('failed');
    await expect(page.getByText('failed here')).toHaveCount(0);
  }
});
