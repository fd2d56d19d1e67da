import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { exitOf, expect, launch, test } from './support/millrace.ts';

test('a dashboard is put together, is there after a kill, and a damaged file is told of and kept', async ({ data }) => {
  const file = path.join(data, 'dashboards.json');
  const first = await launch(data);
  await first.page.getByRole('button', { name: 'Tile Disk busy: options' }).click();
  await first.page.getByRole('button', { name: 'Remove' }).click();
  await first.page.getByRole('button', { name: 'Edit layout' }).click();
  await first.page.getByRole('button', { name: 'Add tile' }).click();
  const dialog = first.page.getByRole('dialog', { name: 'Add a tile' });
  await dialog.getByRole('combobox', { name: 'What it shows' }).selectOption({ label: 'sensors' });
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  // The rows on the edge of the running pipeline.
  await expect(first.page.getByRole('table', { name: 'sensors' })).toContainText('system.cpu.utilization');
  await expect.poll(() => readFileSync(file, 'utf8')).toContain('"node": "sensors"');
  const exit = exitOf(first);
  first.app.process().kill('SIGKILL');
  await exit;

  const second = await launch(data);
  await expect(second.page.getByRole('table', { name: 'sensors' })).toContainText('system.cpu.utilization');
  await expect(second.page.getByRole('region', { name: 'Disk busy' })).toHaveCount(0);
  await second.app.close();

  writeFileSync(file, readFileSync(file, 'utf8').slice(0, 90));
  const third = await launch(data);
  await expect(third.page.getByRole('alert')).toContainText(/dashboards\.json is damaged .* it is kept as/);
  await expect(third.page.getByRole('region', { name: 'Disk busy' })).toBeVisible();
  expect(readdirSync(data).filter((name) => name.startsWith('dashboards'))).toEqual([
    expect.stringMatching(/^dashboards\.damaged-\d+\.json$/),
  ]);
  await third.app.close();
});

test('what the charts showed is there after a kill', async ({ data }) => {
  const first = await launch(data);
  const startedAt = Date.now();
  const history = path.join(data, 'history');
  await expect
    .poll(() => (existsSync(history) ? readdirSync(history).filter((name) => isWritten(history, name)) : []), {
      timeout: 30_000,
    })
    .toContainEqual(expect.stringMatching(/\.history$/));
  const exit = exitOf(first);
  first.app.process().kill('SIGKILL');
  await exit;
  const endedAt = Date.now();

  const { app, page } = await launch(data);
  const memory = page.getByRole('application', { name: /^Memory/ });
  await expect(memory).toBeVisible();
  await page.getByRole('combobox', { name: 'Further ranges' }).selectOption({ label: '24 h' });
  await expect(memory).toHaveAccessibleName(/^Memory: latest [\d.,]+\s[KMG]iB/);
  const oldest = await page.evaluate(async (now) => {
    const reply = await window.bridge.request('readPast', now - 86_400_000, now);
    return reply.ok ? Math.min(...reply.value.flatMap(({ times }) => [...times])) : Infinity;
  }, Date.now());
  expect(oldest).toBeGreaterThan(startedAt - 20_000);
  expect(oldest).toBeLessThan(endedAt);
  await app.close();
});

/** Whether there is anything in a file: it is there before its first block is. */
function isWritten(folder: string, name: string): boolean {
  return 0 < statSync(path.join(folder, name)).size;
}
