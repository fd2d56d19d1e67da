import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { expect, goTo, shareMillrace, test } from './support/millrace.ts';
import { importReadings } from './support/rows-file.ts';

const NOTED = `# What I keep an eye on.
version: 1
name: Noted

sources:
  # Once a second is enough.
  sensors:
    type: system
    interval: 1s # not less
    metrics: [system.cpu.utilization]

operators:
  load: { type: filter, inputs: [sensors], where: metric = 'system.cpu.utilization' AND entity = 'total' }

sinks:
  chart: { type: chart, title: Load, inputs: [load], x: ts, y: value, unit: '1' } # the only one
`;

const shared = shareMillrace((data) => {
  mkdirSync(path.join(data, 'pipelines'), { recursive: true });
  writeFileSync(path.join(data, 'pipelines', 'noted.yaml'), NOTED);
});

const text = (page: Page): Locator => page.getByRole('textbox', { name: 'Text of Noted' });

/** What is offered at the cursor. */
const offers = (page: Page): Locator => page.getByRole('listbox', { name: 'What may stand here' }).getByRole('option');

const problems = (page: Page): Locator => page.getByRole('list', { name: /^Problems:/ }).getByRole('button');

test('what may stand at the cursor is offered on Ctrl-Space, with a sentence about it, and taken by keyboard', async () => {
  const { page } = shared();
  await goTo(page, 'Pipelines');
  await page.getByRole('link', { name: /Noted/ }).click();
  await page.getByRole('tab', { name: 'Definition' }).click();
  await text(page).press('Control+End');
  await text(page).press('Control+Space');
  await expect(offers(page)).toContainText(['description', 'settings']);
  await text(page).pressSequentially('se');
  await expect(offers(page)).toHaveText(['settings']);
  await expect(page.getByText('How the pipeline runs.')).toBeVisible();
  await text(page).press('Enter');
  await expect(text(page)).toContainText('settings:');
  await expect(offers(page)).toHaveCount(0);
  await page.getByRole('button', { name: 'Revert the text of Noted' }).click();
  await expect(problems(page)).toHaveCount(0);
});

test('what is wrong is marked in the text with what was meant, and a press in the list of problems goes to its place', async () => {
  const { page } = shared();
  await text(page).press('Control+End');
  await text(page).pressSequentially('settngs: 1');
  const marked = page.locator('.cm-lintRange-error');
  await expect(marked).toHaveText('settngs');
  await marked.hover();
  await expect(page.locator('.cm-tooltip')).toContainText('unknown key "settngs", did you mean "settings"?');
  await expect(problems(page)).toHaveText([/line 17:1\s*unknown key "settngs", did you mean "settings"\?/]);
  await text(page).press('Control+Home');
  await problems(page).press('Enter');
  await expect(text(page)).toBeFocused();
  await page.keyboard.type('#');
  await expect(text(page)).toContainText('#settngs: 1');
  await expect(problems(page)).toHaveCount(0);
  await page.getByRole('button', { name: 'Revert the text of Noted' }).click();
});

test('a form writes into the text and leaves every comment where it was, also in the file', async () => {
  const { page, data } = shared();
  const form = page.getByRole('group', { name: 'Node' });
  await page.getByRole('button', { name: 'Edit the node sensors' }).press('Enter');
  await form.getByRole('textbox', { name: 'interval' }).fill('500ms');
  await form.getByRole('textbox', { name: 'interval' }).press('Enter');
  await expect(text(page)).toContainText('interval: 500ms # not less');
  await page.getByRole('button', { name: 'Save the text of Noted' }).click();
  await expect(page.getByText('edited, not saved')).toHaveCount(0);
  expect(readFileSync(path.join(data, 'pipelines', 'noted.yaml'), 'utf8')).toBe(NOTED.replace('1s #', '500ms #'));
});

test('an edited text is tried on a recording, beside what the pipeline is now, on one chart and in figures', async () => {
  const { page } = shared();
  await importReadings(shared(), 'Busy', [10, 20, 30, 40, 90]);
  await goTo(page, 'Pipelines');
  await page.getByRole('link', { name: /Noted/ }).click();
  await page.getByRole('tab', { name: 'Definition' }).click();
  await page.getByRole('button', { name: 'Edit the node load' }).press('Enter');
  const where = page.getByRole('group', { name: 'Node' }).getByRole('textbox', { name: 'where' });
  await where.fill("metric = 'system.cpu.utilization' AND value < 0.5");
  await where.press('Enter');
  await page.getByRole('combobox', { name: 'Try it on' }).selectOption({ label: 'recording Busy, 5 rows' });
  await page.getByRole('button', { name: 'Try the text of Noted' }).click();
  const trial = page.getByRole('region', { name: 'Tried on the recording Busy: 5 rows' });
  await expect(trial).toContainText('Results that differ: 1.');
  await expect(trial.getByRole('application')).toHaveAccessibleName(/^Load, now and edited/);
  await expect(trial.getByRole('listitem').filter({ hasText: /now|edited/ })).toHaveCount(2);
  await expect(trial.getByRole('table', { name: 'Load, now and edited' }).getByRole('row').last()).toHaveText(
    /38\.0\s%\s*25\.0\s%\s*−13\.0\s%.*90\.0\s%\s*40\.0\s%\s*−50\.0\s%/,
  );
  await expect(trial.getByRole('table', { name: 'Rows of each node' }).getByRole('row', { name: /^load/ })).toHaveText(
    /5\s*4/,
  );
});
