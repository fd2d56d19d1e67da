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
  const lines = percents.map((percent, second) => {
    const ts = new Date(start + second * 1000).toISOString();
    return `${ts},made-up,system.cpu.utilization,total,${percent / 100},1`;
  });
  const file = path.join(data, `${name}.csv`);
  writeFileSync(file, ['ts,host,metric,entity,value,unit', ...lines, ''].join('\n'));
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] });
  }, file);
  await goTo(page, 'Recordings');
  await page.getByRole('button', { name: 'Import…' }).click();
  await expect(page.getByRole('heading', { level: 2, name })).toBeVisible();
  await page.getByRole('link', { name: 'Back to the library' }).click();
  await expect(page.getByRole('table', { name: 'Recordings' }).getByRole('link', { name })).toBeVisible();
}
