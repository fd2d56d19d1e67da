import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, goTo, launch, test } from './support/millrace.ts';

test('over its budget the app reads its dearest sensor less often, says so in the rail and the events, and goes back without one', async ({
  data,
}) => {
  // What it takes to show a window is over that for longer than a burst.
  writeFileSync(path.join(data, 'settings.json'), JSON.stringify({ budget: 2, firstSteps: false }));
  const { app, page } = await launch(data);
  const cost = page.getByRole('region', { name: 'This app' });
  await expect(cost).toContainText('Over its budget, so read less often:', { timeout: 45_000 });
  await expect(cost.getByRole('listitem').first()).toHaveText(/^.+: every \d+ s$/);
  await goTo(page, 'Pipelines');
  await page.getByRole('tab', { name: 'Events' }).click();
  await expect(page.getByText(/is read every \d+ s from now on/).first()).toBeVisible();
  await goTo(page, 'Settings');
  await page.getByRole('group', { name: 'Budget' }).getByRole('radio', { name: 'None' }).check();
  await expect(cost).not.toContainText('read less often', { timeout: 15_000 });
  await app.close();
});
