import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Millrace } from './millrace.ts';
import { expect, goTo } from './millrace.ts';

/** Imports a recording called `name` by the dialog of the desktop: a reading a second of one sensor, in percent. */
export async function importReadings(
  { app, page, data }: Millrace,
  name: string,
  percents: readonly number[],
): Promise<void> {
  const start = Date.UTC(2026, 10, 20, 8);
  const rows = percents.map((percent, second) => ({
    ts: new Date(start + second * 1000).toISOString(),
    host: 'made-up',
    metric: 'system.cpu.utilization',
    entity: 'total',
    value: percent / 100,
    unit: '1',
  }));
  const file = path.join(data, `${name}.ndjson`);
  writeFileSync(file, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] });
  }, file);
  await goTo(page, 'Recordings');
  await page.getByRole('button', { name: 'Import…' }).click();
  await expect(page.getByRole('heading', { level: 2, name })).toBeVisible();
  await page.getByRole('link', { name: 'Back to the library' }).click();
  await expect(page.getByRole('table', { name: 'Recordings' }).getByRole('link', { name })).toBeVisible();
}
