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
