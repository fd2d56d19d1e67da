import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { startFakeGateway } from '../support/fake-gateway.ts';
import { expect, goTo, launch, test } from './support/millrace.ts';

const TEXT = `version: 1
name: Copies
sources: { in: { type: file, path: /data/in.ndjson, format: ndjson, schema: { n: bigint } } }
sinks: { out: { type: file, inputs: [in], path: /data/out } }
`;

test('a pipeline is deployed to a gateway, its job is opened outside of the app, known after a restart and stopped, and its SQL is kept as a file', async ({
  data,
}) => {
  let state = 'RUNNING';
  const gateway = await startFakeGateway((statement) => {
    if (!statement.startsWith('STOP JOB'))
      return statement.startsWith('DESCRIBE') ? [['j', 'Copies', state, '']] : [['OK']];
    state = 'FINISHED';
    return [['file:/savepoints/1']];
  }, {});
  mkdirSync(path.join(data, 'pipelines'), { recursive: true });
  writeFileSync(path.join(data, 'pipelines', 'copies.yaml'), TEXT);
  const { app, page } = await launch(data);
  const kept = path.join(data, 'kept.sql');
  await app.evaluate(({ shell, dialog }, filePath) => {
    shell.openExternal = (url) => (((globalThis as { opened?: string }).opened = url), Promise.resolve());
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, kept);
  await goTo(page, 'Pipelines');
  await page.getByRole('link', { name: /Copies/ }).click();
  await page.getByRole('button', { name: 'More for Copies' }).click();
  await page.getByRole('menuitem', { name: 'Deploy to Flink…' }).click();
  let dialog = page.getByRole('dialog', { name: 'Deploy “Copies” to Apache Flink' });
  await dialog.getByRole('button', { name: 'Save as file…' }).click();
  await expect(dialog.getByRole('status')).toHaveText('saved');
  expect(readFileSync(kept, 'utf8')).toMatch(/^-- Copies\nSET 'pipeline.name' = 'Copies';/);

  const address = dialog.getByRole('textbox', { name: /SQL Gateway/ });
  await address.fill('http://example.org');
  await dialog.getByRole('button', { name: 'Submit' }).click();
  await expect(dialog.getByRole('alert')).toContainText('is no address of https, or of http on this machine');
  await address.fill(gateway.url);
  await dialog.getByRole('button', { name: 'Submit' }).click();
  await expect(dialog.getByRole('status')).toHaveText('Job the-job: RUNNING');
  await dialog.getByRole('button', { name: 'Open the job in the browser' }).click();
  await expect
    .poll(() => app.evaluate(() => (globalThis as { opened?: string }).opened))
    .toBe(`${gateway.url}/#/job/running/the-job/overview`);
  await app.close();
  const again = await launch(data);
  await goTo(again.page, 'Pipelines');
  await again.page.getByRole('link', { name: /Copies/ }).click();
  await again.page.getByRole('button', { name: 'More for Copies' }).click();
  await again.page.getByRole('menuitem', { name: 'Deploy to Flink…' }).click();
  dialog = again.page.getByRole('dialog', { name: 'Deploy “Copies” to Apache Flink' });
  await expect(dialog.getByRole('status')).toHaveText('Job the-job: RUNNING');
  await dialog.getByRole('textbox', { name: /Folder for the savepoint/ }).fill('/savepoints');
  await dialog.getByRole('button', { name: 'Stop with a savepoint' }).click();
  await expect(dialog.getByText('Savepoint: file:/savepoints/1')).toBeVisible();
  expect(gateway.statements).toContain("SET 'execution.checkpointing.savepoint-dir' = '/savepoints'");
  await again.app.close();
  gateway.close();
});
