import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, goTo, test } from './support/millrace.ts';

const ROWS = `ts,metric,entity,value,unit
2026-11-20T08:00:00Z,hw.temperature,package,61,Cel
2026-11-20T08:00:05Z,hw.temperature,package,64,Cel
`;

test('a file that is dropped on the window is a recording then, and the window stays where it is', async ({
  millrace: { page, recordings, data },
}) => {
  await expect(page.getByRole('application').first()).toBeVisible();
  const file = path.join(data, 'Fan test.csv');
  writeFileSync(file, ROWS);
  writeFileSync(path.join(data, 'notes.txt'), 'x');
  const address = page.url().replace(/#.*/, '');
  const devTools = await page.context().newCDPSession(page);
  const drag = async (type: 'dragEnter' | 'dragOver' | 'drop'): Promise<void> => {
    const dragged = { items: [], files: [file, path.join(data, 'notes.txt')], dragOperationsMask: 1 };
    await devTools.send('Input.dispatchDragEvent', { type, x: 400, y: 300, data: dragged });
  };
  await drag('dragEnter');
  await expect(page.getByRole('region', { name: 'Drop to import' })).toBeVisible();
  await drag('dragOver');
  await drag('drop');
  await expect(page.getByRole('region', { name: 'hw.temperature' })).toContainText('61');
  await expect(page.getByRole('alert')).toContainText('"notes.txt" is nothing that can be imported');
  expect([page.url().replace(/#.*/, ''), readdirSync(recordings)]).toEqual([address, ['Fan test']]);
});

test('a recording is imported by a button and a dialog of the desktop; the page cannot name a path', async ({
  millrace: { app, page, data, recordings },
}) => {
  const file = path.join(data, 'By hand.csv');
  writeFileSync(file, ROWS);
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] });
  }, file);
  await goTo(page, 'Recordings');
  await page.getByRole('button', { name: 'Import…' }).press('Enter');
  await expect(page.getByText('“By hand.csv” was imported.')).toBeVisible();
  const refused = await page.evaluate(
    (named) => window.bridge.request('importDropped', [named]).then(() => 'taken', String),
    file,
  );
  expect([refused, readdirSync(recordings)]).toEqual(['Error: a page names no paths', ['By hand']]);
});
