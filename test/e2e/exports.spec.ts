import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { ElectronApplication } from '@playwright/test';
import { expect, goTo, launch, startRecording, test } from './support/millrace.ts';
import { writeDayOfCharts } from './support/day-of-charts.ts';

/** The dialog of the desktop chooses `file`, and gives the name that it was asked for. */
async function choose(app: ElectronApplication, file: string): Promise<() => Promise<string>> {
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showSaveDialog = ((options: { defaultPath: string }) => {
      Object.assign(globalThis, { asked: options.defaultPath });
      return Promise.resolve({ canceled: false, filePath: chosen });
    }) as never;
  }, file);
  return () => app.evaluate(() => (globalThis as unknown as { asked: string }).asked);
}

test('a recording is exported whole and in part, and what was exported is the recording', async ({
  millrace: { app, page, data },
}) => {
  await startRecording(page);
  await expect(page.getByRole('timer')).toHaveText(/0:0[4-9]/, { timeout: 15_000 });
  await page.getByRole('button', { name: 'Stop recording' }).click();
  await goTo(page, 'Recordings');
  const row = page.getByRole('table', { name: 'Recordings' }).getByRole('row', { name: /System health/ });
  await expect(row).toContainText('complete');
  // Of a recording that is complete it changes no more.
  const rowsText = (await row.getByRole('cell').nth(2).textContent())!.trim();
  const rows = Number(rowsText.replaceAll(',', ''));
  await row.getByRole('link').click();
  const file = path.join(data, 'health.csv');
  const asked = await choose(app, file);
  await page.getByRole('button', { name: 'Export…', exact: true }).click();
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  await expect(page.getByText(`“health.csv” is written: ${rowsText} rows.`)).toBeVisible();
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  expect([lines.length - 1, /^\d{4}-.*Z,/.test(lines[1]!), path.extname(await asked())]).toEqual([rows, true, '.csv']);
  await page.getByRole('application').first().press('+');
  await choose(app, path.join(data, 'seen.ndjson'));
  await page.getByRole('button', { name: 'Export…', exact: true }).click();
  await page.getByRole('radio', { name: 'NDJSON' }).check();
  await page.getByRole('radio', { name: 'Milliseconds since 1970' }).check();
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  await expect(page.getByText('“seen.ndjson” is written')).toBeVisible();
  const seen = readFileSync(path.join(data, 'seen.ndjson'), 'utf8').trim().split('\n');
  expect([0 < seen.length && seen.length < rows, typeof (JSON.parse(seen[0]!) as { ts: unknown }).ts]).toEqual([
    true,
    'number',
  ]);
  await choose(app, path.join(data, 'whole.millrace'));
  await page.getByRole('button', { name: 'Export…', exact: true }).click();
  await page.getByRole('radio', { name: 'Everything' }).check();
  await page.getByRole('radio', { name: 'Millrace' }).check();
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  await expect(page.getByText(`“whole.millrace” is written: ${rowsText} rows.`)).toBeVisible();
});

test('a day of charts is exported with every reading; cancelled, nothing of it is left, and what was there stays', async ({
  data,
}) => {
  const now = Date.now();
  const count = writeDayOfCharts(data, now);
  const { app, page } = await launch(data);
  await expect(page.getByRole('application').first()).toBeVisible();
  const file = path.join(data, 'out.csv');
  writeFileSync(file, 'before');
  await choose(app, file);
  const begin = async (): Promise<void> => {
    await page.getByRole('button', { name: 'Export…', exact: true }).click();
    await page.getByRole('radio', { name: 'Everything' }).check();
    await page.getByRole('button', { name: 'Export', exact: true }).click();
  };
  await begin();
  await expect(page.getByRole('progressbar', { name: 'How much is exported' })).toBeVisible({ timeout: 20_000 });
  await page.getByRole('button', { name: 'Cancel the export' }).click();
  await expect(page.getByRole('progressbar')).toHaveCount(0);
  expect([readFileSync(file, 'utf8'), readdirSync(data).filter((name) => name.includes('.new'))]).toEqual([
    'before',
    [],
  ]);
  const tile = page.getByRole('region', { name: 'C1', exact: true });
  await tile.getByRole('button', { name: 'Tile C1: options' }).click();
  await tile.getByRole('button', { name: 'Export…' }).click();
  await page.getByRole('radio', { name: 'Everything' }).check();
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  await expect(page.getByText(/“out\.csv” is written: [\d,]+ rows\./)).toBeVisible({ timeout: 60_000 });
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  // Those of the last seconds, of the machine itself, are there too.
  expect(lines.length - 1).toBeGreaterThanOrEqual(count / 12);
  expect(lines[1]).toMatch(/^\d{4}-\d\d-\d\dT.*Z,C1,used,\d+(\.\d+)?,By$/);
  await app.close();
});

test('a chart is kept as a picture, and a place that cannot be written to is told', async ({
  millrace: { app, page, data },
}) => {
  const tile = page.getByRole('region', { name: 'Memory', exact: true });
  await expect(tile.getByRole('application')).toBeVisible();
  const file = path.join(data, 'memory.png');
  await choose(app, file);
  await tile.getByRole('button', { name: 'Tile Memory: options' }).click();
  await tile.getByRole('button', { name: 'Save as picture…' }).click();
  await expect(page.getByText('“memory.png” is written.')).toBeVisible();
  expect(readFileSync(file).subarray(1, 4).toString()).toBe('PNG');
  await choose(app, path.join(data, 'gone', 'memory.csv'));
  await tile.getByRole('button', { name: 'Tile Memory: options' }).click();
  await tile.getByRole('button', { name: 'Export…' }).click();
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  await expect(page.getByRole('alert')).toContainText(/export "memory\.csv": cannot create .*no such file or folder/);
  expect(existsSync(path.join(data, 'gone'))).toBe(false);
});

test('the rows of a tapped edge are kept in a file as they are seen: its points, its picture, and its table', async ({
  millrace: { app, page, data },
}) => {
  await goTo(page, 'Pipelines');
  await page.getByRole('button', { name: /^sensors to memory: .* Show its rows\.$/ }).click();
  await page.getByRole('button', { name: 'Put on the dashboard' }).click();
  await goTo(page, 'Dashboard');
  const tile = page.getByRole('region', { name: /^sensors\b/ });
  await expect(tile.getByRole('application', { name: /^sensors: latest / })).toBeVisible({ timeout: 15_000 });
  const exported = async (name: string, button: string): Promise<string> => {
    await choose(app, path.join(data, name));
    await tile.getByRole('button', { name: 'Tile sensors: options' }).click();
    await tile.getByRole('button', { name: button }).click();
    if (button === 'Export…') await page.getByRole('button', { name: 'Export', exact: true }).click();
    await expect(page.getByText(`“${name}” is written`)).toBeVisible();
    return readFileSync(path.join(data, name), 'latin1');
  };
  expect(await exported('points.csv', 'Export…')).toMatch(
    /^time,chart,series,value,unit\n\d{4}-\d\d-\d\dT[\d:.]+Z,sensors,/,
  );
  expect((await exported('seen.png', 'Save as picture…')).slice(1, 4)).toBe('PNG');
  await tile.getByRole('button', { name: 'Tile sensors: options' }).click();
  await tile.getByLabel('Shown as').selectOption({ label: 'Table' });
  await expect(tile.getByRole('table', { name: 'sensors' })).toContainText('system.');
  const [head = '', ...lines] = (await exported('rows.csv', 'Export…')).trim().split('\n');
  expect(head.split(',')).toEqual(expect.arrayContaining(['ts', 'metric', 'entity', 'value']));
  expect([0 < lines.length, lines.every((line) => line.includes('system.') || line.includes('hw.'))]).toEqual([
    true,
    true,
  ]);
});
