import { spawnSync } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { exitOf, expect, goTo, launch, readOnlyRecording, startRecording, test } from './support/millrace.ts';

/** What the app promises for every way of ending; a slow machine may need a little more to start counting. */
const EXIT_MS = 3_000;

test('a recording has the rows that it says, in its list, its manifest and its parts', async ({ millrace }) => {
  const { page, recordings } = millrace;
  await startRecording(page);
  const timer = page.getByRole('timer', { name: 'Recording time' });
  await expect(timer).toHaveText(/0:0[3-9]/, { timeout: 10_000 });
  await goTo(page, 'Recordings');
  await page.getByRole('button', { name: 'Stop recording' }).click();
  await expect(page.getByRole('button', { name: 'Record', exact: true })).toBeVisible();
  const row = page.getByRole('table', { name: 'Recordings' }).getByRole('row', { name: /System health/ });
  await expect(row).toContainText('complete');
  const { manifest, rows } = readOnlyRecording(recordings);
  expect(rows).toBeGreaterThan(0);
  expect(manifest).toMatchObject({ state: 'complete', rows });
  await expect(row.getByRole('cell').nth(2)).toHaveText(rows.toLocaleString('en'));
});

test('two clicks on Record make one recording', async ({ millrace: { page, recordings } }) => {
  await page.getByRole('button', { name: 'Record', exact: true }).dblclick();
  const stop = page.getByRole('button', { name: 'Stop recording' });
  await expect(stop).toBeVisible();
  await stop.click();
  await expect(page.getByRole('button', { name: 'Record', exact: true })).toBeVisible();
  await expect(() => expect(readOnlyRecording(recordings).manifest.state).toBe('complete')).toPass({ timeout: 5_000 });
});

test('stopping the pipeline closes its recording', async ({ millrace: { page } }) => {
  await startRecording(page);
  await goTo(page, 'Pipelines');
  await page.getByRole('button', { name: 'Stop System health' }).click();
  await goTo(page, 'Recordings');
  await expect(page.getByRole('row', { name: /System health/ })).toContainText('complete');
});

for (const signal of ['quit', 'SIGTERM', 'SIGINT', 'SIGHUP'] as const)
  test(`a recording is closed properly by ${signal}`, async ({ data }) => {
    const millrace = await launch(data);
    await startRecording(millrace.page);
    await expect(millrace.page.getByRole('timer')).toHaveText(/0:0[2-9]/, { timeout: 10_000 });
    const exit = exitOf(millrace);
    const askedAt = Date.now();
    if (signal === 'quit') void millrace.app.evaluate(({ app }) => app.quit()).catch(() => undefined);
    else millrace.app.process().kill(signal);
    expect(await exit).toBe(0);
    expect(Date.now() - askedAt).toBeLessThan(EXIT_MS);
    const { manifest, rows } = readOnlyRecording(millrace.recordings);
    expect(rows).toBeGreaterThan(0);
    expect(manifest).toMatchObject({ state: 'complete', rows });
  });

test('closing the window closes the recording and ends the app', async ({ data }) => {
  const millrace = await launch(data);
  await startRecording(millrace.page);
  await expect(millrace.page.getByRole('timer')).toHaveText(/0:0[2-9]/, { timeout: 10_000 });
  const exit = exitOf(millrace);
  void millrace.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.close()).catch(() => undefined);
  expect(await exit).toBe(0);
  expect(readOnlyRecording(millrace.recordings).manifest.state).toBe('complete');
});

test('where the recordings folder cannot be used a person is told what and where, and the app lives', async ({
  data,
}) => {
  writeFileSync(`${data}/recordings`, 'a file where the folder should be');
  const { app, page, recordings } = await launch(data);
  await page.getByRole('button', { name: 'Record', exact: true }).click();
  await expect(page.getByRole('alert')).toContainText(recordings);
  await expect(page.getByRole('button', { name: 'Record', exact: true })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Memory' })).toContainText(/\d\s*[KMG]iB/);
  await app.close();
});

test('what was read before a person thought of recording is kept as a recording that is whole', async ({
  millrace: { page, recordings },
}) => {
  await expect(page.getByRole('application').first()).toBeVisible();
  const keep = page.getByRole('button', { name: 'Keep last 10 min' });
  // Some seconds of readings, so that there is something to keep.
  await expect(async () => {
    await keep.click();
    await expect(page.getByText(/All that was held is kept, 0:(0[3-9]|[1-5]\d)/)).toBeVisible({ timeout: 1500 });
  }).toPass({ timeout: 30_000 });
  await page.getByRole('link', { name: 'Open it' }).click();
  await expect(page.getByRole('region', { name: 'system.memory.usage' })).toContainText(/\d\s*[KMG]iB/);
  const folders = readdirSync(recordings);
  const command = path.resolve(import.meta.dirname, '../../out/cli/millrace.cjs');
  const found = folders.map((name) =>
    spawnSync(process.execPath, [command, 'recordings', 'verify', path.join(recordings, name)], { encoding: 'utf8' }),
  );
  expect(found.map(({ status, stderr }) => [status, stderr])).toEqual(folders.map(() => [0, expect.any(String)]));
});
