import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import type { Deployment } from '../../electron/ipc/contract.ts';
import { expect, test } from './support/page-test.ts';

const RUNNING: Deployment = {
  phase: 'following',
  done: 9,
  of: 9,
  job: 'the-job',
  state: 'RUNNING',
  trouble: null,
  savepoint: null,
  hasPage: true,
};

async function dialogOf(page: Page, name = 'System health'): Promise<ReturnType<Page['getByRole']>> {
  await page.getByRole('button', { name: `More for ${name}` }).click();
  await page.getByRole('menuitem', { name: 'Deploy to Flink…' }).click();
  return page.getByRole('dialog', { name: `Deploy “${name}” to Apache Flink` });
}

async function asked(page: Page, name: string): Promise<readonly (readonly unknown[])[]> {
  const all = await page.evaluate(() => window.fake.asked);
  return all.filter((each) => each.name === name).map(({ args }) => args);
}

test('a pipeline is deployed from its menu: read before, with what the cluster needs to know, followed, opened and stopped', async ({
  open,
}) => {
  const page = await open({ deployment: RUNNING }, '#/pipelines');
  const dialog = await dialogOf(page);
  await expect(dialog.getByRole('group', { name: 'Flink SQL' })).toContainText('CREATE TEMPORARY TABLE');
  await dialog.getByRole('button', { name: 'Copy' }).click();
  await expect(dialog.getByRole('status')).toHaveText('copied');
  await dialog.getByRole('button', { name: 'Save as file…' }).click();
  await expect(dialog.getByRole('status')).toHaveText('saved');
  await dialog.getByRole('radio', { name: 'Kafka topics' }).check();
  await dialog.getByRole('textbox', { name: 'KAFKA_SERVERS' }).fill('localhost:9092');
  const password = dialog.getByLabel('KAFKA_PASSWORD');
  await expect(password).toHaveAttribute('type', 'password');
  await password.fill('water');
  await dialog.getByRole('textbox', { name: /SQL Gateway/ }).fill(' https://flink.example.org ');
  await dialog.getByRole('button', { name: 'Submit' }).click();
  await expect(dialog.getByRole('status')).toHaveText('Job the-job: RUNNING');
  expect(await asked(page, 'startDeployment')).toEqual([
    [
      'system-health',
      {
        gateway: 'https://flink.example.org',
        tables: 'kafka',
        values: { KAFKA_SERVERS: 'localhost:9092', KAFKA_PASSWORD: 'water' },
      },
    ],
  ]);
  await dialog.getByRole('button', { name: 'Open the job in the browser' }).click();
  await expect.poll(() => asked(page, 'openDeployedJob')).toEqual([['system-health']]);
  await dialog.getByRole('textbox', { name: /Folder for the savepoint/ }).fill('/s');
  await dialog.getByRole('button', { name: 'Stop with a savepoint' }).click();
  await expect(dialog.getByText('Savepoint: file:/s/savepoint-1')).toBeVisible();
  expect(await asked(page, 'stopDeployment')).toEqual([['system-health', '/s']]);
  await dialog.getByRole('button', { name: 'Deploy again' }).click();
  await expect(dialog.getByRole('button', { name: 'Submit' })).toBeVisible();
});

test('what is said against it stands beside its node', async ({ open }) => {
  const message =
    "Unable to create a source for reading table 'in'.\nCould not find any factory for identifier 'kafka'";
  const refused = {
    ...RUNNING,
    phase: 'refused',
    job: null,
    state: null,
    hasPage: false,
    trouble: { node: 'sensors', message },
  } as const;
  const page = await open({ deployment: refused }, '#/pipelines');
  const dialog = await dialogOf(page);
  await dialog.getByRole('textbox', { name: 'SENSORS_PATH' }).fill('/r');
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('term')).toHaveText('sensors');
  await expect(dialog.getByRole('definition')).toContainText("identifier 'kafka'");
});

test('what cannot be said in Flink SQL is told in place of the form, and Escape gives the focus back', async ({
  open,
}) => {
  const page = await open({}, '#/pipelines/nightly-import');
  const dialog = await dialogOf(page, 'Nightly import');
  await expect(dialog.getByRole('alert')).toContainText('top_n on top: no windows');
  await expect(dialog.getByRole('button', { name: 'Submit' })).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'More for Nightly import' })).toBeFocused();
});

for (const colorScheme of ['dark', 'light'] as const) {
  test(`axe finds nothing in the dialog in ${colorScheme}`, async ({ page, open }) => {
    await page.emulateMedia({ colorScheme });
    await open({ deployment: { ...RUNNING, trouble: { node: null, message: 'x' } } }, '#/pipelines');
    const dialog = await dialogOf(page);
    await expect(dialog.getByRole('button', { name: 'Submit' })).toBeVisible();
    expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id)).toEqual([]);
    await dialog.getByRole('textbox', { name: 'SENSORS_PATH' }).fill('/r');
    await dialog.getByRole('button', { name: 'Submit' }).click();
    await expect(dialog.getByRole('button', { name: 'Stop with a savepoint' })).toBeVisible();
    expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id)).toEqual([]);
  });
}
